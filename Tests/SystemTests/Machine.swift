import Foundation
import Subprocess

/// A Debian with our software installed, booted by its own systemd in a container without a network.
struct Machine: Sendable {
    /// The machine of the suite that is running.
    @TaskLocal static var booted: Machine?

    /// - Throws: `Failure.noMachine` outside of a suite with `.machine`.
    static var current: Machine {
        get throws {
            guard let booted else { throw Failure.noMachine }
            return booted
        }
    }

    /// The process that is its init, as this machine numbers it.
    let leader: Int

    private static let environment = Environment.custom([
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "HOME": "/root",
    ])

    /// Runs a command in it, as root, to its end. One that takes a minute is ended, with status 124.
    func run(_ words: [String]) async throws -> Outcome {
        try await Tool.nsenter.run(
            ["--target", "\(leader)", "--mount", "--pid", "--uts", "--ipc", "--net", "--cgroup", "--root", "--wd", "--",
                "timeout", "60"] + words,
            environment: Self.environment)
    }

    func run(_ words: String...) async throws -> Outcome { try await run(words) }

    /// Runs a command in it that has to succeed.
    @discardableResult
    func succeed(_ words: String...) async throws -> Outcome { try await run(words).expectSuccess() }

    /// Writes a file in it.
    func write(_ text: String, to path: String) throws {
        try text.write(to: seen(path), atomically: false, encoding: .utf8)
    }

    func read(_ path: String) throws -> Data { try Data(contentsOf: seen(path)) }

    /// A path in it as this machine sees it.
    private func seen(_ path: String) -> URL { URL(filePath: "/proc/\(leader)/root\(path)") }
}
