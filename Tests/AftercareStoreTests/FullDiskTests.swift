import Aftercare
import Foundation
import Testing

@testable import AftercareStore

/// A small file system in memory.
final class SmallDisk {
    let path: String

    init(mebibytes: Int) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "aftercare-disk-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try run("mount", "-t", "tmpfs", "-o", "size=\(mebibytes)M", "tmpfs", path)
    }

    deinit {
        try? run("umount", "--lazy", path)
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Another program uses all remaining space, to the last byte.
    func fill() throws { try run("sh", "-c", "! dd if=/dev/zero of=\(path)/hog bs=4096 status=none 2>/dev/null") }
    func free() throws { try FileManager.default.removeItem(atPath: path + "/hog") }
}

@Suite struct `On a full disk, a store` {
    private let smallLog = StoreReserve(file: 0, log: 64 << 10)

    /// Decides, sends and settles `wanted` reminders, in batches.
    ///
    /// - Parameter length: the length of each text.
    /// - Returns: how many were settled before the disk was full.
    private func settle(_ wanted: Int, length: Int = 100, in store: Store) throws -> Int {
        var done = 0
        let payload = Payload(text: String(repeating: "x", count: length), language: .english)
        do {
            for batch in 0..<wanted / 100 {
                let reminders = (0..<100).map { number in
                    store.reminder(occurrence(place: batch * 100 + number), sequence: Int64(batch * 100 + number + 1), payload: payload)
                }
                try store.write { tx in for reminder in reminders { try tx.insert(reminder, bootID: "boot") } }
                try store.write { tx in
                    for reminder in reminders {
                        _ = try tx.advance(reminder.id, from: .sending, attempt: 1, to: .settled, cursor: "c", settledAt: at(9))
                    }
                }
                done += 100
            }
        } catch StoreError.full {}
        return done
    }

    @Test func `with its reserve still decides and settles thousands of reminders`() throws {
        let disk = try SmallDisk(mebibytes: 64)
        let store = try Store(directory: disk.path + "/state", reserve: .usual)
        try store.takeInSamples()
        try disk.fill()
        #expect(store.freeSpace() == 0)
        #expect(try settle(4000, in: store) == 4000)
        try store.close()
    }

    @Test func `without one does not get far, and goes on once there is room`() throws {
        let disk = try SmallDisk(mebibytes: 64)
        let store = try Store(directory: disk.path + "/state")
        try store.takeInSamples()
        try disk.fill()
        #expect(try settle(4000, in: store) < 1000)
        try disk.free()
        #expect(throws: Never.self) { try store.write { try $0.save(patient("P-9")) } }
        try store.close()
    }

    @Test func `with its reserve used up goes on, and fills it again, once there is room`() throws {
        let disk = try SmallDisk(mebibytes: 64)
        let store = try Store(directory: disk.path + "/state", reserve: .usual)
        try store.takeInSamples()
        try disk.fill()
        #expect(try settle(4000, length: 10_000, in: store) < 4000)
        try disk.free()
        #expect(throws: Never.self) { try store.write { try $0.save(patient("P-9")) } }
        let before = try store.size()
        while try !store.growReserve() {}
        #expect(try store.size() > before + 8 << 20)
        try disk.fill()
        try store.write { tx in for number in 0..<1000 { try tx.save(patient("P-\(number)")) } }
        try store.close()
    }

    @Test func `that was closed with its reserve opens with it, and goes on`() throws {
        let disk = try SmallDisk(mebibytes: 64)
        var store = try Store(directory: disk.path + "/state", reserve: .usual)
        try store.takeInSamples()
        for _ in 0..<3 {
            try store.close()
            try? disk.fill()
            store = try Store(directory: disk.path + "/state", reserve: .usual)
            // The seal's own block is free now.
            try? disk.fill()
            #expect(store.freeSpace() == 0)
            try store.write { tx in for number in 0..<1000 { try tx.save(patient("P-\(number)")) } }
        }
        #expect(try settle(2000, in: store) == 2000)
        try store.close()
        #expect(try Store(directory: disk.path + "/state").read { try $0.patients(PageRequest(limit: 500)) }.count == 500)
    }

