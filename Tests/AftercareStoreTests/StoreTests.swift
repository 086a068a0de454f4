import Aftercare
import Foundation
import GRDB
import GRDBSQLite
import Testing

@testable import AftercareStore

/// A directory that is removed after the test.
final class Scratch {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "aftercare-store-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var file: String { path + "/store.sqlite" }
    var log: String { file + "-wal" }
    /// The log's name while the store is closed.
    var keptLog: String { file + ".log-kept" }
    var seal: String { file + ".sealed" }
    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }

    /// Removes the seal, as the message tells a person to who changed the file on purpose.
    func unseal() throws { try FileManager.default.removeItem(atPath: seal) }

    /// The files that a killed process leaves: as they are now, with the log not yet copied back.
    func killed() throws -> Scratch {
        let copy = try Scratch()
        for file in try names { try FileManager.default.copyItem(atPath: path + "/" + file, toPath: copy.path + "/" + file) }
        return copy
    }

    func bytes(_ file: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: file)) }

    /// Flips one bit of a file.
    func flip(bit: Int = 0, at offset: Int, of file: String) throws {
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: file))
        defer { try? handle.close() }
        try handle.seek(toOffset: UInt64(offset))
        let byte = try #require(try handle.read(upToCount: 1)?.first)
        try handle.seek(toOffset: UInt64(offset))
        try handle.write(contentsOf: [byte ^ (1 << bit)])
    }
}

@Suite struct `The store` {
    @Test func `is made with modes that keep others out`() throws {
        let scratch = try Scratch()
        let directory = scratch.path + "/new"
        let store = try Store(directory: directory)
        func mode(_ path: String) throws -> Int {
            try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
        }
        #expect(try mode(directory) == 0o700)
        for file in try FileManager.default.contentsOfDirectory(atPath: directory) {
            #expect(try mode(directory + "/" + file) & 0o077 == 0, "\(file)")
        }
        try store.close()
    }

    @Test func `keeps its id`() throws {
        let scratch = try Scratch()
        let first = try Store(directory: scratch.path)
        try first.close()
        let second = try Store(directory: scratch.path)
        #expect(first.id == second.id)
    }

    @Test func `syncs every commit, whatever the library sets up`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        #expect(try store.read { try $0.setting("synchronous") } == "2")
        #expect(try store.read { try $0.setting("journal_mode") } == "wal")
        #expect(try store.read { try $0.setting("locking_mode") } == "exclusive")
    }

    @Test func `is refused while another daemon has it`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        #expect(throws: StoreError.locked(path: scratch.file)) { try Store(directory: scratch.path) }
        try store.close()
        #expect(throws: Never.self) { try Store(directory: scratch.path) }
    }

    @Test func `that is no database is refused and left as it is`() throws {
        let scratch = try Scratch()
        let garbage = Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try garbage.write(to: URL(fileURLWithPath: scratch.file))
        #expect(throws: StoreError.notADatabase(path: scratch.file)) { try Store(directory: scratch.path) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.file)) == garbage)
    }

    @Test func `of another program is refused and left as it is`() throws {
        let scratch = try Scratch()
        let other = try DatabaseQueue(path: scratch.file)
        try other.write { try $0.execute(sql: "CREATE TABLE song (title TEXT)") }
        try other.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: scratch.file))
        #expect(throws: StoreError.foreignDatabase(path: scratch.file)) { try Store(directory: scratch.path) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.file)) == before)
    }

    @Test func `of a newer schema is refused`() throws {
        let scratch = try Scratch()
        try Store(directory: scratch.path).close()
        let newer = try DatabaseQueue(path: scratch.file)
        try newer.write { try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99: from the future')") }
        try newer.close()
        try scratch.unseal()
        #expect(throws: StoreError.newerSchema(path: scratch.file)) { try Store(directory: scratch.path) }
    }

    @Test func `on a file system that is read-only is refused`() throws {
        // Unlike a chmod, a read-only bind mount stops root too.
        let scratch = try Scratch()
        try Store(directory: scratch.path).close()
        try run("mount", "--bind", scratch.path, scratch.path)
        defer { try? run("umount", scratch.path) }
        try run("mount", "-o", "remount,bind,ro", scratch.path)
        #expect(throws: StoreError.readOnly(path: scratch.file)) { try Store(directory: scratch.path) }
    }

    @Test func `survives a kill between two writes`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        let patient = Patient(
            id: try #require(PatientID("P-1")), zone: "UTC", language: .english, quietHours: nil, history: History(.active), name: nil)
        try store.write { try $0.save(patient) }
        let killed = try scratch.killed()
        let after = try Store(directory: killed.path)
        #expect(try after.read { try $0.patient(patient.id) } == patient)
    }

    @Test func `undoes a transaction that fails`() throws {
        struct Stop: Error {}
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        let patient = Patient(
            id: try #require(PatientID("P-1")), zone: "UTC", language: .english, quietHours: nil, history: History(.active), name: nil)
        #expect(throws: Stop.self) {
            try store.write { tx in
                try tx.save(patient)
                throw Stop()
            }
        }
        #expect(try store.read { try $0.patient(patient.id) } == nil)
    }

    @Test func `refuses to write in a read, and undoes it`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        #expect(throws: StoreError.readOnly(path: scratch.file)) { try store.read { try $0.save(patient()) } }
        #expect(try store.read { try $0.patient(patient().id) } == nil)
    }

    @Test func `prepares its statements once, whatever is read and written in between`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        func prepared() throws -> Int32 {
            try store.queue.inDatabase { db in
                let statement = try db.cachedStatement(sql: "SELECT * FROM patient WHERE id = ?")
                return sqlite3_stmt_status(statement.sqliteStatement, SQLITE_STMTSTATUS_REPREPARE, 0)
            }
        }
        for name in ["P-1", "P-2", "P-3"] {
            try store.write { try $0.save(patient(name)) }
            #expect(try store.read { try $0.patient(id(name)) } != nil)
        }
        #expect(try prepared() == 0)
    }
}

func run(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(arguments)")
}
