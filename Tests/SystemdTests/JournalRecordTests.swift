import Testing

@testable import Systemd

@Suite("A journal record")
struct JournalRecordTests {
    @Test(
        "accepts the names that journald accepts",
        arguments: ["MESSAGE", "A", "A1_B", "A_", String(repeating: "A", count: 64)])
    func acceptsNames(name: String) throws {
        let record = try JournalRecord([name: "value"])

        #expect(record.fields == [JournalField(name, "value")])
    }

    @Test(
        "refuses a name that journald would drop",
        arguments: ["", "message", "_UID", "1ST", "A-B", "A B", "A=B", "Ä", String(repeating: "A", count: 65)])
    func refusesNames(name: String) {
        #expect(throws: JournalError.invalidFieldName(name)) { try JournalRecord([name: "value"]) }
    }

    @Test("refuses to be empty")
    func refusesEmpty() {
        #expect(throws: JournalError.emptyRecord) { try JournalRecord([]) }
    }

    @Test("keeps its fields in order, repeated ones too")
    func keepsOrder() throws {
        var record = try JournalRecord(["TWO": "2", "ONE": "1"])
        try record.append("TWO", "again")

        #expect(record.fields == [JournalField("TWO", "2"), JournalField("ONE", "1"), JournalField("TWO", "again")])
    }

    @Test("goes out field by field, byte for byte")
    func becomesBytes() throws {
        let record = try JournalRecord(["MESSAGE": "two\nlines, größer", "EMPTY": ""])

        let texts = record.withFieldBytes { $0.map { String(decoding: $0, as: UTF8.self) } }

        #expect(texts == ["MESSAGE=two\nlines, größer", "EMPTY="])
    }

    @Test("says in its error which name is wrong and what to do")
    func explains() {
        let text = "\(JournalError.invalidFieldName("_UID"))"

        #expect(
            text == "invalid journal field name '_UID'; "
                + "use A-Z, 0-9 and '_', at most 64 characters, and start with a letter")
    }
}
