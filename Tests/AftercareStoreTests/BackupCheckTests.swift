import Aftercare
import Foundation
import GRDB
import Testing

@testable import AftercareStore

@Suite struct `A check of a backup` {
    private let scratch: Scratch
    private let file: String

    init() throws {
        scratch = try Scratch()
        file = scratch.path + "/a backup?#%.sqlite"
        let store = try Store(directory: scratch.path + "/store")
        try store.write { try $0.save(patient("P-1", zone: "Europe/Berlin")) }
        let copy = try store.beginCopy()
        while try !copy.step() {}
        let backup = try copy.finish(takenAt: at(1_795_274_537))
        try Data(try backup.read(at: 0, upTo: Int(backup.size))).write(to: URL(fileURLWithPath: file))
        try store.close()
    }

    /// Why the backup is unsound; `nil` when it is sound.
    private func problem() -> String? {
        do throws(UnsoundBackupError) {
            _ = try Store.check(backup: file)
            return nil
        } catch {
            return error.reason
        }
    }

    private func change(_ sql: String) throws {
        let database = try DatabaseQueue(path: file)
        try database.writeWithoutTransaction { try $0.execute(sql: sql) }
        try database.close()
    }

    private func seal(_ digest: String, size: Int? = nil) throws {
        let text = (size.map { "# size \($0)\n" } ?? "") + "\(digest)  a name that it had\n"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file + ".sha256"))
    }

    @Test func `tells what is in a sound one, and leaves nothing beside it`() throws {
        let store = try Store(directory: scratch.path + "/store")
        let found = try Store.check(backup: file)
        #expect(found.takenAt == at(1_795_274_537) && found.isMarked && !found.isSealed)
        #expect(found.contents.patients == 1 && found.contents.reminders == 0)
        #expect(found.store.flatMap(UUID.init) == store.id)
        #expect(found.size == DiskFile.size(file) && found.digest.count == 64)
        #expect(try scratch.names == ["a backup?#%.sqlite", "store"])
        try store.close()
    }

    @Test func `writes nothing, also where nobody may write`() throws {
        let bytes = try scratch.bytes(file)
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: scratch.path)
        #expect(problem() == nil)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: scratch.path)
        #expect(try scratch.bytes(file) == bytes)
    }

    @Test func `takes a store that was closed for what it is`() throws {
        let found = try Store.check(backup: scratch.path + "/store/store.sqlite")
        #expect(!found.isMarked && found.contents.patients == 1)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/store").sorted().filter {
                $0.hasSuffix("-shm") || $0.hasSuffix("-wal")
            } == [])
    }

    @Test func `finds a file that was cut short, or is none`() throws {
        let whole = try scratch.bytes(file)
        try Data(whole.dropLast(100)).write(to: URL(fileURLWithPath: file))
        #expect(problem() == "it is damaged: it was cut short, and ends within a page")
        #expect(throws: StoreError.self) { try Store.restore(file, in: scratch.path + "/elsewhere", at: at(0)) }
        try Data(whole.dropLast(5000)).write(to: URL(fileURLWithPath: file))
        #expect(problem()?.hasPrefix("it is damaged: ") == true)
        try Data().write(to: URL(fileURLWithPath: file))
        #expect(problem() == "it is empty")
        try Data("a letter".utf8).write(to: URL(fileURLWithPath: file))
        #expect(problem() == "it is not a database")
        try FileManager.default.removeItem(atPath: file)
        #expect(problem()?.hasPrefix("it cannot be opened") == true)
        try run("mkfifo", file)
        #expect(problem() == "it is no file, or a special one")
    }

    @Test func `finds a broken structure, a row that hangs in the air, another program's and a newer one`() throws {
        try change("PRAGMA application_id = 7")
        #expect(problem() == "it is a database of another program")
        try change("PRAGMA application_id = \(Schema.applicationID); INSERT INTO grdb_migrations (identifier) VALUES ('9: later')")
        #expect(problem() == "it was written by a newer aftercared; install that version first")
        try change("DELETE FROM grdb_migrations WHERE identifier = '9: later'")
        #expect(problem() == nil)
        try change("PRAGMA foreign_keys = OFF; UPDATE patient SET id = 'P-2'")
        #expect(problem() == nil, "nothing hangs on it")
        var bytes = try scratch.bytes(file)
        bytes.replaceSubrange(4096..<4160, with: [UInt8](repeating: 0xFF, count: 64))
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        #expect(problem()?.hasPrefix("it is damaged: ") == true)
    }

    @Test func `finds a bit that flipped within a text by the checksum beside it, as a restore does`() throws {
        let good = try Store.check(backup: file)
        try seal(good.digest, size: Int(good.size))
        #expect(try Store.check(backup: file).isSealed)

        var bytes = try scratch.bytes(file)
        let zone = try #require(Data(bytes).range(of: Data("Europe/Berlin".utf8)))
        bytes[zone.lowerBound + 7] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        #expect(problem()?.hasPrefix("it is damaged: its content is not what ") == true)
        #expect(throws: StoreError.self) { try Store.restore(file, in: scratch.path + "/elsewhere", at: at(0)) }

        try FileManager.default.removeItem(atPath: file + ".sha256")
        #expect(problem() == nil, "without a checksum nobody can tell")
    }

    @Test func `goes by a checksum's size, and refuses one that it cannot read`() throws {
        let good = try Store.check(backup: file)
        try seal(good.digest, size: Int(good.size) + 1)
        #expect(problem() == "it is damaged: it has \(good.size) bytes, and had \(good.size + 1) when it was made")
        try seal(good.digest)
        #expect(try Store.check(backup: file).isSealed)
        try seal("nothing")
        #expect(problem()?.hasSuffix("if you do not need it, remove that") == true)
    }

    @Test func `refuses a part of a store`() throws {
        try Data("log".utf8).write(to: URL(fileURLWithPath: file + "-wal"))
        #expect(problem()?.contains("it is part of a store and no backup") == true)
    }
}
