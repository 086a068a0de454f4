import Foundation
import Testing

@testable import Aftercare

/// What a collector has of one store, drawn in the order of writing, a second apart.
///
///     A: 1 2 | 3' B: 4    A is a machine, | a barrier on it, 3' a record whose attempt is the second
///     2u  3'u             u marked uncertain
///     2c                  c a copy of the record before, as an upload that begins anew makes it
///     !2  ~2              ! of another user, without a unit; ~ of the service's user, without a unit
///     2=9                 reminder 2 bears the number 9
///     2+3 4+5'u=9         a record of several reminders, which bears the number of the first
///     2x 2n 2g            a broken seal, none, a good one
///     0                   no number can be read
private struct Drawn {
    var text: String
    var since: Int64?
    var uids: Set<UInt32> = []
    var unread: [String] = []
    /// Whether a unit is on the records at all.
    var hasUnits = true

    static let store = uuid(0xA)
    private static let count = uuid(0xC)

    private static func uuid(_ last: UInt8) -> UUID { UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last)) }

    /// Everything in `text`, barriers first.
    func report() throws -> CollectedReport {
        var audit = CollectedAudit(uids: uids, since: since.map(Instant.init(seconds:)))
        var machine: Substring = "A"
        var marks = 0
        var steps: [(text: Substring, machine: Substring, at: UInt64)] = []
        for (at, text) in text.split(separator: " ").enumerated() {
            if text.hasSuffix(":") {
                machine = text.dropLast()
            } else {
                steps.append((text, machine, UInt64(at)))
            }
        }
        for step in steps where step.text == "|" { audit.takeBarrier(from: origin("", of: step.machine, at: step.at)) }
        for step in steps where step.text != "|" {
            if !step.text.contains("c") { marks += 1 }
            try audit.take(record(step.text, mark: marks, at: step.at), from: origin(step.text, of: step.machine, at: step.at))
        }
        return audit.report(unread: unread)
    }

    /// `refuted: gap 3–4, twice 2`
    func told() throws -> String {
        let clinic = try #require(try report().clinics.first)
        let findings = clinic.findings.map { finding in
            let numbers = finding.examples.compactMap { example in
                example.sequence.map { " \($0)\(example.through.map { "–\($0)" } ?? "")" }
            }
            return finding.code.rawValue + (finding.count > 1 ? " ×\(finding.count)" : "") + numbers.joined()
        }
        return clinic.verdict.rawValue + (findings.isEmpty ? "" : ": \(findings.joined(separator: ", "))")
    }

    private func origin(_ text: Substring, of machine: Substring, at: UInt64) -> CollectedAudit.Origin {
        let isOther = text.hasPrefix("!")
        return CollectedAudit.Origin(
            author: .init(machine: String(machine), uid: isOther ? 1000 : 7), host: "host-\(machine)", sender: "sender-\(machine)",
            unit: isOther || text.hasPrefix("~") || !hasUnits ? nil : .system,
            moment: .init(place: RecordPlace(count: Self.count, number: at), microseconds: at * 1_000_000))
    }

    private func record(_ text: Substring, mark: Int, at: UInt64) throws -> Audit.Record {
        let body = text.drop { $0 == "!" || $0 == "~" }
        let reminder = try #require(Int(body.prefix { $0.isNumber }))
        let bears = body.contains("=") ? try #require(Int64(body.split(separator: "=")[1])) : Int64(reminder)
        let items = try body.split(separator: "+").map { text in
            let number = try #require(Int(text.prefix { $0.isNumber }))
            return Audit.Record.Item(
                id: OccurrenceID(uuid: Self.uuid(UInt8(truncatingIfNeeded: number))), attempt: 1 + text.count { $0 == "'" },
                redelivery: text.contains("u") ? .uncertain : nil)
        }
        return Audit.Record(
            reminders: items, store: Self.store, sequence: bears == 0 ? nil : bears, author: Author(machine: "A", uid: 7),
            at: Instant(seconds: Int64(at)), mark: mark,
            seal: body.contains("x") ? .wrong : body.contains("n") ? .missing : body.contains("g") ? .good : .unchecked)
    }
}

