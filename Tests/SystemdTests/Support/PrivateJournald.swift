import Foundation
import Glibc
import Testing

/// A real systemd-journald for this thread, in private mounts: the host's journal is not touched.
///
/// Use it in an exit test.
final class PrivateJournald {
    private let namespace: String?
    private var process = Process()

    enum Storage: String {
        case persistent, volatile, auto
    }

    /// Runs the body while journald runs. An error becomes an issue, since the end of a process alone would not show
    /// its cause.
    static func run(
        storage: Storage, namespace: String? = nil, _ body: (PrivateJournald) throws -> Void
    ) {
        let journald = PrivateJournald(namespace: namespace)
        do {
            try journald.prepare(storage: storage)
            try journald.start()
            defer { journald.kill() }
            try body(journald)
        } catch {
            Issue.record(error)
        }
    }

    private init(namespace: String?) {
        self.namespace = namespace
    }

    private func prepare(storage: Storage) throws {
        try PrivateMounts.begin()
        for path in ["/run", "/var/log/journal", "/etc/systemd"] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            try PrivateMounts.hide(path)
        }
        let folder = "/run/systemd/journal" + (namespace.map { ".\($0)" } ?? "")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if namespace != nil {
            // The unit sees its namespace's sockets at the usual path.
            try FileManager.default.createSymbolicLink(
                atPath: "/run/systemd/journal", withDestinationPath: folder)
        }
        if storage == .persistent {
            try Data().write(to: URL(fileURLWithPath: "/run/systemd/journal/flushed"))
        }
        // Without the kernel's log and audit switch.
        let settings = "[Journal]\nStorage=\(storage)\nAudit=no\nReadKMsg=no\nRateLimitBurst=0\n"
        let name = namespace.map { "journald@\($0)" } ?? "journald"
        try Data(settings.utf8).write(to: URL(fileURLWithPath: "/etc/systemd/\(name).conf"))
    }

    /// Starts journald, initially or after `kill`, and returns once it accepts records.
    func start() throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/lib/systemd/systemd-journald")
        process.arguments = namespace.map { [$0] } ?? []
        process.standardError = FileHandle.nullDevice
        let manager = try DatagramListener(path: "/run/notify-\(UUID().uuidString)")
        process.environment = ["NOTIFY_SOCKET": manager.path]
        try process.run()
        try eventually("journald's READY=1") { manager.next()?.contains("READY=1") ?? false }
    }

    /// Kills journald at once, with everything in its queue.
    func kill() {
        guard process.isRunning else { return }
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Stops journald from reading its queue.
    func pause() {
        Glibc.kill(process.processIdentifier, SIGSTOP)
    }

    /// Makes journald close its files and begin new ones.
    func rotate() {
        Glibc.kill(process.processIdentifier, SIGUSR2)
    }

    /// Makes journald move its records from memory to disk.
    func flush() {
        Glibc.kill(process.processIdentifier, SIGUSR1)
    }
}

/// Repeats a check until it succeeds, for a minute at most, to wait for another process.
func eventually(_ what: String, _ isTrue: () throws -> Bool) throws {
    for _ in 0..<12_000 {
        if try isTrue() { return }
        usleep(5000)
    }
    throw CommandFailed(description: "\(what) did not come within a minute")
}
