import Aftercare
import Foundation
import Testing

@testable import AftercareStore

@Suite struct `A backup file` {
    private let scratch: Scratch
    private var file: String { scratch.path + "/Sicherung ü,%.sqlite" }

    init() throws { scratch = try Scratch() }

    /// A store with one patient and two reminders, closed.
    private func makeBackup() throws {
        let store = try Store(directory: scratch.path + "/state")
        try store.takeInSamples()
        try store.write { tx in
            for place in 0..<2 { try tx.insert(store.reminder(occurrence(place: place), sequence: Int64(place) + 1), bootID: nil) }
        }
        let copy = try store.beginCopy()
        while try !copy.step() {}
        let backup = try copy.finish(takenAt: at(100))
        #expect(backup.takenAt == at(100) && backup.contents.patients == 1 && backup.contents.reminders == 2)
        try Data(try backup.read(at: 0, upTo: Int(backup.size))).write(to: URL(fileURLWithPath: file))
        try store.close()
    }

    /// The same file as seen from the directory in which the tests run.
    private var relative: String {
        let depth = FileManager.default.currentDirectoryPath.split(separator: "/").count
        return String(repeating: "../", count: depth) + file.dropFirst()
    }

    @Test func `is found under any name, and from anywhere`() throws {
        try makeBackup()
        for path in [file, relative] {
            let found = try Store.check(backup: path)
            #expect(found.contents.patients == 1 && found.contents.reminders == 2 && found.takenAt == at(100) && found.isMarked)
        }
        #expect(try scratch.names == ["Sicherung ü,%.sqlite", "state"])
    }

    private func write(_ bytes: [UInt8], beside suffix: String = "") throws {
        try Data(bytes).write(to: URL(fileURLWithPath: file + suffix))
    }

    /// Verifies the file as it is.
    private func verify() throws -> Bool { try BackupFile(file).verify(against: BackupFile(file).open()) }

    private func refusal(_ reason: String) -> StoreError { .notRestorable(file: file, reason: reason) }

    /// A page size as the header states it, a size of the file, and whether that is made of whole pages.
    private static let pages: [(page: [UInt8], size: Int, isWhole: Bool)] = [
        ([0x10, 0], 4096, true), ([0x10, 0], 8192, true), ([0x10, 0], 4097, false), ([0x10, 0], 8191, false), ([2, 0], 1024, true),
        ([2, 0], 1025, false), ([0x12, 0], 0x1200, true), ([1, 2], 0x204, true), ([1, 2], 0x201, false),
        // 1 stands for 65,536.
        ([0, 1], 65_536, true), ([0, 1], 65_535, false), ([0, 1], 4096, false), ([0, 0], 4097, true),
    ]

    @Test(arguments: pages) func `is made of whole pages`(sample: (page: [UInt8], size: Int, isWhole: Bool)) throws {
        let head = Array("SQLite format 3\0".utf8) + sample.page
        try write(head + [UInt8](repeating: 0, count: sample.size - head.count))
        if sample.isWhole {
            #expect(try !verify())
        } else {
            #expect(throws: refusal("it is damaged: it was cut short, and ends within a page")) { try verify() }
        }
        // What is no database has no pages.
        try write(Array("SQLite format 2\0".utf8) + sample.page + [UInt8](repeating: 0, count: sample.size - head.count))
        #expect(try !verify())
    }

    @Test func `without a whole header has no pages, and without a byte is none`() throws {
        try write(Array("SQLite format 3\0".utf8) + [0x10])
        #expect(try !verify())
        try write([])
        #expect(throws: refusal("it is empty")) { try verify() }
    }

    @Test func `is no backup beside a log that holds something`() throws {
        try write([1])
        try write([], beside: "-wal")
        #expect(try !verify())
        try write([1], beside: "-wal")
        let reason = "'\(file)-wal' lies beside it: it is part of a store and no backup; make one with 'aftercarectl backup'"
        #expect(throws: refusal(reason)) { try verify() }
    }

    @Test func `is a regular file that can be opened`() throws {
        #expect(throws: refusal("it cannot be opened; check the path and its mode")) { try BackupFile(file).open() }
        try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
        #expect(throws: refusal("it is no file, or a special one")) { try BackupFile(file).open() }
        let device = StoreError.notRestorable(file: "/dev/zero", reason: "it is no file, or a special one")
        #expect(throws: device) { try BackupFile("/dev/zero").open() }
    }

    /// The digest of five bytes of 'a'.
    private static let digest = "ed968e840d10d2d313a870bc131a4e2c311d7ad09bdf32b3418147221f51a6e2"

    /// A checksum file, and why the file is refused by it; `nil` when it is not.
    private static let checksums: [(String, String?)] = [
        ("\(digest)  a name\n", nil), ("\(digest) *a name\n", nil), ("# size 5\n\(digest)  a name\n", nil), ("# a\n\(digest)  a", nil),
        ("# size 6\n\(digest)  a name\n", "it is damaged: it has 5 bytes, and had 6 when it was made"),
        ("0\(digest.dropFirst())  a name\n", "it is damaged: its content is not what 'SEAL' says that it was when it was made"),
        ("\(digest)\n", "its checksum 'SEAL' cannot be read; if you do not need it, remove that"),
        ("\(digest.uppercased())  a name\n", "its checksum 'SEAL' cannot be read; if you do not need it, remove that"),
        (" \(digest)  a name\n", "its checksum 'SEAL' cannot be read; if you do not need it, remove that"),
        ("", "its checksum 'SEAL' cannot be read; if you do not need it, remove that"),
        ("\(digest)  \(String(repeating: "a", count: 4030))", nil),
        (
            "\(digest)  \(String(repeating: "a", count: 4031))",
            "its checksum 'SEAL' cannot be read; if you do not need it, remove that"
        ),
    ]

    @Test(arguments: checksums) func `is held to the checksum beside it`(text: String, reason: String?) throws {
        try write([UInt8](repeating: UInt8(ascii: "a"), count: 5))
        #expect(try !verify())
        try write(Array(text.utf8), beside: ".sha256")
        if let reason {
            #expect(throws: refusal(reason.replacing("SEAL", with: file + ".sha256"))) { try verify() }
        } else {
            #expect(try verify())
        }
    }

    // MARK: Restored

    /// What is left of an earlier store, and where a restore moves it.
    @Test(arguments: [("-wal", "-wal"), (".sealed", ".sealed"), ("", "")])
    func `that is restored sets aside whatever is left of an earlier store`(left: String, aside: String) throws {
        try makeBackup()
        let state = scratch.path + "/left"
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: false)
        try Data("left".utf8).write(to: URL(fileURLWithPath: state + "/store.sqlite" + left))
        let done = try Store.restore(file, in: state, at: at(1_795_274_537))
        let replaced = state + "/store.sqlite.replaced-20261121T152217Z"
        #expect(done.replaced == replaced && done.store == state + "/store.sqlite" && done.takenAt == at(100))
        #expect(done.contents.patients == 1 && done.contents.reminders == 2)
        #expect(try scratch.bytes(replaced + aside) == Data("left".utf8))
        let store = try Store(directory: state)
        #expect(try !store.isNew && store.read { try $0.restoredFrom() } == at(100))
        #expect(try store.read { try $0.setting("application_id") } == "\(Schema.applicationID)")
        try store.close()
    }
}
