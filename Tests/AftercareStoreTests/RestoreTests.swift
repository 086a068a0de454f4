import Aftercare
import AftercareStore
import Foundation
import GRDB
import Testing

@Suite struct `A restore` {
    private let now = at(1_795_274_537)
    private let aside = "store.sqlite.replaced-20261121T152217Z"

    /// A store with one patient, a backup of it, and a second patient added after the backup.
    private func clinic() throws -> (scratch: Scratch, backup: String) {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        try store.write { try $0.save(patient("P-1")) }
        let copy = try store.beginCopy()
        while try !copy.step() {}
        let backup = try copy.finish(takenAt: at(100))
        let path = scratch.path + "/backup"
        try Data(try backup.read(at: 0, upTo: Int(backup.size))).write(to: URL(fileURLWithPath: path))
        try store.write { try $0.save(patient("P-2")) }
        try store.close()
        return (scratch, path)
    }

    private func patients(in directory: String) throws -> [String] {
        let store = try Store(directory: directory)
        defer { try? store.close() }
        return try store.read { try $0.patients(PageRequest()) }.map(\.id.rawValue)
    }

    @Test func `puts the backup in place and keeps what was there`() throws {
        let (scratch, backup) = try clinic()
        let bytes = try scratch.bytes(scratch.file)
        let done = try Store.restore(backup, in: scratch.path, at: now)
        #expect(done.takenAt == at(100))
        #expect(done.contents.patients == 1)
        #expect(done.store == scratch.file)
        #expect(done.replaced == scratch.path + "/" + aside)
        #expect(try scratch.names == ["backup", "store.sqlite", aside, aside + ".sealed"])
        #expect(try scratch.bytes(scratch.path + "/" + aside) == bytes)
        let mode = try FileManager.default.attributesOfItem(atPath: scratch.file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try patients(in: scratch.path) == ["P-1"])
        // A store that was set aside can be restored too; it knows when it last wrote something, if it did.
        let back = try Store.restore(scratch.path + "/" + aside, in: scratch.path, at: now + 60)
        #expect(back.contents.patients == 2)
        #expect(try patients(in: scratch.path) == ["P-1", "P-2"])
    }

    @Test func `belongs to whom the directory belongs to`() throws {
        let (scratch, backup) = try clinic()
        try run("chown", "-R", "nobody:nogroup", scratch.path)
        _ = try Store.restore(backup, in: scratch.path, at: now)
        let owner = try FileManager.default.attributesOfItem(atPath: scratch.file)
        #expect(owner[.ownerAccountName] as? String == "nobody")
        #expect(owner[.groupOwnerAccountName] as? String == "nogroup")
    }

    @Test func `takes the log of a store that crashed along with it`() throws {
        let (origin, backup) = try clinic()
        defer { withExtendedLifetime(origin) {} }
        let crashed = try Scratch()
        let store = try Store(directory: crashed.path)
        try store.write { try $0.save(patient("P-3")) }
        let killed = try crashed.killed()
        let log = try killed.bytes(killed.log)
        #expect(!log.isEmpty)
        _ = try Store.restore(backup, in: killed.path, at: now)
        #expect(try killed.bytes(killed.path + "/" + aside + "-wal") == log)
        #expect(try patients(in: killed.path) == ["P-1"])
    }

    @Test func `of a store without a mark tells the last moment that it knows of`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        try store.write { try $0.record(AuditEntry(at: at(500), uid: nil, action: "a", subject: "s", detail: nil)) }
        try store.close()
        let other = try Scratch()
        #expect(try Store.restore(scratch.file, in: other.path, at: now).takenAt == at(500))
        let restored = try Store(directory: other.path)
        #expect(try restored.read { try $0.restoredFrom() } == at(500))
        try restored.close()
    }

    @Test func `into an empty directory works, and has nothing to keep`() throws {
        let (origin, backup) = try clinic()
        defer { withExtendedLifetime(origin) {} }
        let fresh = try Scratch()
        let done = try Store.restore(backup, in: fresh.path + "/new", at: now)
        #expect(done.replaced == nil)
        #expect(try patients(in: fresh.path + "/new") == ["P-1"])
    }

    @Test func `is refused while the store is in use`() throws {
        let (scratch, backup) = try clinic()
        let store = try Store(directory: scratch.path)
        #expect(throws: StoreError.locked(path: scratch.file)) { try Store.restore(backup, in: scratch.path, at: now) }
        try store.close()
    }

    /// How the backup is damaged, and a part of the error that results.
    static let troubles: [(String, String)] = [
        ("rm backup", "cannot be opened"), (": >backup", "empty"), ("yes no database | head -c 9000 >backup", "not a database"),
        ("truncate -s 20000 backup", "damaged"), ("rm backup; cp store.sqlite backup; echo x >backup-wal", "'aftercarectl backup'"),
        ("SQL: PRAGMA application_id = 7", "another program"),
        ("SQL: INSERT INTO grdb_migrations (identifier) VALUES ('99: from the future')", "newer aftercared"),
        ("SQL: UPDATE meta SET value = 'yesterday' WHERE key = 'backup-taken-at'", "damaged: unreadable backup-taken-at"),
    ]

    @Test(arguments: troubles)
    func `of a file that is no sound backup is refused, and changes nothing`(trouble: (command: String, reason: String)) throws {
        let (scratch, backup) = try clinic()
        if trouble.command.hasPrefix("SQL: ") {
            let file = try DatabaseQueue(path: backup)
            try file.writeWithoutTransaction { try $0.execute(sql: String(trouble.command.dropFirst(5))) }
            try file.close()
        } else {
            try run("sh", "-ec", "cd \(scratch.path); \(trouble.command)")
        }
        let names = try scratch.names
        let bytes = try scratch.bytes(scratch.file)
        let error = #expect(throws: StoreError.self) { try Store.restore(backup, in: scratch.path, at: now) }
        #expect(error?.isLasting == true)
        #expect(error?.description.contains(trouble.reason) == true, "\(String(describing: error))")
        #expect(try scratch.names == names)
        #expect(try scratch.bytes(scratch.file) == bytes)
        #expect(try patients(in: scratch.path) == ["P-1", "P-2"])
    }

    @Test(arguments: 0...3)
    func `that a power cut interrupts is finished by the next start`(steps: Int) throws {
        let (scratch, _) = try clinic()
        // The directory as it is once the decision is on disk, and after each following step.
        try run("sh", "-c", "cd \(scratch.path); cp backup store.sqlite.restoring-20261121T152217Z")
        let moves = [
            ("store.sqlite.sealed", aside + ".sealed"), ("store.sqlite", aside),
            ("store.sqlite.restoring-20261121T152217Z", "store.sqlite"),
        ]
        for (from, to) in moves.prefix(steps) {
            try FileManager.default.moveItem(atPath: scratch.path + "/" + from, toPath: scratch.path + "/" + to)
        }
        #expect(try patients(in: scratch.path) == ["P-1"])
        #expect(try scratch.names == ["backup", "store.sqlite", aside, aside + ".sealed", "store.sqlite.sealed"])
    }

    @Test func `is refused where an earlier one can be brought to no end, and changes nothing`() throws {
        let (scratch, backup) = try clinic()
        // Moving the previous store aside fails.
        try run("sh", "-c", "cd \(scratch.path); cp backup store.sqlite.restoring-20261121T152217Z; mkdir \(aside) \(aside).sealed")
        let names = try scratch.names
        #expect(throws: StoreError.self) { try Store.restore(backup, in: scratch.path, at: now) }
        #expect(try scratch.names == names)
    }
}
