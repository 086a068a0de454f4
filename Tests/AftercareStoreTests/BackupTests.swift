import Aftercare
import AftercareStore
import Foundation
import GRDB
import Testing

@Suite struct `A backup` {
    /// Writes the backup to a file.
    private func write(_ backup: StoreBackup, to path: String) throws {
        var bytes: [UInt8] = []
        while case let part = try backup.read(at: Int64(bytes.count), upTo: 10_000), !part.isEmpty { bytes += part }
        #expect(bytes.count == Int(backup.size))
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    private func backup(of store: Store, at time: Int64 = 100) throws -> StoreBackup {
        let copy = try store.beginCopy()
        while try !copy.step() {}
        return try copy.finish(takenAt: at(time))
    }

    @Test func `holds what was written while it was made, in a single sound file`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        try store.write { tx in for number in 0..<8000 { try tx.save(patient("P-\(number)")) } }
        let copy = try store.beginCopy()
        var steps = 0
        var isDone = false
        while !isDone {
            isDone = try copy.step()
            // This writes to pages that were copied already and to some that were not.
            if !isDone {
                try store.write { tx in
                    try tx.save(patient("P-\(steps)", history: History(.deceased)))
                    try tx.save(patient("Q-\(steps)"))
                }
            }
            steps += 1
        }
        #expect(steps > 3)
        let backup = try copy.finish(takenAt: at(100))
        #expect(backup.contents.patients == 8000 + steps - 1)
        #expect(backup.contents.reminders == 0)
        let other = try Scratch()
        try write(backup, to: other.file)
        let file = try DatabaseQueue(path: other.file)
        func value(_ sql: String) throws -> String? { try file.read { try String.fetchOne($0, sql: sql) } }
        #expect(try value("PRAGMA integrity_check") == "ok")
        #expect(try value("PRAGMA journal_mode") == "delete")
        #expect(try value("SELECT value FROM meta WHERE key = 'backup-taken-at'") == "1970-01-01T00:01:40Z")
        try file.close()
        let restored = try Store(directory: other.path)
        #expect(restored.id == store.id)
        func status(of patient: String) throws -> Patient.Status? { try restored.read { try $0.patient(id(patient))?.status } }
        #expect(try restored.read { try $0.restoredFrom() } == at(100))
        #expect(try status(of: "P-0") == .deceased)
        #expect(try status(of: "P-\(steps - 2)") == .deceased)
        #expect(try status(of: "P-7999") == .active)
        #expect(try store.read { try $0.restoredFrom() } == nil)
        try restored.close()
    }

    @Test func `leaves no file behind, finished or not`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        try store.write { tx in for number in 0..<8000 { try tx.save(patient("P-\(number)")) } }
        let before = try scratch.names
        let finished = try backup(of: store)
        #expect(try scratch.names == before)
        #expect(finished.size > 0)
        do {
            let abandoned = try store.beginCopy()
            #expect(try !abandoned.step())
            #expect(try scratch.names == before + ["store.sqlite.copy"])
            let mode = try FileManager.default.attributesOfItem(atPath: scratch.file + ".copy")[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
        #expect(try scratch.names == before)
        // The store can be backed up again.
        try store.write { try $0.save(patient("P-9")) }
        try store.close()
    }

    @Test func `that a crash cut short is removed at the next start`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        try store.write { tx in for number in 0..<8000 { try tx.save(patient("P-\(number)")) } }
        let copy = try store.beginCopy()
        #expect(try !copy.step())
        let killed = try scratch.killed()
        #expect(try killed.names.contains("store.sqlite.copy"))
        try Store(directory: killed.path).close()
        #expect(try killed.names == ["store.sqlite", "store.sqlite.sealed"])
    }

    @Test func `is made once at a time`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        let first = try store.beginCopy()
        #expect(throws: StoreError.backupUnderWay(path: scratch.file)) { try store.beginCopy() }
        while try !first.step() {}
    }

    @Test func `is made in another directory where that is wished, over what a crash left there`() throws {
        let scratch = try Scratch()
        let spare = try Scratch()
        let left = spare.path + "/store.sqlite.copy"
        try Data("half a copy".utf8).write(to: URL(fileURLWithPath: left))
        let store = try Store(directory: scratch.path)
        let before = try scratch.names
        let copy = try store.beginCopy(in: spare.path)
        #expect(try scratch.names == before && spare.names == ["store.sqlite.copy"])
        while try !copy.step() {}
        #expect(try copy.finish(takenAt: at(100)).size > 0)
        #expect(try spare.names == [])
    }

    @Test func `is made again after one that could not be begun`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        #expect(throws: StoreError.self) { try store.beginCopy(in: scratch.path + "/nowhere") }
        #expect(try backup(of: store).size > 0)
    }

    /// A finished copy is kept open while it is sent; releasing it must not remove the file name of the next copy.
    @Test func `is not disturbed by the end of an earlier one`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        var first: StoreCopy? = try store.beginCopy()
        while try first?.step() == false {}
        _ = try first?.finish(takenAt: at(100))
        let second = try store.beginCopy()
        first = nil
        #expect(throws: StoreError.backupUnderWay(path: scratch.file)) { try store.beginCopy() }
        while try !second.step() {}
        #expect(try second.finish(takenAt: at(200)).size > 0)
    }

    @Test func `tells its SHA-256, and leaves the reserve at home`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path, reserve: .usual)
        let backup = try backup(of: store)
        #expect(try store.size() > 16 << 20)
        #expect(backup.size < 1 << 20)
        let other = try Scratch()
        try write(backup, to: other.file)
        try run("sh", "-c", "echo '\(backup.digest)  \(other.file)' | sha256sum --check --status")
    }
}