    @Test func `that was closed leaves nothing of what was written in the blocks that it keeps`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path, reserve: .usual)
        try store.takeInSamples()
        try store.close()
        let kept = try scratch.bytes(scratch.keptLog)
        #expect(kept.count == 8 << 20)
        #expect(kept.allSatisfy { $0 == 0 })
    }

    @Test func `that was closed keeps no more of its log than was put aside`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path, reserve: smallLog)
        try store.write { tx in for number in 0..<2000 { try tx.save(patient("P-\(number)")) } }
        #expect(try scratch.bytes(scratch.log).count > 128 << 10)
        try store.close()
        #expect(try scratch.bytes(scratch.keptLog) == Data(count: 64 << 10))
    }

    /// The blocks are never free in between, when another program could take them.
    @Test func `that is opened again goes on with the very log that it kept`() throws {
        let scratch = try Scratch()
        try Store(directory: scratch.path, reserve: smallLog).close()
        // Kept open, so that no other file can get its inode number.
        let kept = try FileHandle(forReadingFrom: URL(filePath: scratch.keptLog))
        defer { try? kept.close() }
        func number(_ path: String) throws -> Int? { try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int }
        let before = try number(scratch.keptLog)
        let store = try Store(directory: scratch.path, reserve: smallLog)
        #expect(try number(scratch.log) == before)
        try store.close()
    }

    /// What could not be copied back stays in the log, which has both names then.
    @Test func `that is closed with its reserve used up loses nothing that it took`() throws {
        let disk = try SmallDisk(mebibytes: 16)
        let reserve = StoreReserve(file: 2 << 20, log: 6 << 20)
        let store = try Store(directory: disk.path + "/state", reserve: reserve)
        try store.takeInSamples()
        try disk.fill()
        let taken = try settle(4000, length: 4000, in: store)
        #expect(taken > 0 && taken < 4000)
        try store.close()
        #expect(DiskFile.exists(disk.path + "/state/store.sqlite-wal"))
        try disk.free()
        let again = try Store(directory: disk.path + "/state", reserve: reserve)
        #expect(try again.read { try $0.reminderCounts(since: at(-1))[.settled] } == taken)
        try again.close()
    }

    /// As after a crash between closing the store and emptying its log, followed by a restore of another store.
    @Test func `whose stop was cut short takes nothing back from the log that it kept`() throws {
        let (scratch, other) = (try Scratch(), try Scratch())
        let store = try Store(directory: scratch.path, reserve: smallLog)
        try store.takeInSamples()
        let id = try Store(directory: other.path).id
        try FileManager.default.copyItem(atPath: scratch.log, toPath: other.keptLog)
        let restored = try Store(directory: other.path, reserve: smallLog)
        #expect(restored.id == id)
        #expect(try restored.read { try $0.patients(PageRequest()) } == [])
        try restored.close()
        try store.close()
    }

    @Test func `whose stop was cut short opens with what it held`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path, reserve: .usual)
        try store.takeInSamples()
        // As after a crash between naming the log's blocks and emptying them.
        try FileManager.default.linkItem(atPath: scratch.log, toPath: scratch.keptLog)
        try store.close()
        let full = try Data(contentsOf: URL(filePath: scratch.path + "/store.sqlite"))
        // The log is unchanged; the store has been written to since.
        let later = try Store(directory: scratch.path, reserve: .usual)
        try later.write { try $0.save(patient("P-9")) }
        try later.close()
        #expect(try Data(contentsOf: URL(filePath: scratch.path + "/store.sqlite")) != full)
        let last = try Store(directory: scratch.path, reserve: .usual)
        #expect(try last.read { try $0.patient(id("P-9")) } != nil)
        try last.close()
    }

    /// As after a crash between giving the log's blocks a second name and closing the store: both names lead to one
    /// file.
    @Test func `whose stop was cut short before it closed keeps what is in its log`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path, reserve: .usual)
        try store.write { try $0.save(patient("P-9")) }
        let killed = try scratch.killed()
        try FileManager.default.linkItem(atPath: killed.log, toPath: killed.keptLog)
        let later = try Store(directory: killed.path, reserve: .usual)
        #expect(try later.read { try $0.patient(id("P-9")) } != nil)
        try later.close()
    }

    @Test func `is copied to another disk`() throws {
        let disk = try SmallDisk(mebibytes: 16)
        let other = try SmallDisk(mebibytes: 16)
        let store = try Store(directory: disk.path + "/state")
        try store.write { tx in for number in 0..<2000 { try tx.save(patient("P-\(number)")) } }
        try disk.fill()
        let copy = try store.beginCopy(in: other.path)
        #expect(throws: StoreError.backupUnderWay(path: disk.path + "/state/store.sqlite")) { try store.beginCopy(in: other.path) }
        while try !copy.step() {}
        #expect(try copy.finish(takenAt: at(0)).contents.patients == 2000)
        #expect(try FileManager.default.contentsOfDirectory(atPath: other.path).isEmpty)
        try store.close()
    }

    @Test func `opens, without a reserve`() throws {
        let disk = try SmallDisk(mebibytes: 8)
        let store = try Store(directory: disk.path + "/state", reserve: .usual)
        try store.takeInSamples()
        try store.close()
        try disk.fill()
        let again = try Store(directory: disk.path + "/state", reserve: .usual)
        #expect(try again.read { try $0.patients(PageRequest()) }.count == 1)
        try again.close()
    }

    @Test func `whose copy finds no room says so, and is none the worse for it`() throws {
        let disk = try SmallDisk(mebibytes: 16)
        let store = try Store(directory: disk.path + "/state")
        try store.write { tx in for number in 0..<20_000 { try tx.save(patient("P-\(number)")) } }
        try disk.fill()
        #expect(throws: StoreError.full(path: disk.path + "/state/store.sqlite")) {
            let copy = try store.beginCopy()
            while try !copy.step() {}
        }
        try disk.free()
        try store.write { try $0.save(patient("Q-1")) }
        #expect(try store.read { try $0.patient(id("Q-1")) } != nil)
        try store.close()
    }
}
