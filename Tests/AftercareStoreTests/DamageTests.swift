import Aftercare
import AftercareStore
import Foundation
import GRDB
import Testing

@Suite struct `A damaged store` {
    /// A store that was closed cleanly, with data in it.
    private func closed() throws -> Scratch {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        try store.takeInSamples()
        try store.close()
        return scratch
    }

    /// Whether a start refuses the store, changes none of its bytes and adds none.
    private func isRefused(_ scratch: Scratch, _ error: (StoreError) -> Bool) throws -> Bool {
        func files() throws -> [String: Data] {
            Dictionary(uniqueKeysWithValues: try scratch.names.map { ($0, try scratch.bytes(scratch.path + "/" + $0)) })
        }
        let before = try files()
        do {
            try Store(directory: scratch.path).close()
            return false
        } catch let found as StoreError {
            let after = try files()
            return error(found) && found.isLasting && after == before
        }
    }

    private func rootPage(of table: String, in closed: Scratch) throws -> Int {
        let file = try DatabaseQueue(path: closed.file)
        defer { try? file.close() }
        return try #require(
            try file.read { try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_master WHERE name = ?", arguments: [table]) })
    }

    @Test func `is refused for any bit that flipped while it was closed`() throws {
        let scratch = try closed()
        let size = try scratch.bytes(scratch.file).count
        var dice = SystemRandomNumberGenerator()
        for _ in 0..<40 {
            let offset = Int.random(in: 0..<size, using: &dice)
            let bit = Int.random(in: 0..<8, using: &dice)
            try scratch.flip(bit: bit, at: offset, of: scratch.file)
            let isRefused = try isRefused(scratch) { if case .sealBroken = $0 { true } else { false } }
            #expect(isRefused, "bit \(bit) of byte \(offset)")
            try scratch.flip(bit: bit, at: offset, of: scratch.file)
        }
        #expect(throws: Never.self) { try Store(directory: scratch.path).close() }
    }

    @Test func `is refused where a piece of it is missing, or all of it`() throws {
        let scratch = try closed()
        for size in [0, 1, 4096, 20_000] {
            let shortened = try scratch.killed()
            try run("truncate", "-s", "\(size)", shortened.file)
            #expect(try isRefused(shortened) { if case .sealBroken = $0 { true } else { false } }, "\(size) bytes")
        }
        try FileManager.default.removeItem(atPath: scratch.file)
        #expect(try isRefused(scratch) { if case .sealBroken = $0 { true } else { false } })
    }

    @Test func `is refused with a log that is not its own`() throws {
        let scratch = try closed()
        try Data("a log".utf8).write(to: URL(fileURLWithPath: scratch.log))
        #expect(try isRefused(scratch) { if case .sealBroken = $0 { true } else { false } })
    }

    @Test func `is opened with a log that holds nothing`() throws {
        let scratch = try closed()
        try Data().write(to: URL(fileURLWithPath: scratch.log))
        #expect(throws: Never.self) { try Store(directory: scratch.path).close() }
    }

    @Test func `says how to get out, in commands that can be typed`() throws {
        let scratch = try closed()
        try scratch.flip(at: 9000, of: scratch.file)
        let error = #expect(throws: StoreError.self) { try Store(directory: scratch.path) }
        let text = error?.description ?? ""
        #expect(text.contains("'aftercared --restore FILE --state-directory \(scratch.path)'"), "\(text)")
        #expect(text.contains("'rm \(scratch.seal)'"), "\(text)")
        try run("sh", "-c", "rm \(scratch.seal)")
        #expect(throws: Never.self) { try Store(directory: scratch.path).close() }
    }

    @Test func `is refused after a crash, by what SQLite finds of it`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        try store.takeInSamples()
        let truncated = try scratch.killed()
        try run("truncate", "-s", "0", truncated.file)
        #expect(try isRefused(truncated) { if case .damaged = $0 { true } else { false } })
        let gone = try scratch.killed()
        try FileManager.default.removeItem(atPath: gone.file)
        #expect(try isRefused(gone) { if case .damaged = $0 { true } else { false } })
        try store.close()
        // An empty log and no seal: as after a crash before which nothing was written.
        try scratch.unseal()
        for size in [4096, 20_000, try scratch.bytes(scratch.file).count - 4096] {
            let shortened = try scratch.killed()
            try run("truncate", "-s", "\(size)", shortened.file)
            #expect(try isRefused(shortened) { if case .damaged = $0 { true } else { false } }, "\(size) bytes")
        }
        // In the table of patients: its page's header, and the pointers to its rows.
        let page = try rootPage(of: "patient", in: scratch)
        for offset in [0, 3, 5, 8] {
            try scratch.flip(bit: 5, at: (page - 1) * 4096 + offset, of: scratch.file)
            #expect(try isRefused(scratch) { if case .damaged = $0 { true } else { false } }, "byte \(offset)")
            try scratch.flip(bit: 5, at: (page - 1) * 4096 + offset, of: scratch.file)
        }
        #expect(throws: Never.self) { try Store(directory: scratch.path).close() }
    }

