import Aftercare
import Foundation
import GRDB
import Testing

@testable import AftercareStore

@Suite struct `A store that is opened` {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `finds nothing left of copies that were cut short`() throws {
        for name in ["copy", "candidate"] {
            for suffix in ["", "-wal", "-shm", "-journal"] {
                try Data("x".utf8).write(to: URL(fileURLWithPath: "\(scratch.file).\(name)\(suffix)"))
            }
        }
        try Data("x".utf8).write(to: URL(fileURLWithPath: scratch.path + "/other"))
        try Store(directory: scratch.path).close()
        #expect(try scratch.names == ["other", "store.sqlite", "store.sqlite.sealed"])
    }

    @Test func `keeps its rules, also after its reserve has grown`() throws {
        let store = try Store(directory: scratch.path, reserve: StoreReserve(file: 1 << 20, log: 64 << 10))
        let memory = try Store(inMemory: UUID())
        for (setting, value) in [("secure_delete", "1"), ("foreign_keys", "1"), ("application_id", "\(0x4146_5443)")] {
            #expect(try store.read { try $0.setting(setting) } == value, "\(setting)")
        }
        #expect(try memory.read { try $0.setting("foreign_keys") } == "1")
        try store.close()
    }

    /// What is written into a file that no store has been in, and whether it may become one.
    @Test(arguments: [("PRAGMA user_version = 3", true), ("PRAGMA application_id = 7", false), ("CREATE TABLE a (b)", false)])
    func `takes an empty database, and none of another program`(sql: String, isTaken: Bool) throws {
        let file = try DatabaseQueue(path: scratch.file)
        try file.write { try $0.execute(sql: sql) }
        try file.close()
        if isTaken {
            try Store(directory: scratch.path).close()
        } else {
            #expect(throws: StoreError.foreignDatabase(path: scratch.file)) { try Store(directory: scratch.path) }
        }
    }

