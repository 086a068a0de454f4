import Foundation
import Glibc
import Testing

@testable import Systemd

@Suite("Getting the journal onto the disk")
struct JournalSyncTests {
    let folder: JournalFolder
    let reader: JournalReader

    init() throws {
        folder = try JournalFolder()
        reader = JournalReader(.directory(folder.path))
    }

    @Test("syncs the files that hold what was found, their directory, and its parent")
    func syncsHolders() throws {
        try folder.write([["TEST_ID": "a", "_UID": "999"]])
        try folder.write([["TEST_ID": "b", "_UID": "999"]], to: "system@1.journal", at: 1)
        try folder.write([["TEST_ID": "c", "_UID": "999"]], to: "system@2.journal", at: 2)
        _ = reader.find(field: "TEST_ID", values: ["a"], uid: 999)
        _ = reader.find(field: "TEST_ID", values: ["b"], uid: 999)

        let synced = try reader.syncToDisk()

        #expect(
            synced == [
                folder.path(of: "system.journal"), folder.path(of: "system@1.journal"),
                folder.path, folder.path + "/..",
            ])
    }

    @Test("has nothing to do without a find, and after a sync")
    func syncsOnce() throws {
        #expect(try reader.syncToDisk() == [])
        try folder.write([["TEST_ID": "a", "_UID": "999"]])
        _ = reader.find(field: "TEST_ID", values: ["a"], uid: 999)
        try reader.syncToDisk()

        #expect(try reader.syncToDisk() == [])
    }

    @Test("syncs the file that held the record, whatever it is called by now")
    func followsRotation() throws {
        try folder.write([["TEST_ID": "a", "_UID": "999"]])
        _ = reader.find(field: "TEST_ID", values: ["a"], uid: 999)
        try folder.rename("system.journal", "system@1.journal")

        #expect(try reader.syncToDisk().first == folder.path(of: "system.journal"))
    }

    @Test("says which directory could not be synced")
    func reportsDirectory() throws {
        try folder.write([["TEST_ID": "a", "_UID": "999"]])
        _ = reader.find(field: "TEST_ID", values: ["a"], uid: 999)
        try FileManager.default.removeItem(atPath: folder.path)

        #expect(throws: JournalError.notSynced(path: folder.path, Errno(ENOENT))) { try reader.syncToDisk() }
    }

    @Test("asks the kernel, and passes its refusal on")
    func asksKernel() throws {
        // The kernel refuses to sync the null device.
        let holder = JournalSnapshot.File(try OpenFile(path: "/dev/null"), isVolatile: false)

        #expect(throws: JournalError.notSynced(path: "/dev/null", Errno(EINVAL))) { try JournalReader.sync([holder]) }
    }

    @Test("complains of a file in memory only after the rest is on disk")
    func memoryComesLast() throws {
        let memory = JournalSnapshot.File(try OpenFile(path: "/dev/zero"), isVolatile: true)
        let refused = JournalSnapshot.File(try OpenFile(path: "/dev/null"), isVolatile: false)

        #expect(throws: JournalError.notSynced(path: "/dev/null", Errno(EINVAL))) {
            try JournalReader.sync([memory, refused])
        }
        #expect(throws: JournalError.inMemoryOnly(path: "/dev/zero")) { try JournalReader.sync([memory]) }
    }
}
