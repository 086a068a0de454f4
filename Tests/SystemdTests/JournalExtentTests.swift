import Foundation
import Glibc
import Testing

@testable import Systemd

@Suite("What a journal spans")
struct JournalExtentTests {
    let folder: JournalFolder
    let reader: JournalReader

    init() throws {
        folder = try JournalFolder()
        reader = JournalReader(.directory(folder.path))
    }

    private func records(_ range: Range<Int>) -> [[String: String]] { range.map { ["TEST_ID": "r\($0)", "_UID": "999"] } }

    @Test("is told file by file: numbers, times, whose records, in use first")
    func extents() throws {
        try folder.write(records(0..<3), to: "system@1.journal")
        try folder.write(records(3..<8), to: "system.journal", at: 3)
        try folder.write(records(8..<9), to: "user-1000.journal", at: 8)

        let (extents, blindSpots) = reader.extents()

        #expect(blindSpots == [])
        #expect(extents.map { $0.path.split(separator: "/").last } == ["user-1000.journal", "system.journal", "system@1.journal"])
        #expect(extents.map(\.owner) == [1000, nil, nil])
        #expect(extents.map(\.isArchived) == [false, false, true])
        #expect(extents.map { $0.last - $0.first + 1 } == [1, 5, 3])
        let start: UInt64 = 1_700_000_000_000_000
        #expect(extents.map(\.oldestMicroseconds) == [start + 8, start + 3, start])
        #expect(extents.map(\.newestMicroseconds) == [start + 8, start + 7, start + 2])
        #expect(extents.allSatisfy { !$0.isVolatile && $0.seqnumID.count == 32 })
    }