@Suite struct `An audit of collected journals` {
    @Test(arguments: [
        ("1 2 3", "proven"),
        ("2 1 3", "proven"),
        ("4 5 6", "proven"),
        // Nothing came after the hole that could have filled it, and its service saw no reason to take it back.
        ("1 2 4", "refuted: gap 3"),
        ("1 2 5 9", "refuted: gap ×5 3–4 6–8"),
        // A barrier behind all of it: 3 may have been given back, and wait for the next reminder.
        ("1 2 4 |", "cannot-tell: perhaps-free 3"),
        ("1 2 4 | 3", "proven"),
        // The service went on to 5, and would have given 3 first.
        ("1 2 4 | 5", "refuted: gap 3"),
        ("1 2 4 | 5 |", "cannot-tell: perhaps-free 3"),
        ("1 3 5 | 4", "refuted: gap 2"),
        ("1 3 5 | 2", "cannot-tell: perhaps-free 4"),
        // A barrier of another machine says nothing.
        ("A: 1 2 4 B: |", "refuted: gap 3"),
        ("1 2 2", "refuted: twice 2"),
        ("1 2 2'u", "proven"),
        ("1 2 2'", "refuted: twice 2"),
        // Neither is the second attempt, whatever it says of itself.
        ("1 2 2u", "refuted: twice 2"),
        // The later attempt may bear the lower number, one that was given back.
        ("1=2 2=3 2'u=1 4", "proven"),
        ("1 2 2'u=4", "refuted: gap 3"),
        // Damage hid whether 3 had been used, so it is never given again.
        ("1 2 3'u=4", "cannot-tell: perhaps-free 3"),
        ("1 2 3'u=5", "refuted: gap ×2 3–4"),
        ("1 2 2c 2c", "proven"),
        ("1 2 3=2", "refuted: shared-number 2"),
        ("1 2 0", "refuted: unreadable"),
        ("1 2 3=9223372036854775807", "refuted: unreadable"),
        ("1 2 3=9223372036854775806", "refuted: gap ×9223372036854775803 3–9223372036854775805"),
        ("1 2 !3 !9", "doubtful: forged ×2"),
        ("1 ~2 3", "proven"),
        ("1g 2x 3n", "refuted: broken-seal 2, unsealed 3"),
    ])
    func `tells what is missing, twice or borne by two`(journal: String, told: String) throws {
        #expect(try Drawn(text: journal).told() == told)
    }

    @Test(arguments: [
        ("1+2+3 4=2", "proven"),
        ("1+2+3 4=2 5=4", "refuted: gap 3"),
        ("1+2+3 4+5=3 |", "cannot-tell: perhaps-free 2"),
        ("1+2+3 1+2+3c 1+2+3c 4=2", "proven"),
        // The same reminder in two messages.
        ("1+2 2+3=2", "refuted: twice 1"),
        ("1+2 2'u+3=2", "proven"),
        ("1+2 2'+3=2", "refuted: twice 1"),
        // Two messages under one number, and one that repeats a part of the other.
        ("1+2 3+4=1", "refuted: shared-number 1"),
        ("1+2 2'u+3=1", "refuted: shared-number 1"),
        ("1+2 1'u", "proven"),
        ("1 1'u+2=1", "proven"),
        // Damage hid whether two numbers had been used, or one for both.
        ("1 2'u+3'u=4", "cannot-tell: perhaps-free ×2 2–3"),
        ("1 2'u+3'u=5", "refuted: gap ×3 2–4"),
        // A record is counted, however many reminders it is of.
        ("1+2+3x 4n=2", "refuted: broken-seal 1, unsealed 2"),
        ("1+2+3 !1+2+3 !4", "doubtful: forged ×2"),
        ("1+2+3 0+4", "refuted: unreadable"),
    ])
    func `tells of messages`(journal: String, told: String) throws {
        #expect(try Drawn(text: journal).told() == told)
    }

    @Test func `says from where to where, by whom, and on which machine`() throws {
        let clinic = try #require(try Drawn(text: "412 413 415 | 414 414c !420").report().clinics.first)
        #expect(clinic.store == "00000000-0000-0000-0000-00000000000a" && clinic.host == "host-A")
        #expect(clinic.first == 412 && clinic.last == 415 && clinic.records == 4 && clinic.copies == 1)
        #expect(clinic.forged.records == 1 && clinic.forged.users == [1000])
        let machine = try #require(clinic.machines.first)
        #expect(machine.id == "A" && machine.senders == ["sender-A"] && machine.users == [7] && machine.records == 4)
        #expect(clinic.oldest == Instant(seconds: 0) && clinic.newest == Instant(seconds: 5))
    }

    @Test func `counts the records, and the reminders in them`() throws {
        let clinic = try #require(try Drawn(text: "1+2+3 1+2+3c 4=2 5+6=3 5+6c=3 !7+8").report().clinics.first)
        #expect(clinic.records == 3 && clinic.reminders == 6 && clinic.copies == 2 && clinic.forged.records == 1)
        #expect(clinic.machines.map(\.records) == [3] && clinic.first == 1 && clinic.last == 3)
        let single = try #require(try Drawn(text: "1 2 2c").report().clinics.first)
        #expect(single.records == 2 && single.reminders == 2 && single.copies == 1)
    }

