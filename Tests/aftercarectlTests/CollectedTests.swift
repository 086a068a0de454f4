import Aftercare
import AftercareAPI
import Foundation
import Testing

@testable import aftercarectl

/// A collector's directory, with real journal files.
private struct Collector {
    let journal: JournalFile

    init() throws { journal = try JournalFile() }

    static let key = Array("a key of thirty-two bytes, or so".utf8)

    /// A record of the clinic `name`, as its machine's journal took it.
    static func record(
        _ number: Int, of name: Character = "a", uid: UInt32 = 990, unit: String? = "aftercared.service",
        sealedWith key: [UInt8]? = nil
    ) -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = [
            ("MESSAGE", "No alcohol."), ("SYSLOG_IDENTIFIER", "aftercare"), ("AFTERCARE_SEQ", "\(number)"),
            ("AFTERCARE_REMINDER_ID", occurrence(number).text), ("AFTERCARE_ATTEMPT", "1"), ("AFTERCARE_STORE", store(name)),
        ]
        if let key { fields.append((RecordSeal.field, RecordSeal.sign(fields: fields, key: key))) }
        return fields + origin(name, uid: uid, unit: unit)
    }

    /// A message of several reminders, among them the first, which bears the number 1.
    static func message(_ list: String, ids: [Int], uid: UInt32 = 990) -> [(name: String, value: String)] {
        var fields = record(1, uid: uid)
        fields.append(("AFTERCARE_REMINDERS", list))
        for id in ids where id != 1 { fields.append(("AFTERCARE_REMINDER_ID", occurrence(id).text)) }
        return fields
    }

    static func barrier(of name: Character = "a", uid: UInt32 = 990) -> [(name: String, value: String)] {
        [("MESSAGE", "aftercared looks whether the journal is reading"), ("AFTERCARE_BARRIER", UUID().uuidString)]
            + origin(name, uid: uid, unit: "aftercared.service")
    }

    private static func origin(_ name: Character, uid: UInt32, unit: String?) -> [(name: String, value: String)] {
        [("_UID", "\(uid)"), ("_HOSTNAME", "clinic-\(name)"), ("_MACHINE_ID", String(repeating: name, count: 32))]
            + (unit.map { [("_SYSTEMD_UNIT", $0)] } ?? [])
    }

    static func store(_ name: Character) -> String {
        [8, 4, 4, 4, 12].map { String(repeating: name, count: $0) }.joined(separator: "-")
    }

    func audited(_ words: String...) async throws -> Program.Outcome {
        try await Program.run(["audit", "--collected", journal.folder] + words, socket: "/nonexistent/control.sock")
    }

    /// A file with bytes beside the journals.
    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let path = URL(filePath: journal.folder).appending(path: name)
        try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: path)
        return path.path
    }
}

