import Foundation
import TestMachine
import Testing

/// What these tests see of the journal is seen to be what `journalctl` shows.
@Suite("A record of the journal")
struct JournalRecordTests {
    @Test("has each value of a field that it repeats, and of text alone")
    func repeated() throws {
        let record = try read(["A": ["x", "y"], "B": "z", "LARGE": NSNull(), "BYTES": [104, 105]])
        #expect(record.values(of: "A") == ["x", "y"] && record["A"] == "x")
        #expect(record.values(of: "B") == ["z"] && record["B"] == "z")
        for field in ["LARGE", "BYTES", "NONE"] { #expect(record.values(of: field).isEmpty && record[field] == nil) }
        #expect(record.fields == ["A": "x", "B": "z"])
    }

    @Test("of several reminders is a record for each of them, with what is its own, in the order in which it lists them")
    func several() throws {
        let ids = ["AFTERCARE_REMINDER_ID": ["id-2", "id-1"], "AFTERCARE_INSTRUCTION": ["ice", "rest"]]
        let shared = ["AFTERCARE_SEQ": "7", "AFTERCARE_REDELIVERY": "uncertain", "MESSAGE": "one\ntwo", "AFTERCARE_REMINDERS": Self.list]
        let reminders = try read(ids.merging(shared.mapValues { [$0] }) { $1 }).reminders()
        #expect(reminders.map { $0["AFTERCARE_REMINDER_ID"] } == ["id-1", "id-2"])
        #expect(reminders.map { $0["AFTERCARE_INSTRUCTION"] } == ["rest", "ice"])
        #expect(reminders.map { $0["AFTERCARE_PROTOCOL"] } == ["knee@1", "knee@2"])
        #expect(reminders.map { $0.number("AFTERCARE_ATTEMPT") } == [1, 2])
        #expect(reminders.map { $0["AFTERCARE_REDELIVERY"] } == [nil, "uncertain"])
        #expect(reminders.map { $0["AFTERCARE_REPLACES"] } == ["id-0", nil])
        #expect(try #require(reminders[1].instant("AFTERCARE_DUE")) == Date(timeIntervalSince1970: 60))
        #expect(reminders.allSatisfy { $0["AFTERCARE_SEQ"] == "7" && $0["MESSAGE"] == "one\ntwo" && $0["AFTERCARE_REMINDERS"] == nil })
    }

    @Test("of one reminder is this one's, and any other is none's")
    func one() throws {
        let treatments = ["T-1", "T-2"]
        let record = try read(["AFTERCARE_REMINDER_ID": ["id-1"], "AFTERCARE_TREATMENT": treatments])
        #expect(try record.reminders().map { $0.values(of: "AFTERCARE_TREATMENT") } == [treatments])
        #expect(try read(["MESSAGE": "3 reminders were left", "AFTERCARE_REMINDER_COUNT": "3"]).reminders().isEmpty)
    }

    @Test("that lists other reminders than it names, or none of several, is refused", arguments: [["id-1"], ["id-1", "id-2", "id-3"]])
    func contradiction(ids: [String]) throws {
        let listed = try read(["AFTERCARE_REMINDER_ID": ids, "AFTERCARE_REMINDERS": Self.list])
        #expect(throws: Failure.self) { try listed.reminders() }
        let unlisted = try read(["AFTERCARE_REMINDER_ID": ["id-1", "id-2"]])
        #expect(throws: Failure.self) { try unlisted.reminders() }
    }

    private func read(_ fields: [String: Any]) throws -> JournalRecord {
        let line = String(decoding: try JSONSerialization.data(withJSONObject: fields), as: UTF8.self)
        return try #require(try JournalRecord.list(line + "\n").first)
    }

    /// What a message lists, as the service writes it.
    private static let list = """
        [{"attempt":1,"due":"1970-01-01T00:00:00Z","instruction":"rest","kind":"advise","plan":"PL-1","protocol":"knee@1",\
        "reminder":"id-1","replaces":"id-0","role":"correction","treatment":"T-1","usefulUntil":"1970-01-01T01:00:00Z",\
        "windowEnd":"1970-01-02T00:00:00Z","windowStart":"1970-01-01T00:00:00Z"},\
        {"attempt":2,"due":"1970-01-01T00:01:00Z","instruction":"ice","kind":"compress","plan":"PL-2","protocol":"knee@2",\
        "redelivery":"uncertain","reminder":"id-2","role":"reminder","treatment":"T-2","usefulUntil":"1970-01-01T01:00:00Z",\
        "windowEnd":"1970-01-02T00:00:00Z","windowStart":"1970-01-01T00:00:00Z"}]
        """
}