    @Test func `lets a store move to another machine, and not run on two at once`() throws {
        // 3 was said after the backup was made that B began with.
        let moved = try Drawn(text: "A: 1 2 3 B: 4=3 5=4").report()
        #expect(moved.verdict == .proven)
        #expect(moved.clinics.first?.machines.map(\.id) == ["A", "B"] && moved.clinics.first?.host == "host-B")
        #expect(try Drawn(text: "A: 1 2 3 B: 4=3 5=4 A: 6=4").told() == "refuted: shared-number ×2 3 4")
        #expect(try Drawn(text: "A: 1 2+3 B: 4+5=2 6=3").told() == "proven")
        #expect(try Drawn(text: "A: 1 2+3 B: 4+5=2 A: 6=3").told() == "refuted: shared-number 2")
    }

    @Test func `counts those whom a unit or a seal vouches for, or who are named`() throws {
        #expect(try Drawn(text: "1 2", hasUnits: false).told() == "cannot-tell: unvouched ×2")
        #expect(try Drawn(text: "1g 2g", hasUnits: false).told() == "proven")
        #expect(try Drawn(text: "1 2 !3", uids: [7], hasUnits: false).told() == "doubtful: forged")
        #expect(try Drawn(text: "1 2", uids: [8]).told() == "cannot-tell: forged ×2")
        // A unit is better than a seal: what somebody replays is not counted.
        #expect(try Drawn(text: "1g 2g !2g").told() == "doubtful: forged")
    }

    @Test func `begins above what came before a time`() throws {
        var drawn = Drawn(text: "1 3 4 5 6")
        #expect(try drawn.told() == "refuted: gap 2")
        drawn.since = 2
        let clinic = try #require(try drawn.report().clinics.first)
        #expect(clinic.verdict == .proven && clinic.first == 4 && clinic.last == 6)
        drawn.text = "1 2 3 5"
        #expect(try drawn.told() == "refuted: gap 4")
        // The first number that came since is missing, too.
        drawn.text = "1 2 4 5"
        #expect(try drawn.told() == "refuted: gap 3")
        drawn.since = 9
        #expect(try drawn.report().clinics.isEmpty)
    }

    @Test func `proves nothing where something could not be read`() throws {
        let report = try Drawn(text: "1 2", unread: ["cannot read 'remote-a.journal'"]).report()
        #expect(report.verdict == .cannotTell && report.clinics.map(\.verdict) == [.cannotTell])
        #expect(try Drawn(text: "1 3", unread: ["x"]).report().verdict == .refuted)
        #expect(CollectedReport(clinics: []).verdict == .cannotTell)
    }

    @Test func `comes to the gravest of what its clinics come to`() {
        let byGravity: [CollectedReport.Verdict] = [.proven, .doubtful, .cannotTell, .refuted]
        for (one, other) in byGravity.indices.flatMap({ one in byGravity.indices.map { (one, $0) } }) {
            let clinics = [one, other].map { gravity in
                var clinic = CollectedReport.Clinic(store: "\(gravity)")
                clinic.verdict = byGravity[gravity]
                return clinic
            }
            #expect(CollectedReport(clinics: clinics).verdict == byGravity[max(one, other)])
            #expect(CollectedReport(clinics: clinics, unread: ["x"]).verdict == byGravity[max(one, other, 2)])
        }
    }

    @Test func `takes a barrier for later only where the clock and the collector's own count say so`() throws {
        func told(barrierAt microseconds: UInt64, place: UInt64) throws -> CollectedReport.Verdict {
            var audit = CollectedAudit()
            func origin(_ number: UInt64, _ at: UInt64) -> CollectedAudit.Origin {
                .init(
                    author: .init(machine: "A", uid: 7), host: "", sender: "", unit: .system,
                    moment: .init(place: RecordPlace(count: Drawn.store, number: number), microseconds: at))
            }
            audit.takeBarrier(from: origin(place, microseconds))
            for number: Int64 in [1, 3] {
                let record = Audit.Record(
                    id: OccurrenceID(uuid: UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, UInt8(number)))),
                    store: Drawn.store, sequence: number, uid: 7, at: Instant(seconds: 0), mark: Int(number))
                audit.take(record, from: origin(50 + UInt64(number), 50 + UInt64(number)))
            }
            return audit.report(unread: []).verdict
        }
        #expect(try told(barrierAt: 10, place: 10) == .refuted)
        #expect(try told(barrierAt: 90, place: 90) == .cannotTell)
        // A clock that was set back, or an upload that began anew: doubt.
        #expect(try told(barrierAt: 10, place: 90) == .cannotTell)
        #expect(try told(barrierAt: 90, place: 10) == .cannotTell)
    }
}
