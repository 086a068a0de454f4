import Aftercare
import AftercareAPI
import Foundation
import Testing

@Suite struct `The backup verb` {
    private let content = "what a store would be"

    /// A service whose backup is `content`, as it is promised or otherwise.
    private func standIn(size: Int? = nil, digest: String? = nil, status: Int = 200, length: Int? = nil) throws -> StandIn {
        let body = BackupBody(
            takenAt: Instant(seconds: 1_795_274_537), patients: 1, reminders: 2, size: Int64(size ?? content.utf8.count),
            sha256: try digest ?? Self.digest(of: content))
        return try StandIn { [content] question in
            guard status == 200 else {
                return StandIn.Answer(status: status, body: json(ErrorBody(code: .storageFull, message: "there is no room")))
            }
            return StandIn.Answer(body: content, headers: [BackupBody.header: json(body)], length: length)
        }
    }

    private static func digest(of text: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/sha256sum")
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        input.fileHandleForWriting.write(Data(text.utf8))
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        return String(decoding: output.fileHandleForReading.availableData.prefix(64), as: UTF8.self)
    }

    /// A directory that goes away with the test.
    private func inFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "backup-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    private func names(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test func `writes a file of its own mode, and says what is in it`() async throws {
        let service = try standIn()
        defer { service.stop() }
        try await inFolder { folder in
            let file = folder.appending(path: "b").path
            let outcome = try await Program.run("backup", file, socket: service.socket)
            #expect(outcome.status == 0, "\(outcome.talk)")
            #expect(
                outcome.data == "backed up 1 patient, 2 reminders, 21 bytes, as of 2026-11-21T15:22:17Z, to '\(file)'\n")
            #expect(try String(contentsOfFile: file, encoding: .utf8) == content)
            #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
            #expect(try names(in: folder) == ["b"])
            #expect(service.questions.map(\.target) == ["/v1/backup"])
        }
    }

    @Test func `never replaces a file unless it is told to`() async throws {
        let service = try standIn()
        defer { service.stop() }
        try await inFolder { folder in
            let file = folder.appending(path: "b").path
            try Data("mine".utf8).write(to: URL(filePath: file))
            let refused = try await Program.run("backup", file, socket: service.socket)
            #expect(refused.status == 74)
            #expect(refused.talk == "error: '\(file)' is there already; name another file, or replace it with '--force'\n")
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
            #expect(service.questions.isEmpty)
            let forced = try await Program.run("backup", file, "--force", "--format", "json", socket: service.socket)
            #expect(forced.status == 0, "\(forced.talk)")
            #expect(try Wire.decode(BackupBody.self, from: Data(forced.data.utf8)).reminders == 2)
            #expect(try String(contentsOfFile: file, encoding: .utf8) == content)
            #expect(try names(in: folder) == ["b"])
        }
    }

    @Test func `writes to standard output and talks beside it`() async throws {
        let service = try standIn()
        defer { service.stop() }
        let outcome = try await Program.run("backup", "-", socket: service.socket)
        #expect(outcome.status == 0)
        #expect(outcome.data == content)
        #expect(outcome.talk == "backed up 1 patient, 2 reminders, 21 bytes, as of 2026-11-21T15:22:17Z\n")
    }

    @Test(arguments: ["cut", "short", "other", "refused"])
    func `that does not come as it was promised leaves nothing`(fault: String) async throws {
        let service =
            switch fault {
            case "cut": try standIn(size: 100, length: 100)
            case "short": try standIn(size: 100)
            case "other": try standIn(digest: String(repeating: "0", count: 64))
            default: try standIn(status: 507)
            }
        defer { service.stop() }
        try await inFolder { folder in
            let file = folder.appending(path: "b").path
            let outcome = try await Program.run("backup", file, socket: service.socket)
            #expect(outcome.status == (fault == "refused" ? 1 : 69), "\(outcome.talk)")
            #expect(outcome.talk.contains(fault == "refused" ? "there is no room" : "not whole"), "\(outcome.talk)")
            #expect(outcome.data == "")
            #expect(try names(in: folder) == [])
        }
    }

    @Test func `never replaces a file that came meanwhile, and says that it kept nothing`() async throws {
        try await inFolder { [content] folder in
            let file = folder.appending(path: "b").path
            let body = BackupBody(
                takenAt: Instant(seconds: 1_795_274_537), patients: 1, reminders: 2, size: Int64(content.utf8.count),
                sha256: try Self.digest(of: content))
            let service = try StandIn { _ in
                // Whether it is there is asked in the end.
                try? Data("mine".utf8).write(to: URL(filePath: file))
                return StandIn.Answer(body: content, headers: [BackupBody.header: json(body)])
            }
            defer { service.stop() }
            let outcome = try await Program.run("backup", file, socket: service.socket)
            #expect(outcome.status == 74)
            #expect(outcome.data == "")
            #expect(outcome.talk == "error: '\(file)' is there already; name another file, or replace it with '--force'\n")
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
            #expect(try names(in: folder) == ["b"])
        }
    }

    @Test func `into a directory that is not there says so before it asks`() async throws {
        let service = try standIn()
        defer { service.stop() }
        let outcome = try await Program.run("backup", "/nonexistent/b", socket: service.socket)
        #expect(outcome.status == 74)
        #expect(outcome.talk.hasPrefix("error: '/nonexistent/b' cannot be written (no such file or directory)"), "\(outcome.talk)")
        #expect(service.questions.isEmpty)
    }
}