@Suite struct `An audit of what was collected, on the command line` {
    @Test func `reads every file below, asks no service, and proves each clinic by itself`() async throws {
        let collector = try Collector()
        try collector.journal.write((1...2).map { Collector.record($0) }, to: "remote-a@1.journal")
        try collector.journal.write([Collector.record(3)], to: "remote-a.journal")
        _ = try collector.file("more/notes", [])
        try collector.journal.write((7...9).map { Collector.record($0, of: "b") }, to: "more/remote-b.journal")
        let outcome = try await collector.audited()
        #expect(outcome.status == 0 && outcome.talk == "", "\(outcome)")
        #expect(
            outcome.data == """
                MACHINE   STORE     NUMBERS  RECORDS  LAST RECORD           VERDICT
                clinic-a  aaaaaaaa  1–3            3  Fri 2026-11-20 14:00  proven
                clinic-b  bbbbbbbb  7–9            3  Fri 2026-11-20 14:00  proven

                TO KNOW
                  clinic-b (bbbbbbbb): begins at number 7: what was before is older than '--since', went with old files, or was not \
                collected

                proven: the sequences of 2 clinics are complete, each reminder once, from the first number that was collected to the \
                last

                """)
        let json = try await collector.audited("--format", "json")
        let report = try Wire.decode(CollectedReport.self, from: Data(json.data.utf8))
        #expect(report.verdict == .proven && report.clinics.map(\.store) == ["a", "b"].map { Collector.store($0) })
        #expect(report.clinics.map(\.machines.first?.senders) == [["a"], ["b"]])
    }

    @Test func `tells reminders from records where a record is of several`() async throws {
        let collector = try Collector()
        let list = messageList(messageItem(1), messageItem(2), messageItem(3))
        try collector.journal.write([Collector.message(list, ids: [1, 2, 3])], to: "remote-a.journal")
        try FileManager.default.copyItem(
            atPath: "\(collector.journal.folder)/remote-a.journal", toPath: "\(collector.journal.folder)/remote-other.journal")
        let outcome = try await collector.audited()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.data.contains("clinic-a  aaaaaaaa  1–1            1  "), "\(outcome.data)")
        #expect(outcome.data.contains("TO KNOW\n  clinic-a (aaaaaaaa): 3 reminders in 1 record\n"), "\(outcome.data)")
        #expect(outcome.data.contains("1 record came twice from the uploader, and counts once\n"), "\(outcome.data)")
        // The number 2 is that of a reminder that the message has, too.
        try collector.journal.write([Collector.record(2)], to: "remote-a.journal")
        let twice = try await collector.audited()
        #expect(twice.status == 4 && twice.data.contains("1 reminder is there more than once"), "\(twice)")
    }

    @Test func `counts once a message that another user wrote, or whose list is not that of its reminders`() async throws {
        let collector = try Collector()
        let list = messageList(messageItem(1), messageItem(2), messageItem(3))
        try collector.journal.write([Collector.message(list, ids: [1, 2, 3])])
        try collector.journal.write([Collector.message(list, ids: [1, 2, 3], uid: 1000)])
        let forged = try await collector.audited("--uid", "990")
        #expect(forged.status == 4 && forged.data.contains("1 record that another user wrote (uid 1000) was not counted\n"), "\(forged)")
        for list in ["3", "[]", messageList(messageItem(1), messageItem(2))] {
            let broken = try Collector()
            try broken.journal.write([Collector.message(list, ids: [1, 2, 3])])
            let outcome = try await broken.audited()
            #expect(outcome.status == 4, "\(outcome)")
            #expect(outcome.data.contains("1 record of the service's own user has no id or number that can be read\n"), "\(outcome)")
        }
    }

    @Test func `names what is missing, and tells what may have been given back`() async throws {
        let collector = try Collector()
        try collector.journal.write([1, 2, 4].map { Collector.record($0) })
        let lost = try await collector.audited()
        #expect(lost.status == 4, "\(lost)")
        #expect(lost.data.contains("WRONG\n  clinic-a (aaaaaaaa): 1 number is in none of the files, though the service went on"))
        #expect(lost.data.contains("to later ones: number 3\n") && lost.data.hasSuffix("refuted: 1 of 1 clinic\n"), "\(lost.data)")

        try collector.journal.write([Collector.barrier(uid: 1000)])
        #expect(try await collector.audited().status == 4)
        try collector.journal.write([Collector.barrier()])
        let free = try await collector.audited()
        #expect(free.status == 5, "\(free)")
        #expect(free.data.contains("CANNOT BE TOLD\n  clinic-a (aaaaaaaa): 1 number is in none of the files, and may have been given"))
        try collector.journal.write([Collector.record(3), Collector.record(5)])
        #expect(try await collector.audited().status == 0)
    }

    @Test func `counts a copy once, and another user's records not at all`() async throws {
        let collector = try Collector()
        try collector.journal.write([1, 2].map { Collector.record($0) }, to: "remote-a.journal")
        try FileManager.default.copyItem(
            atPath: "\(collector.journal.folder)/remote-a.journal", toPath: "\(collector.journal.folder)/remote-other.journal")
        try collector.journal.write([Collector.record(2, uid: 1000, unit: "user@1000.service")], to: "remote-a.journal")
        let outcome = try await collector.audited()
        #expect(outcome.status == 4, "\(outcome)")
        #expect(outcome.data.contains("DOUBTFUL\n") && outcome.data.hasSuffix("doubtful: 1 of 1 clinic\n"), "\(outcome)")
        #expect(outcome.data.contains("machine aaaaaaaa was sent by a and other\n"), "\(outcome.data)")
        #expect(outcome.data.contains("2 records came twice from the uploader, and count once\n"))
        #expect(outcome.data.contains("1 record that another user wrote (uid 1000) was not counted\n"))
    }

    @Test func `takes those of a user's own service, where no system's service wrote any there`() async throws {
        let collector = try Collector()
        let own = (1...2).map {
            Collector.record($0, uid: 1000, unit: "user@1000.service") + [("_SYSTEMD_USER_UNIT", "aftercared.service")]
        }
        try collector.journal.write(own)
        let alone = try await collector.audited()
        #expect(alone.status == 0 && alone.data.contains("1–2"), "\(alone)")
        try collector.journal.write((4...6).map { Collector.record($0) })
        let beside = try await collector.audited()
        #expect(
            beside.data.contains("4–6") && beside.data.contains("2 records that another user wrote (uid 1000) were not counted"),
            "\(beside)")
    }

    @Test func `does not take records for the service's own that nothing vouches for`() async throws {
        let collector = try Collector()
        try collector.journal.write([1, 2].map { Collector.record($0, unit: "session-1.scope") })
        let unknown = try await collector.audited()
        #expect(unknown.status == 5 && unknown.data.contains("not one came from a unit aftercared.service"), "\(unknown)")
        #expect(try await collector.audited("--uid", "990").status == 0)
        #expect(try await collector.audited("--uid", "991").status == 5)
    }

    @Test func `verifies seals with each clinic's own key`() async throws {
        let collector = try Collector()
        let other = Array(Collector.key.reversed())
        try collector.journal.write([1, 2].map { Collector.record($0, sealedWith: Collector.key) }, to: "remote-a.journal")
        try collector.journal.write([1, 2].map { Collector.record($0, of: "b", sealedWith: other) }, to: "remote-b.journal")
        let first = try collector.file("keys/\(Collector.store("a")).key", Collector.key)
        let one = try await collector.audited("--key", first)
        #expect(one.status == 4 && one.data.contains("clinic-b (bbbbbbbb): 2 records bear seals that fit no key"), "\(one)")
        let second = try collector.file("keys/\(Collector.store("b")).key", other)
        let both = try await collector.audited("--key", first, "--key", second)
        #expect(both.status == 0 && both.data.contains("each reminder once, their seals verified,"), "\(both)")
        #expect(try await collector.audited("--key", URL(filePath: first).deletingLastPathComponent().path).status == 0)
        // The other clinic's key, in a file of this one's name.
        let exchanged = try collector.file("exchanged/\(Collector.store("a")).key", other)
        let wrong = try await collector.audited("--key", exchanged)
        #expect(wrong.status == 4 && wrong.data.contains("clinic-b (bbbbbbbb): 2 records bear seals that fit no key"), "\(wrong)")

        try collector.journal.write([Collector.record(3)], to: "remote-a.journal")
        let unsealed = try await collector.audited("--key", first, "--key", second)
        #expect(unsealed.status == 4 && unsealed.data.contains("1 record bears no seal: number 3 ("), "\(unsealed)")
    }

    @Test func `begins where '--since' says`() async throws {
        let collector = try Collector()
        try collector.journal.write([1, 3, 4, 5].map { Collector.record($0) })
        #expect(try await collector.audited().status == 4)
        // Records are a second apart; of the third on.
        let outcome = try await collector.audited("--since", "2026-11-20T13:00:03Z")
        #expect(outcome.status == 0 && outcome.data.contains("clinic-a  aaaaaaaa  4–5"), "\(outcome)")
        let nothing = try await collector.audited("--since", "2026-11-20T14:00:00Z")
        #expect(nothing.status == 5 && nothing.talk.contains("no record of aftercared is in"), "\(nothing)")
    }

    @Test func `says what to do where there is nothing to audit`() async throws {
        let collector = try Collector()
        let empty = try await collector.audited()
        #expect(empty.status == 5 && empty.data == "", "\(empty)")
        #expect(empty.talk.contains("there is no journal file in '\(collector.journal.folder)' or below; see on the collector whether"))
        try collector.journal.write([[("MESSAGE", "of another program"), ("_UID", "0")]])
        let foreign = try await collector.audited()
        #expect(foreign.status == 5 && foreign.data == "", "\(foreign)")
        #expect(foreign.talk.contains("'--directory=/var/log/journal/MACHINE-ID.aftercare'"))
        let missing = try await Program.run("audit", "--collected", "/nonexistent")
        #expect(missing.status == 64 && missing.talk.contains("'/nonexistent' is not a directory; name the one that"))
        for words in [["--directory", "/a"], ["--namespace", "a"]] {
            let both = try await Program.run(["audit", "--collected", "/b"] + words)
            #expect(both.status == 64 && both.talk.contains(" or '--collected', not both"), "\(both)")
        }
        #expect(try await Program.run("audit", "--uid", "7").status == 64)
        #expect(try await Program.run("audit", "--key", "/a", "--key", "/b").status == 64)
    }

    @Test func `proves nothing where a file cannot be read`() async throws {
        let collector = try Collector()
        try collector.journal.write([1, 2].map { Collector.record($0) }, to: "remote-a.journal")
        let damaged = try collector.file("remote-b.journal", [UInt8](repeating: 0xFF, count: 4096))
        let outcome = try await collector.audited()
        #expect(outcome.status == 5 && outcome.data.contains("NOT READ\n  cannot read '\(damaged)'"), "\(outcome)")
        #expect(outcome.data.hasSuffix("cannot tell: not everything could be read\n"))
    }
}

