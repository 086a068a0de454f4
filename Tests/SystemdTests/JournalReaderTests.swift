import Foundation
import Glibc
import Testing

@testable import Systemd

@Suite("The journal reader")
struct JournalReaderTests {
    let folder: JournalFolder
    let reader: JournalReader

    init() throws {
        folder = try JournalFolder()
        reader = JournalReader(.directory(folder.path))
    }

    @Test("finds a record of its own user by its own field")
    func finds() throws {
        try folder.write([["TEST_ID": "a", "_UID": "999"]])

        let answers = reader.find(field: "TEST_ID", values: ["a", "b"], uid: 999)

        #expect(answers.count == 2)
        #expect(answers["a"]?.count == 1)
        #expect(answers["b"] == .absent)
    }

    @Test("takes a record of another user for a forgery")
    func ignoresForgery() throws {
        try folder.write([["TEST_ID": "a", "_UID": "1000"], ["TEST_ID": "b"]])

        let answers = reader.find(field: "TEST_ID", values: ["a", "b"], uid: 999)

        #expect(answers == ["a": .absent, "b": .absent])
    }

    @Test("does not mistake a field, or part of a value, for the one it looks for")
    func matchesExactly() throws {
        try folder.write([["OTHER_ID": "a", "_UID": "999"], ["TEST_ID": "ab", "_UID": "999"]])

        #expect(reader.find(field: "TEST_ID", values: ["a"], uid: 999) == ["a": .absent])
    }

    @Test("answers for hundreds of values at once")
    func findsInBulk() throws {
        try folder.write((0..<600).map { ["TEST_ID": "r\($0)", "_UID": "999"] })
        try folder.write((600..<900).map { ["TEST_ID": "r\($0)", "_UID": "999"] }, to: "system@1.journal", at: 600)

        let answers = reader.find(field: "TEST_ID", values: (300..<1200).map { "r\($0)" }, uid: 999)

        #expect(answers.count == 900)
        #expect((300..<900).allSatisfy { answers["r\($0)"]?.count == 1 })
        #expect((900..<1200).allSatisfy { answers["r\($0)"] == .absent })
    }