    @Test func `is refused after a crash with its log as it was, since that may be needed`() throws {
        let scratch = try closed()
        let store = try Store(directory: scratch.path)
        try store.write { try $0.save(patient("P-2")) }
        let killed = try scratch.killed()
        try store.close()
        #expect(try killed.bytes(killed.log).isEmpty == false)
        // In another table than the one the log has pages of, so that only the check can find it.
        try killed.flip(bit: 5, at: (try rootPage(of: "treatment", in: scratch) - 1) * 4096, of: killed.file)
        #expect(try isRefused(killed) { if case .damaged = $0 { true } else { false } })
    }

    @Test func `whose rows name others that are not there is refused`() throws {
        let scratch = try closed()
        let file = try DatabaseQueue(path: scratch.file)
        try file.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF; UPDATE plan SET patient = 'P-X'")
        }
        try file.close()
        try scratch.unseal()
        #expect(try isRefused(scratch) { if case .damaged = $0 { true } else { false } })
    }

    @Test func `is not sealed once damage was met`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        #expect(throws: StoreError.self) { try store.read { _ in throw StoreError.damaged(path: scratch.file, detail: "unreadable row") } }
        try store.close()
        #expect(try scratch.names == ["store.sqlite"])
    }

    @Test func `that is closed in order is sealed, and nothing more is left`() throws {
        let scratch = try closed()
        #expect(try scratch.names == ["store.sqlite", "store.sqlite.sealed"])
        try run("sh", "-c", "cd \(scratch.path) && sha256sum --check --status store.sqlite.sealed")
        let store = try Store(directory: scratch.path)
        #expect(try !scratch.names.contains("store.sqlite.sealed"))
        try store.close()
    }

    /// Each error, and whether a store that met it is sealed when it is closed.
    private static let errors: [(StoreError, Bool)] = [
        (.locked(path: "p"), true), (.readOnly(path: "p"), true), (.newerSchema(path: "p"), true), (.notADatabase(path: "p"), false),
        (.foreignDatabase(path: "p"), true), (.damaged(path: "p", detail: "d"), false),
        (.sealBroken(path: "p", seal: "s", detail: "d"), false),
        (.full(path: "p"), true), (.unusable(path: "p", detail: "d"), false), (.unsafe(path: "p", setting: "s", value: "v"), true),
        (.backupUnderWay(path: "p"), true), (.notRestorable(file: "f", reason: "r"), true),
    ]

    @Test(arguments: errors) func `is not sealed after an error that casts doubt on it, and one that met another is`(
        error: StoreError, isSealed: Bool
    ) throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        try store.takeInSamples()
        #expect(throws: error) { try store.write { _ in throw error } }
        try store.close()
        #expect(try scratch.names.contains("store.sqlite.sealed") == isSealed)
    }
}