    @Test func `is read through to its indexes where it has no seal`() throws {
        let store = try Store(directory: scratch.path)
        try store.takeInSamples()
        try store.close()
        let file = try DatabaseQueue(path: scratch.file)
        try file.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    PRAGMA writable_schema = ON;
                    UPDATE sqlite_master SET sql = 'CREATE INDEX planByPatient ON plan (status)' WHERE name = 'planByPatient'
                    """)
        }
        try file.close()
        try scratch.unseal()
        #expect(throws: StoreError.damaged(path: scratch.file, detail: "row 1 missing from index planByPatient")) {
            try Store(directory: scratch.path)
        }
    }

    @Test func `is refused in a directory that cannot be written, though nothing is in it yet`() throws {
        try run("mount", "--bind", scratch.path, scratch.path)
        defer { try? run("umount", scratch.path) }
        try run("mount", "-o", "remount,bind,ro", scratch.path)
        #expect(throws: StoreError.readOnly(path: scratch.file)) { try Store(directory: scratch.path) }
    }

    @Test func `is refused where its file alone cannot be written`() throws {
        try Store(directory: scratch.path).close()
        try run("mount", "--bind", scratch.file, scratch.file)
        defer { try? run("umount", scratch.file) }
        try run("mount", "-o", "remount,bind,ro", scratch.file)
        #expect(throws: StoreError.readOnly(path: scratch.file)) { try Store(directory: scratch.path) }
        #expect(try scratch.names == ["store.sqlite", "store.sqlite.sealed"])
    }

    @Test func `is refused where a file stands in the place of its directory`() throws {
        try Data().write(to: URL(fileURLWithPath: scratch.path + "/state"))
        for directory in ["/state", "/state/deeper"] {
            #expect(throws: StoreError.self) { try Store(directory: scratch.path + directory) }
        }
    }

    @Test func `is sealed by the one that has it, when that is closed, and by no other`() throws {
        let first = try Store(directory: scratch.path)
        try first.close()
        let second = try Store(directory: scratch.path)
        try first.close()
        #expect(try !scratch.names.contains("store.sqlite.sealed"))
        #expect(throws: StoreError.locked(path: scratch.file)) { try Store(directory: scratch.path) }
        try second.close()
        #expect(try scratch.names == ["store.sqlite", "store.sqlite.sealed"])
    }

    @Test func `knows the stores that restores set aside, the oldest first`() throws {
        for name in ["store.sqlite.replaced-20261122T000000Z", "store.sqlite.replaced-20261121T000000Z", "backup.replaced-1"] {
            try Data().write(to: URL(fileURLWithPath: scratch.path + "/" + name))
        }
        let store = try Store(directory: scratch.path)
        #expect(
            store.olderStores() == [scratch.file + ".replaced-20261121T000000Z", scratch.file + ".replaced-20261122T000000Z"])
        try store.close()
    }

    @Test func `in memory has its id, and nothing on disk`() throws {
        struct Stop: Error {}
        let id = UUID()
        let store = try Store(inMemory: id)
        #expect(store.id == id && store.path == ":memory:" && !store.isNew)
        #expect(store.files.isEmpty && store.missingFiles().isEmpty && store.olderStores().isEmpty)
        #expect(try store.freeSpace() == nil && store.growReserve())
        #expect(throws: StoreError.unusable(path: ":memory:", detail: "a store in memory is not backed up")) { try store.beginCopy() }
        let stopped = try Store(inMemory: id, onCommit: { throw Stop() })
        #expect(throws: Stop.self) { try stopped.write { try $0.save(patient()) } }
        #expect(try stopped.read { try $0.patients(PageRequest()) } == [])
    }

    // MARK: The reserve

    private func reserve(mebibytes: Int64) -> StoreReserve { StoreReserve(file: mebibytes << 20, log: 64 << 10) }

    private func size(afterOpeningWith mebibytes: Int64) throws -> Int64 {
        let store = try Store(directory: scratch.path, reserve: reserve(mebibytes: mebibytes))
        defer { try? store.close() }
        #expect(try store.growReserve())
        #expect(try store.read { try !$0.db.tableExists("reserve") })
        return try store.size()
    }

    /// Half of a reserve counts as the whole of it.
    @Test func `sets aside what is asked and no more, and tops it up once less than half is there`() throws {
        let first = try size(afterOpeningWith: 4)
        #expect(first >= 4 << 20 && first < 9 << 19)
        #expect(try size(afterOpeningWith: 4) == first)
        #expect(try size(afterOpeningWith: 8) == first)
        let grown = try size(afterOpeningWith: 10)
        #expect(grown >= 10 << 20 && grown < 21 << 19)
    }

    @Test func `sets nothing aside where nothing is asked, or where there is no room for it`() throws {
        let store = try Store(directory: scratch.path)
        #expect(try store.growReserve() && store.size() < 1 << 20)
        try store.close()
        let disk = try SmallDisk(mebibytes: 8)
        let small = try Store(directory: disk.path + "/state", reserve: reserve(mebibytes: 9))
        #expect(try small.growReserve() && small.size() < 1 << 20)
        try small.close()
        #expect(StoreReserve.usual.size == 24 << 20 && StoreReserve.none.size == 0)
    }

    // MARK: Erased bytes

    /// The file has free pages, so that it is shorter once it is written anew.
    @Test func `is written anew where bytes of what was erased are found in it, and only there`() throws {
        let store = try Store(directory: scratch.path)
        try store.write { tx in
            for number in 0..<15_000 {
                try tx.save(patient("Q-\(number)", person: "Somebody \(number)"))
            }
            try tx.db.execute(sql: "DELETE FROM patient WHERE rowid <= 3000; INSERT INTO meta VALUES ('erased', '9')")
        }
        let before = try store.size()
        #expect(before > 1 << 20)
        for text in [nil, "", "Nobody at all"] {
            try store.finishErasure(of: text)
            #expect(try store.size() == before)
            // The last that it writes is that it is done.
            #expect(DiskFile.size(scratch.log) ?? .max < 32 << 10)
            #expect(try store.read { try $0.meta("erased") } == nil)
        }
        try store.finishErasure(of: "Somebody 14999")
        #expect(try store.size() < before)
        #expect(DiskFile.size(scratch.log) ?? .max < 32 << 10)
        #expect(try store.read { try $0.patient(id("Q-14999"))?.name } == "Somebody 14999")
        try store.write { try $0.setMeta("erased", "9") }
        let killed = try scratch.killed()
        try store.close()
        let again = try Store(directory: killed.path)
        #expect(try again.read { try $0.meta("erased") } == nil)
        try again.close()
    }
}