    @Test("counts different records with one value, and names the newest of the file in use")
    func countsRepeats() throws {
        try folder.write([["TEST_ID": "a", "_UID": "999"]], to: "system@1.journal")
        try folder.write([2, 3].map { ["TEST_ID": "a", "N": "\($0)", "_UID": "999"] }, at: 10)

        let answer = reader.find(field: "TEST_ID", values: ["a"], uid: 999)["a"]

        #expect(answer?.count == 3)
        let newest = try reader.entry(at: #require(answer?.cursor))
        #expect(newest?["N"] == "3")
    }

    @Test("counts a record once that two files hold")
    func deduplicates() throws {
        try folder.write([["TEST_ID": "a", "_UID": "999"]], at: 7)
        try folder.write([["TEST_ID": "a", "_UID": "999"]], to: "system@1.journal", at: 7)

        #expect(reader.find(field: "TEST_ID", values: ["a"], uid: 999)["a"]?.count == 1)
    }

    @Test("finds the record that has all of several fields, and no other")
    func findsByAllFields() throws {
        try folder.write([
            ["TEST_ID": "a", "TEST_SEQ": "1", "_UID": "999"], ["TEST_ID": "a", "TEST_SEQ": "2", "_UID": "999"],
            ["TEST_ID": "b", "TEST_SEQ": "3", "_UID": "1000"],
        ])
        try folder.write([["TEST_ID": "c", "TEST_SEQ": "4", "_UID": "999"]], to: "system@1.journal", at: 10)
        func wanted(_ id: String, _ number: String) -> [JournalField] { [JournalField("TEST_ID", id), JournalField("TEST_SEQ", number)] }

        let answers = reader.find([wanted("a", "2"), wanted("a", "3"), wanted("b", "3"), wanted("c", "4"), wanted("a", "1")], uid: 999)

        #expect(answers.map(\.count) == [1, nil, nil, 1, 1])
        #expect(answers[1] == .absent && answers[2] == .absent)
        let second = try reader.entry(at: #require(answers[0].cursor))
        #expect(second?["TEST_SEQ"] == "2")
        #expect(reader.find([], uid: 999).isEmpty)
    }

    @Test("does not know of several fields what a damaged or missing file may hold, and knows what another has")
    func doubtsByAllFields() throws {
        try folder.write([["TEST_ID": "a", "TEST_SEQ": "1", "_UID": "999"]])
        try Data().write(to: URL(fileURLWithPath: folder.path(of: "user-1000.journal")))

        let answers = reader.find(
            [[JournalField("TEST_ID", "a"), JournalField("TEST_SEQ", "1")], [JournalField("TEST_ID", "b")]], uid: 999)

        #expect(answers[0].count == 1)
        #expect(answers[1] == .unknown(.unreadable(path: folder.path(of: "user-1000.journal"), Errno(ENODATA))))
    }

    @Test("sees what was written and rotated since its last look")
    func evaluatesAnew() throws {
        try folder.write([["TEST_ID": "a", "_UID": "999"]])
        #expect(reader.find(field: "TEST_ID", values: ["a", "b"], uid: 999)["b"] == .absent)

        try folder.rename("system.journal", "system@1.journal")
        try folder.write([["TEST_ID": "b", "_UID": "999"]], at: 1)

        let answers = reader.find(field: "TEST_ID", values: ["a", "b"], uid: 999)
        #expect(answers.values.allSatisfy { $0.count == 1 })
    }

    @Test("finds all files of an empty journal to hold nothing")
    func emptyJournal() {
        #expect(reader.find(field: "TEST_ID", values: ["a"], uid: 999) == ["a": .absent])
    }

    @Test("does not know what a missing journal holds")
    func missingJournal() throws {
        let reader = JournalReader(.directory(folder.path(of: "none")))

        let answers = reader.find(field: "TEST_ID", values: ["a"], uid: 999)

        #expect(answers == ["a": .unknown(.noDirectory(paths: [folder.path(of: "none")]))])
    }

    @Test("reads a record back with every field, and what journald added")
    func readsBack() throws {
        let long = String(repeating: "long ", count: 30_000)
        try folder.write([["TEST_ID": "a", "MESSAGE": long, "_UID": "999"], ["TEST_ID": "b", "_UID": "999"]])
        let cursor = try #require(reader.find(field: "TEST_ID", values: ["a"], uid: 999)["a"]?.cursor)

        let entry = try #require(try reader.entry(at: cursor))

        #expect(entry.cursor == cursor)
        #expect(entry["TEST_ID"] == "a")
        #expect(entry["MESSAGE"] == long)
        #expect(entry["_UID"] == "999")
        #expect(entry["NONE"] == nil)
    }

    @Test("does not offer a neighbour for a record that is gone")
    func noNeighbour() throws {
        try folder.write([["TEST_ID": "a", "_UID": "999"], ["TEST_ID": "b", "_UID": "999"]])
        let cursor = try #require(reader.find(field: "TEST_ID", values: ["a"], uid: 999)["a"]?.cursor)
        try FileManager.default.removeItem(atPath: folder.path(of: "system.journal"))
        try folder.write([["TEST_ID": "c", "_UID": "999"]], at: 1)

        #expect(try reader.entry(at: cursor) == nil)
    }

    @Test("finds a record by its cursor in the file that it was copied to")
    func followsCopies() throws {
        try folder.write([["TEST_ID": "a", "_UID": "999"]], at: 5)
        let cursor = try #require(reader.find(field: "TEST_ID", values: ["a"], uid: 999)["a"]?.cursor)
        try FileManager.default.removeItem(atPath: folder.path(of: "system.journal"))
        try folder.write([["TEST_ID": "z", "_UID": "999"]], at: 4)
        try folder.write([["TEST_ID": "a", "_UID": "999"]], at: 5)

        let entry = try #require(try reader.entry(at: cursor))

        #expect(entry["TEST_ID"] == "a")
        #expect(entry.cursor != cursor)
        #expect(entry.cursor.content == cursor.content)
    }

    @Test("refuses text that is no cursor")
    func refusesNonsense() throws {
        try folder.write([["TEST_ID": "a", "_UID": "999"]])

        #expect(throws: JournalError.unreadable(path: folder.path(of: "system.journal"), Errno(EINVAL))) {
            try reader.entry(at: JournalCursor("nonsense"))
        }
    }

    @Test("passes on all records of one sender, from new to old, until there are enough")
    func enumerates() throws {
        try folder.write((0..<3).map { ["KIND": "k", "N": "\($0)", "_UID": "999"] }, to: "system@1.journal")
        try folder.write((3..<6).map { ["KIND": "k", "N": "\($0)", "_UID": "999"] }, at: 3)
        try folder.write([["KIND": "k", "N": "forged", "_UID": "1"], ["KIND": "x", "N": "x", "_UID": "999"]], at: 6)

        for enough in [6, 4, 2] {
            var numbers: [String] = []
            try reader.forEachEntryBackwards(field: "KIND", value: "k", uid: 999) {
                numbers.append($0["N"] ?? "none")
                return numbers.count < enough
            }
            #expect(numbers == Array(["5", "4", "3", "2", "1", "0"].prefix(enough)))
        }
    }
}

extension JournalAnswer {
    var cursor: JournalCursor? {
        if case .found(let cursor, _) = self { cursor } else { nil }
    }

    var count: Int? {
        if case .found(_, let count) = self { count } else { nil }
    }
}