    @Test("agrees with the cursors of its records")
    func cursors() throws {
        try folder.write(records(0..<5))
        let cursors = (0..<5).compactMap { reader.find(field: "TEST_ID", values: ["r\($0)"], uid: 999).values.first?.cursor }

        let extent = try #require(reader.extents().extents.first)

        #expect(cursors.map(\.seqnumID) == Array(repeating: extent.seqnumID, count: 5))
        #expect(cursors.map(\.number) == (extent.first...extent.last).map { $0 })
        #expect(
            cursors.first?.realtimeMicroseconds == extent.oldestMicroseconds
                && cursors.last?.realtimeMicroseconds == extent.newestMicroseconds)
    }

    @Test("a text that is no cursor has neither number nor time")
    func noCursor() {
        let cursor = JournalCursor("si=1;t;ii=3")
        #expect(cursor.seqnumID == nil && cursor.number == nil && cursor.realtimeMicroseconds == nil)
    }

    @Test("a damaged file is named, and the others are told all the same")
    func damage() throws {
        try folder.write(records(0..<3), to: "system@1.journal")
        try folder.write(records(3..<4), at: 3)
        try folder.damage("system@1.journal") { _ in 0..<8 }

        let (extents, blindSpots) = reader.extents()

        #expect(extents.map { $0.last - $0.first + 1 } == [1])
        #expect(blindSpots == [.unreadable(path: folder.path(of: "system@1.journal"), Errno(EBADMSG))])
    }

    @Test("a directory that is not there is a blind spot")
    func nothing() {
        let reader = JournalReader(.directory("/nonexistent"))
        #expect(reader.extents().extents == [])
        #expect(reader.extents().blindSpots == [.noDirectory(paths: ["/nonexistent"])])
        #expect(reader.forEachEntry(having: "TEST_ID", keeping: [], { _ in }) == [.noDirectory(paths: ["/nonexistent"])])
    }

    @Test("every record that has a field is passed on, whoever sent it, with the fields that are wanted")
    func everyRecord() throws {
        try folder.write(records(0..<40) + [["OTHER": "x", "_UID": "999"]], to: "system@1.journal")
        try folder.write([["TEST_ID": "r3", "_UID": "1000"], ["TEST_ID": "new"]], at: 100)

        var seen: [String: [String?]] = [:]
        let blindSpots = reader.forEachEntry(having: "TEST_ID", keeping: ["TEST_", "_UID="]) { entry in
            seen[entry["TEST_ID"] ?? "none", default: []].append(entry["_UID"])
            #expect(entry["_BOOT_ID"] == nil)
        }

        #expect(blindSpots == [])
        #expect(seen.count == 41)
        #expect(seen["r3"]?.compactMap(\.self).sorted() == ["1000", "999"])
        #expect(seen["new"] == [nil])
    }

    @Test("every record of another user is passed on, and none of the service's own")
    func othersRecords() throws {
        try folder.write(records(0..<3) + [["TEST_ID": "forged", "_UID": "1000"]], to: "system@1.journal")
        try folder.write([["TEST_ID": "root's", "_UID": "0"], ["TEST_ID": "r3", "_UID": "999"]], at: 100)

        var seen: Set<String> = []
        let blindSpots = reader.forEachEntry(notOf: 999, keeping: ["TEST_"]) { entry in seen.insert(entry["TEST_ID"] ?? "none") }

        #expect(blindSpots == [])
        #expect(seen == ["forged", "root's"])
    }

    @Test("the newest record of each value is found in whatever file it is, where the user sent it")
    func newestOfEach() throws {
        func record(_ value: String, _ uid: String = "999") -> [String: String] { ["TEST_STORE": value, "_UID": uid] }
        try folder.write([record("b"), record("d")], to: "system@1.journal", at: 7_000_000)
        try folder.write([record("a"), record("d")], to: "system@2.journal", at: 9_000_000)
        try folder.write([record("b")], to: "system@3.journal")
        try folder.write([record("c"), record("a", "1000")], at: 5_000_000)

        let newest = reader.newestEntries(ofEach: "TEST_STORE", uid: 999)

        #expect(
            newest.compactMapValues(\.realtimeSeconds) == ["a": 1_700_000_009, "b": 1_700_000_007, "c": 1_700_000_005, "d": 1_700_000_009])
    }

    @Test("a record after damage is missing, and that is said")
    func entriesBehindDamage() throws {
        try folder.write(records(0..<400), to: "system@1.journal")
        try folder.damage("system@1.journal") { $0 / 4..<$0 / 2 }
        var count = 0
        let blindSpots = reader.forEachEntry(having: "TEST_ID", keeping: []) { _ in count += 1 }
        #expect(count < 400)
        #expect(blindSpots == [.unreadable(path: folder.path(of: "system@1.journal"), Errno(EBADMSG))])
    }

    @Test("with a real journald, the numbers of a count go on from file to file, and begin later once the first is gone")
    func rotation() async {
        await #expect(processExitsWith: .success) {
            PrivateJournald.run(storage: .persistent) { journald in
                // given
                let reader = JournalReader(.local)
                func cursor(_ id: String) throws -> JournalCursor {
                    try JournalSocket().send(JournalRecord(["TEST_ID": id]))
                    try eventually("the record") { reader.find(field: "TEST_ID", values: [id], uid: 0)[id]?.cursor != nil }
                    return try #require(reader.find(field: "TEST_ID", values: [id], uid: 0)[id]?.cursor)
                }
                let first = try cursor("a")
                journald.rotate()
                try eventually("the rotated file") { reader.extents().extents.contains(where: \.isArchived) }
                let second = try cursor("b")
                // then
                let both = reader.extents()
                #expect(both.blindSpots == [] && both.extents.count == 2)
                #expect(Set(both.extents.map(\.seqnumID)).count == 1)
                for cursor in [first, second] {
                    let number = try #require(cursor.number)
                    #expect(both.extents.count { $0.seqnumID == cursor.seqnumID && ($0.first...$0.last).contains(number) } == 1)
                }
                // when: the older file is removed, as journald does when space is short
                let old = try #require(both.extents.first { $0.isArchived })
                try FileManager.default.removeItem(atPath: old.path)
                // then
                let rest = reader.extents()
                #expect(rest.blindSpots == [])
                #expect(rest.extents.map(\.seqnumID) == [first.seqnumID])
                let begins = try #require(rest.extents.first?.first)
                #expect(try #require(first.number) < begins)
                #expect(reader.find(field: "TEST_ID", values: ["a"], uid: 0)["a"] == .absent)
            }
        }
    }
}
