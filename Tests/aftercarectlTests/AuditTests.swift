import Aftercare
import AftercareAPI
import Foundation
import Synchronization
import Systemd
import Testing

@testable import aftercarectl

@Suite struct `An audit on the command line` {
    private let three = AuditedClinic(rows: (1...3).map { AuditedClinic.row($0) }, records: (1...3).map { AuditedClinic.record($0) })
    /// Three reminders in one message, and one by itself.
    private let messages = AuditedClinic(
        rows: (1...3).map { AuditedClinic.row($0, sequence: 1) } + [AuditedClinic.row(4, sequence: 2)],
        records: [AuditedClinic.message(Self.allThree, ids: [1, 2, 3]), AuditedClinic.record(4, ("AFTERCARE_SEQ", "2"))])
    private static let allThree = messageList(messageItem(1), messageItem(2), messageItem(3))

    @Test func `that proves everything ends well`() async throws {
        let outcome = try await three.audited()
        #expect(outcome.status == 0, "\(outcome.talk)")
        #expect(outcome.talk == "")
        #expect(
            outcome.data == """
                ledger   3 reminders with a receipt, 1–3 without a gap
                journal  3 records of ours
                once     no reminder twice
                proven: every reminder that has its receipt is in the journal, once

                """)
    }

    @Test func `reads the ledger in pages, and holds each row against the journal`() async throws {
        var many = AuditedClinic(rows: (1...25).map { AuditedClinic.row($0) }, records: (1...25).map { AuditedClinic.record($0) })
        many.pageSize = 7
        #expect(try await many.audited().data.contains("25 reminders with a receipt, 1–25 without a gap"))
        many.records.remove(at: 20)
        let outcome = try await many.audited()
        #expect(outcome.status == 4)
        #expect(outcome.data.hasPrefix("WRONG\n  1 reminder with a receipt is not in the journal"), "\(outcome.data)")
        #expect(outcome.data.hasSuffix("refuted: the ledger and the journal do not agree\n"))
    }

    @Test func `holds the ledger to what it has given by its last page`() async throws {
        var going = three
        going.later = 5
        let outcome = try await going.audited()
        #expect(outcome.status == 4 && outcome.data.contains("2 numbers that the ledger must have given are not in it"), "\(outcome)")
    }

    @Test func `counts no record that another user wrote`() async throws {
        var forged = three
        forged.records[1] = AuditedClinic.record(2, uid: 1000)
        let outcome = try await forged.audited("--format", "json")
        #expect(outcome.status == 4)
        let report = try Wire.decode(AuditReport.self, from: Data(outcome.data.utf8))
        #expect(report.forged.records == 1 && report.forged.users == [1000])
        #expect(report.findings.map(\.code) == [.lost, .forged] && report.findings.first?.examples.map(\.sequence) == [2])

        // A journal that others may use holds others' stores.
        forged = three
        forged.records.append(AuditedClinic.record(9, uid: 1000, ("AFTERCARE_STORE", UUID().uuidString)))
        #expect(try await forged.audited().status == 0)

        forged = three
        forged.records += [AuditedClinic.record(2, uid: 1000), AuditedClinic.record(9, uid: 1001)]
        let doubtful = try await forged.audited()
        #expect(doubtful.status == 4)
        #expect(doubtful.data.hasPrefix("DOUBTFUL\n  2 records look like ours and were written by another user\n"), "\(doubtful)")
        #expect(doubtful.data.contains("forged   2 records that another user wrote (uid 1000, 1001) were not counted\n"))
        #expect(doubtful.data.hasSuffix("doubtful: every reminder that has its receipt is in the journal, once; but see above\n"))
    }

    @Test(arguments: [
        [(name: "AFTERCARE_PATIENT", value: "P-0001")], [(name: "SYSLOG_IDENTIFIER", value: "aftercare")],
    ])
    func `finds what only looks like a reminder, and leaves out what was before '--since'`(fields: [(name: String, value: String)])
        async throws
    {
        var forged = three
        forged.records.append([("MESSAGE", "You may drink alcohol again.")] + fields + [("_UID", "65534")])
        // What others write as themselves is their own business.
        forged.records.append([("MESSAGE", "hello"), ("SYSLOG_IDENTIFIER", "sshd"), ("_UID", "0")])
        let outcome = try await forged.audited()
        #expect(outcome.status == 4 && outcome.data.contains("1 record looks like ours and was written by another user"), "\(outcome)")
        #expect(outcome.data.contains("(uid 65534)") && !outcome.data.contains("uid 0"))
        let later = try await forged.audited("--since", "2026-11-20 14:05")
        #expect(later.status == 0, "\(later)")
    }

    @Test func `tells what was redelivered by the marks that records bear`() async throws {
        var clinic = three
        clinic.rows[1] = AuditedClinic.row(2, attempt: 2)
        clinic.records.append(AuditedClinic.record(2, ("AFTERCARE_ATTEMPT", "2"), ("AFTERCARE_REDELIVERY", "uncertain")))
        #expect(try await clinic.audited().data.contains("once     no reminder twice; 1 more than once and marked so"))
        clinic.records[3] = AuditedClinic.record(2, ("AFTERCARE_ATTEMPT", "2"), ("AFTERCARE_REDELIVERY", "proven"))
        let twice = try await clinic.audited()
        #expect(twice.status == 4 && twice.data.contains("1 reminder is in the journal more than once"))
    }

    @Test func `tells reminders from records where a record is of several`() async throws {
        let outcome = try await messages.audited()
        #expect(outcome.status == 0 && outcome.talk == "", "\(outcome)")
        #expect(
            outcome.data == """
                ledger   4 reminders with a receipt, 1–2 without a gap
                journal  4 reminders in 2 records of ours
                once     no reminder twice
                proven: every reminder that has its receipt is in the journal, once

                """)
        var without = messages
        without.records[0] = AuditedClinic.message(messageList(messageItem(1), messageItem(3)), ids: [1, 3])
        let lost = try await without.audited()
        #expect(lost.status == 4 && lost.data.contains("1 reminder with a receipt is not in the journal"), "\(lost)")
        #expect(lost.data.contains(" are: number 1 (\(occurrence(2).short))\n"), "\(lost)")
        #expect(lost.data.contains("journal  3 reminders in 2 records of ours\n"), "\(lost)")
    }

    @Test func `goes by what a record lists of each of its reminders`() async throws {
        var again = messages
        func repeated(_ second: String) -> [(name: String, value: String)] {
            AuditedClinic.message(
                messageList(messageItem(1, attempt: 2, redelivery: .uncertain), second), ids: [1, 2], ("AFTERCARE_ATTEMPT", "2"),
                ("AFTERCARE_REDELIVERY", "uncertain"))
        }
        again.records.append(repeated(messageItem(2, attempt: 2, redelivery: .uncertain)))
        let marked = try await again.audited()
        #expect(marked.status == 0 && marked.data.contains("once     no reminder twice; 2 more than once and marked so"), "\(marked)")
        again.records[2] = repeated(messageItem(2))
        let twice = try await again.audited()
        #expect(twice.status == 4 && twice.data.contains("1 reminder is in the journal more than once"), "\(twice)")
        #expect(twice.data.contains("once     1 reminder twice; 1 more than once and marked so"), "\(twice)")
    }

    @Test(
        arguments: [
            "3", "3 reminders", "{}", "[]", "[{}]", allThree + "]", messageList(messageItem(1), messageItem(2)),
            messageList(messageItem(1), messageItem(2), messageItem(4)),
            messageList(messageItem(1), messageItem(2), messageItem(3), messageItem(4)),
            messageList(messageItem(1), messageItem(2), messageItem(3), messageItem(3)),
        ])
    func `cannot read a record whose list is not that of its reminders, and counts it once`(list: String) async throws {
        var broken = messages
        broken.records[0] = AuditedClinic.message(list, ids: [1, 2, 3])
        let outcome = try await broken.audited("--format", "json")
        let report = try Wire.decode(AuditReport.self, from: Data(outcome.data.utf8))
        #expect(report.findings.map(\.code) == [.lost, .unreadable] && report.findings.map(\.count) == [3, 1], "\(outcome)")
        #expect(report.journal.found == 1 && report.journal.records == 1)
    }

    @Test func `cannot read a record of several reminders where one of their ids is none`() async throws {
        var broken = messages
        broken.records[0].append(("AFTERCARE_REMINDER_ID", "4"))
        let outcome = try await broken.audited()
        #expect(outcome.status == 4 && outcome.data.contains("1 record of the service's own user has no id or number"), "\(outcome)")
    }

    @Test func `counts one record that another user wrote, however many reminders it is of`() async throws {
        var forged = messages
        forged.records.append(AuditedClinic.message(Self.allThree, ids: [1, 2, 3], uid: 1000))
        let outcome = try await forged.audited()
        #expect(outcome.status == 4, "\(outcome)")
        #expect(outcome.data.hasPrefix("DOUBTFUL\n  1 record looks like ours and was written by another user\n"), "\(outcome)")
        #expect(outcome.data.contains("forged   1 record that another user wrote (uid 1000) was not counted\n"), "\(outcome)")
    }

    @Test func `tells by the cursors what went with its file`() async throws {
        let journal = try JournalFile()
        try journal.write((1...2).map { AuditedClinic.record($0) }, to: "system@old.journal")
        try journal.write([AuditedClinic.record(3)])
        let cursors = try #require(JournalReader(.directory(journal.folder)).extents().extents.last)
        let cursor = "s=\(cursors.seqnumID);i=1;b=1;m=1;t=1;x=1"
        try FileManager.default.removeItem(atPath: "\(journal.folder)/system@old.journal")
        var clinic = three
        // Its count is gone, and what is left is newer.
        for index in 0..<2 {
            clinic.rows[index].cursor = cursor
            clinic.rows[index].settledAt = at("2020-11-20T13:00:01Z")
        }
        let rotated = try await clinic.audited(in: journal)
        #expect(rotated.status == 0, "\(rotated.data)")
        #expect(rotated.data.contains("journal  1 record of ours; 2 older ones were rotated away with their files\n"))
        #expect(rotated.data.contains("once, as far back as that reaches ("))
        clinic.rows[1].settledAt = at("2026-11-20T13:00:09Z")
        #expect(try await clinic.audited(in: journal).status == 4)
    }

    @Test func `cannot tell where a file is damaged`() async throws {
        let journal = try JournalFile()
        try journal.write((1...3).map { AuditedClinic.record($0) })
        try journal.write([AuditedClinic.record(1)], to: "system@1.journal")
        try Data(repeating: 0xFF, count: 4096).write(to: URL(filePath: "\(journal.folder)/system@1.journal"))
        let outcome = try await three.audited(in: journal)
        #expect(outcome.status == 5)
        #expect(outcome.data.hasPrefix("NOT READ\n  cannot read '\(journal.folder)/system@1.journal'"), "\(outcome.data)")
        #expect(outcome.data.hasSuffix("cannot tell: part of the journal cannot be read\n"))
    }

    @Test func `verifies seals with a key`() async throws {
        let key = Array("a key of thirty-two bytes, or so".utf8)
        let file = FileManager.default.temporaryDirectory.appending(path: "key-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        try Data(key).write(to: URL(filePath: file))
        var sealed = three
        sealed.records = (1...3).map { AuditedClinic.record($0, sealedWith: key) }
        let good = try await sealed.audited("--key", file)
        #expect(good.status == 0 && good.data.contains("journal  3 records of ours, their seals verified\n"), "\(good)")
        sealed.records[2] = AuditedClinic.record(3, sealedWith: key.reversed())
        sealed.records[1] = AuditedClinic.record(2)
        let bad = try await sealed.audited("--key", file)
        #expect(bad.status == 4)
        #expect(bad.data.contains("  1 record bears a seal that does not fit: number 3 ("))
        #expect(bad.data.contains("  1 record bears no seal: number 2 ("))
        try Data("short".utf8).write(to: URL(filePath: file))
        let short = try await sealed.audited("--key", file)
        #expect(short.status == 64 && short.talk.contains("has 5 bytes, and a key has 32 or more"))
        let missing = try await sealed.audited("--key", file + ".not")
        #expect(missing.status == 64 && missing.talk.contains("cannot be read (no such file or directory)"))
    }

    @Test func `begins where '--since' says`() async throws {
        var clinic = three
        clinic.rows[0].due = now - 86_400
        clinic.records.removeFirst()
        #expect(try await clinic.audited().status == 4)
        let outcome = try await clinic.audited("--since", "2026-11-20 14:00")
        #expect(outcome.status == 0, "\(outcome.data)\(outcome.talk)")
        #expect(outcome.data.hasPrefix("ledger   2 reminders with a receipt, 2–3 without a gap\n"))
        let unreadable = try await clinic.audited("--since", "yesterday")
        #expect(unreadable.status == 64 && unreadable.talk.contains("'yesterday' is not a time"))
    }

    @Test func `takes what is free for no gap, and what is older than a restore for known to the journal only`() async throws {
        var clinic = three
        clinic.rows.remove(at: 1)
        clinic.free = [2]
        clinic.records = [AuditedClinic.record(1), AuditedClinic.record(3), AuditedClinic.record(7)]
        #expect(try await clinic.audited().status == 4)
        clinic.restoredAt = now
        let outcome = try await clinic.audited()
        #expect(outcome.status == 0, "\(outcome.data)")
        #expect(outcome.data.contains("; 1 number given back\n"))
        #expect(outcome.data.contains("journal  2 records of ours; 1 known to it only, from before a backup was put in place on "))
    }

    @Test func `learns from any page that a backup was put in place`() async throws {
        var clinic = three
        clinic.records.append(AuditedClinic.record(7))
        #expect(try await clinic.audited().status == 4)
        clinic.restoredLater = now
        let outcome = try await clinic.audited()
        #expect(outcome.status == 0, "\(outcome.data)")
        #expect(outcome.data.contains("1 known to it only, from before a backup was put in place on "), "\(outcome.data)")
    }

    @Test func `takes a record that tells no attempt for the first`() async throws {
        var clinic = three
        clinic.rows[1] = AuditedClinic.row(2, attempt: 2)
        clinic.records[1].removeAll { $0.name == "AFTERCARE_ATTEMPT" }
        clinic.records.append(AuditedClinic.record(2, ("AFTERCARE_ATTEMPT", "2"), ("AFTERCARE_REDELIVERY", "uncertain")))
        #expect(try await clinic.audited().status == 0)
        // Two first ones are one too many, whatever they say of themselves.
        clinic.records[3] = AuditedClinic.record(2, ("AFTERCARE_REDELIVERY", "uncertain"))
        let twice = try await clinic.audited()
        #expect(twice.status == 4 && twice.data.contains("1 reminder is in the journal more than once"), "\(twice)")
    }

    @Test func `does not go on where the service is not there, or not of this release`() async throws {
        let outcome = try await Program.run("audit", "--socket", "/nonexistent/control.sock")
        #expect(outcome.status == 69 && outcome.data == "")
        let both = try await Program.run("audit", "--namespace", "a", "--directory", "/b")
        #expect(both.status == 64)
    }

    /// As another user, whose service it was before.
    private static let former = Author(machine: String(repeating: "a", count: 32), uid: 741)

    /// A line of the service's log, which names its store and is no reminder.
    private static let line: [(name: String, value: String)] = [
        ("MESSAGE", "the journal is back after 5 s"), ("SYSLOG_IDENTIFIER", "aftercared"), ("AFTERCARE_SECONDS", "5"),
        ("AFTERCARE_STORE", store.uuidString.lowercased()), ("_UID", "741"), ("_MACHINE_ID", former.machine),
    ]

    private static func moved(_ clinic: AuditedClinic) -> AuditedClinic {
        var moved = clinic
        moved.writers = [
            Writer(epoch: 1, author: former, since: now - 86_400),
            Writer(epoch: 2, author: Author(machine: "", uid: AuditedClinic.uid), since: now - 3600),
        ]
        return moved
    }

    @Test func `leaves to the service what it logged of its own work, as whichever user`() async throws {
        var logged = three
        logged.records.append(Self.line)
        let stranger = try await logged.audited()
        #expect(stranger.status == 4 && stranger.data.contains("1 record looks like ours and was written by another user"), "\(stranger)")
        let outcome = try await Self.moved(logged).audited()
        #expect(outcome.status == 0, "\(outcome.data)")
        #expect(!outcome.data.contains("forged"))
    }

    @Test func `looks at the ledger once more where it looks wrong, since the service goes on meanwhile`() async throws {
        var open = three
        open.highest = 4
        var given = open
        given.free = [4]
        let refuted = try await open.audited(then: given)
        #expect(refuted.outcome.status == 0 && refuted.looks == 2, "\(refuted)")
        var strange = three
        strange.records.append(Self.line)
        let doubtful = try await strange.audited(then: Self.moved(strange))
        #expect(doubtful.outcome.status == 0 && doubtful.looks == 2, "\(doubtful)")
        let stays = try await open.audited(then: open)
        #expect(stays.outcome.status == 4 && stays.looks == 2, "\(stays)")
        let proven = try await given.audited(then: open)
        #expect(proven.outcome.status == 0 && proven.looks == 1, "\(proven)")
    }
}

extension AuditedClinic {
    /// Answers as `later` does from the second look at its ledger on; the journal stays as it is.
    ///
    /// - Returns: also how often the ledger was looked at.
    func audited(then later: AuditedClinic) async throws -> (outcome: Program.Outcome, looks: Int) {
        let journal = try JournalFile()
        try journal.write(records)
        let count = Looks()
        let standIn = try StandIn { question in
            // A look begins with the first page.
            (count.noted(question.target.contains("after=") ? 0 : 1) > 1 ? later : self).answer(question)
        }
        defer { standIn.stop() }
        let outcome = try await Program.run(["audit", "--directory", journal.folder], socket: standIn.socket)
        return (outcome, count.noted(0))
    }

    private final class Looks: Sendable {
        private let count = Mutex(0)

        func noted(_ more: Int) -> Int {
            count.withLock { count in
                count += more
                return count
            }
        }
    }
}