@Suite struct `A sheet of an audit of what was collected` {
    private func clinic(_ name: Character, _ verdict: CollectedReport.Verdict) -> CollectedReport.Clinic {
        var clinic = CollectedReport.Clinic(store: Collector.store(name))
        clinic.verdict = verdict
        clinic.first = 412
        clinic.last = 1_980
        clinic.records = 1_569
        clinic.newest = now - 600
        clinic.machines = [
            .init(
                id: String(repeating: name, count: 32), host: "clinic-\(name)", senders: ["10.0.1.2"], users: [990], records: 1_569,
                oldest: now - 86_400, newest: now - 600)
        ]
        return clinic
    }

    @Test func `puts a line for each clinic first, then what is wrong, then what to know`() throws {
        var wrong = clinic("a", .refuted)
        wrong.findings = CollectedReport.Code.allCases.enumerated().map { index, code in
            let examples = (0...(index % 3)).map { place in
                let number = Int64(500 + 10 * index + place)
                return code == .gap || code == .perhapsFree
                    ? CollectedReport.Example(sequence: number, through: number + 3)
                    : CollectedReport.Example(reminder: occurrence(place), sequence: number)
            }
            let isNamed = code != .unreadable && code != .unvouched
            return .init(code: code, count: code == .gap ? 4 : index + 7, examples: isNamed ? examples : [])
        }
        var moved = clinic("b", .proven)
        moved.first = 1
        moved.machines.append(
            .init(
                id: String(repeating: "c", count: 32), host: "clinic-c", senders: ["10.0.1.3", "10.0.1.9"], users: [991],
                records: 12, oldest: now - 500, newest: now - 60))
        moved.copies = 1_204
        moved.redelivered.once = 2
        moved.redelivered.marked = 1
        moved.forged.records = 3
        moved.forged.users = [1000, 1001]
        let report = CollectedReport(clinics: [wrong, moved], unread: ["cannot read 'remote-x.journal': bad message; look again"])
        let sheet = CollectedSheet(report: report, clock: StaffTimeFormat(zone: berlin, now: now))
        try Golden.expect(sheet.lines(on: .plain), "audit-collected")
        #expect(sheet.lines(on: Canvas(width: 80, isColored: false)).allSatisfy { $0.count <= 80 || !$0.contains(" ") })
    }

