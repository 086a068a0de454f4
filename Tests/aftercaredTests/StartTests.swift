import Foundation
import Subprocess
import Testing

/// The built program, started as systemd starts it, where it cannot.
@Suite struct `A start that fails` {
    private struct Outcome {
        let status: TerminationStatus
        let talk: String
    }

    /// Where it is: beside the tests, where the package manager builds both, or where 'make test' has built the release.
    private static let folder =
        ProcessInfo.processInfo.environment["AFTERCARE_PROGRAMS"].map { URL(filePath: $0).path }
        ?? URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path

    private let scratch = FileManager.default.temporaryDirectory.appending(path: "start-\(UUID().uuidString.prefix(8))").path

    /// The places that are not given are good.
    private func start(
        config: String = "", state: String? = nil, runtime: String? = nil, stopsAfter seconds: Int = 60
    ) async throws -> Outcome {
        try FileManager.default.createDirectory(atPath: scratch + "/protocols", withIntermediateDirectories: true)
        try config.write(toFile: scratch + "/aftercared.yaml", atomically: true, encoding: .utf8)
        let result = try await run(
            .name("timeout"),
            arguments: [
                "\(seconds)", Self.folder + "/aftercared", "--config", scratch + "/aftercared.yaml", "--protocols", scratch + "/protocols",
                "--state-directory", state ?? scratch + "/state", "--runtime-directory", runtime ?? scratch + "/run", "--output",
                "terminal",
            ],
            output: .discarded, error: .string(limit: 1 << 20))
        return Outcome(status: result.terminationStatus, talk: result.standardError)
    }

    private func remove() { try? FileManager.default.removeItem(atPath: scratch) }

    @Test func `since no runtime directory can be made ends with 73 and a sentence`() async throws {
        defer { remove() }
        let outcome = try await start(runtime: "/proc/nope")
        #expect(outcome.status == .exited(73))
        #expect(outcome.talk.contains("the directory '/proc/nope' cannot be made; create it, or choose another --runtime-directory"))
    }

    @Test func `since no socket can be bound ends with 73 and a sentence`() async throws {
        defer { remove() }
        try FileManager.default.createDirectory(atPath: scratch + "/run", withIntermediateDirectories: true)
        // Not a socket that an earlier run left, so it is nobody's to remove.
        try "mine".write(toFile: scratch + "/run/control.sock", atomically: true, encoding: .utf8)
        let outcome = try await start()
        #expect(outcome.status == .exited(73))
        #expect(outcome.talk.contains("'\(scratch)/run/control.sock'"), "\(outcome.talk)")
    }

    @Test func `since the store cannot be made ends with 73 and a sentence`() async throws {
        defer { remove() }
        let outcome = try await start(state: "/proc/nope")
        #expect(outcome.status == .exited(73))
        #expect(outcome.talk.contains("/proc/nope/store.sqlite"), "\(outcome.talk)")
    }

    @Test func `since the store is none ends with 65 and a sentence`() async throws {
        defer { remove() }
        try FileManager.default.createDirectory(atPath: scratch + "/state", withIntermediateDirectories: true)
        try String(repeating: "no database ", count: 1000).write(toFile: scratch + "/state/store.sqlite", atomically: true, encoding: .utf8)
        let outcome = try await start()
        #expect(outcome.status == .exited(65))
        #expect(outcome.talk.contains("is not a database; it was left as it is"), "\(outcome.talk)")
    }

    @Test func `for its settings ends with 78 and all that is wrong`() async throws {
        defer { remove() }
        let outcome = try await start(config: "clinic: { nmae: x }\nstoer: {}\n")
        #expect(outcome.status == .exited(78))
        #expect(outcome.talk.contains("nmae") && outcome.talk.contains("stoer"), "\(outcome.talk)")
    }

    @Test func `for a mistake that stands in many lines tells it with its count`() async throws {
        defer { remove() }
        let start = "protocol: p\nversion: 1\ntitle: { en: P }\nlanguage: en\nroutes: [intramuscular]\nsources: { s: S }\ninstructions:\n"
        try FileManager.default.createDirectory(atPath: scratch + "/protocols", withIntermediateDirectories: true)
        try (start + (1...40).map { "  a\($0): { kind: nosuch }\n" }.joined()).write(
            toFile: scratch + "/protocols/p.yaml", atomically: true, encoding: .utf8)
        let outcome = try await self.start()
        #expect(outcome.status == .exited(78))
        let told = outcome.talk.split(separator: "\n").filter { $0.contains("'nosuch'") && $0.contains("error:") }
        #expect(told.count == 3, "\(outcome.talk)")
        #expect(outcome.talk.contains("p.yaml: and 37 more errors like it, on lines 11, 12, "), "\(outcome.talk)")
    }

    @Test func `for its command line ends with 64, and shows what was typed on one line`() async throws {
        let result = try await run(
            .name("timeout"), arguments: ["60", Self.folder + "/aftercared", "a\nError: b\u{1B}c"], output: .discarded,
            error: .string(limit: 1 << 20))
        #expect(result.terminationStatus == .exited(64))
        #expect(!result.standardError.contains("\u{1B}") && !result.standardError.contains("\nError: b"), "\(result.standardError)")
    }

    @Test func `for help that cannot be written ends with 74`() async throws {
        let result = try await run(
            .name("sh"), arguments: ["-c", "exec \"$0\" --help >/dev/full", Self.folder + "/aftercared"], output: .discarded,
            error: .string(limit: 1 << 20))
        #expect(result.terminationStatus == .exited(74))
        #expect(result.standardError.hasPrefix("Error: the output cannot be written"), "\(result.standardError)")
    }

    @Test func `leaves a store that the next one opens`() async throws {
        defer { remove() }
        _ = try await start(runtime: "/proc/nope")
        #expect(FileManager.default.fileExists(atPath: scratch + "/state/store.sqlite.sealed"))
        #expect(try await start(stopsAfter: 3).status == .exited(124))
    }
}