    @Test(arguments: [(0, 1_569), (1_569, 1_569), (1_570, 1_569), (2, 1)])
    func `says how many reminders there are where a record is of several`(reminders: Int, records: Int) {
        var clinic = clinic("a", .proven)
        (clinic.first, clinic.records, clinic.reminders) = (1, records, reminders)
        let lines = CollectedSheet(report: CollectedReport(clinics: [clinic]), clock: StaffTimeFormat(zone: berlin, now: now))
            .lines(on: .plain)
        let note = "  clinic-a (aaaaaaaa): \(plural(reminders, "reminder")) in \(plural(records, "record"))"
        #expect(lines.contains(note) == (reminders > records), "\(lines)")
    }

    @Test(
        arguments: [
            ([.refuted, .refuted, .doubtful, .cannotTell], "refuted: 2 of 4 clinics"),
            ([.doubtful, .proven, .doubtful], "doubtful: 2 of 3 clinics"),
            ([.cannotTell, .cannotTell, .doubtful, .proven], "cannot tell: 2 of 4 clinics"), ([.cannotTell], "cannot tell: 1 of 1 clinic"),
        ] as [([CollectedReport.Verdict], String)])
    func `ends with the worst, and with how many clinics that is`(verdicts: [CollectedReport.Verdict], words: String) {
        let clinics = verdicts.map { verdict in
            var clinic = CollectedReport.Clinic(store: Collector.store("a"))
            clinic.verdict = verdict
            return clinic
        }
        let sheet = CollectedSheet(report: CollectedReport(clinics: clinics), clock: StaffTimeFormat(zone: berlin, now: now))
        #expect(sheet.lines(on: .plain).last == words)
        let unread = CollectedSheet(
            report: CollectedReport(clinics: [], unread: ["cannot read 'x'"]), clock: StaffTimeFormat(zone: berlin, now: now))
        #expect(unread.lines(on: .plain).last == "cannot tell: not everything could be read")
    }
}
