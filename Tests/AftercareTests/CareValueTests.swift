import Foundation
import Testing

@testable import Aftercare

@Suite struct `The history of a status` {
    private let history = History(Plan.Status.draft, since: at("2026-03-02T08:00:00Z"))
        .changed(to: .active, at: at("2026-03-03T08:00:00Z")).changed(to: .onHold, at: at("2026-03-04T08:00:00Z"))

    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", .draft), ("2026-03-02T08:00:00Z", .draft), ("2026-03-03T07:59:59Z", .draft),
            ("2026-03-03T08:00:00Z", .active), ("2026-03-04T07:59:59Z", .active), ("2026-03-04T08:00:00Z", .onHold),
            ("2027-01-01T00:00:00Z", .onHold),
        ] as [(String, Plan.Status)])
    func `knows what it was at any time`(instant: String, status: Plan.Status) {
        #expect(history.status(at: at(instant)) == status)
    }

    @Test func `begins with the first, and goes on with each that is another`() {
        #expect(history.current == .onHold && history.since == at("2026-03-04T08:00:00Z"))
        #expect(history.steps.map(\.status) == [.draft, .active, .onHold])
        #expect(history.changed(to: .onHold, at: at("2026-03-05T08:00:00Z")) == history)
        #expect(History(Plan.Status.active).since == Instant(seconds: 0))
    }

    @Test func `goes back by a step, but not behind the first`() {
        #expect(history.withoutLast().steps.map(\.status) == [.draft, .active])
        #expect(history.withoutLast().withoutLast().steps.map(\.status) == [.draft])
        #expect(history.withoutLast().withoutLast().withoutLast().steps.map(\.status) == [.draft])
    }

    @Test func `is read as it was written, and never empty`() throws {
        let json = try JSONEncoder().encode(history)
        #expect(try JSONDecoder().decode(History<Plan.Status>.self, from: json) == history)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(History<Plan.Status>.self, from: Data("[]".utf8)) }
        let one = Data(#"[{"status":"on-hold","since":"2026-03-04T08:00:00Z"}]"#.utf8)
        #expect(try JSONDecoder().decode(History<Plan.Status>.self, from: one).current == .onHold)
    }

    @Test func `is the status of a patient and of a plan`() {
        var someone = Patient(
            id: id("P-1"), zone: "UTC", language: .english, quietHours: nil, history: History(.optedOut), name: nil)
        #expect(someone.status == .optedOut)
        someone.history = someone.history.changed(to: .active, at: at("2026-03-02T08:00:00Z"))
        #expect(someone.status == .active)
        var plan = plan(of: soundProtocol(), status: .draft)
        #expect(plan.status == .draft)
        plan.history = history
        #expect(plan.status == .onHold)
    }
}

/// What each case means, and the words that are stored and shown for it.
@Suite struct `A case` {
    @Test func `of a plan's status says whether it is over`() {
        #expect(Plan.Status.allCases.filter(\.isFinal).map(\.rawValue) == ["completed", "revoked", "entered-in-error"])
        #expect(Plan.Status.allCases.filter { !$0.isFinal }.map(\.rawValue) == ["draft", "active", "on-hold"])
    }

    @Test func `of a treatment's status says whether it takes place`() {
        #expect(Treatment.Status.allCases.filter(\.takesPlace).map(\.rawValue) == ["booked", "completed", "in-progress"])
        #expect(Treatment.Status.allCases.filter { !$0.takesPlace }.map(\.rawValue) == ["cancelled", "no-show", "entered-in-error"])
    }

    @Test func `of a role says whether it is for the staff`() {
        #expect(Role.allCases.filter(\.isForStaff) == [.escalation, .confirmation, .reaction])
        #expect(Role.allCases.filter { !$0.isForStaff }.map(\.rawValue) == ["reminder", "nag", "snoozed", "standing", "correction"])
    }

    @Test func `of a kind has the key of what it is about`() {
        #expect(
            Instruction.Kind.allCases.map { "\($0.rawValue) \($0.subjectKey ?? "-")" } == [
                "compress -", "abstain from", "restrict activity", "limit nutrient", "monitor signs", "followUp -", "advise -",
            ])
    }

    @Test func `of an edge says which one it is, and on which side of it`() {
        #expect(Anchor.Edge.allCases.filter(\.isBefore).map(\.rawValue) == ["before-start", "before-end"])
        #expect(Anchor.Edge.allCases.filter(\.isOfStart).map(\.rawValue) == ["before-start", "after-start"])
    }

    @Test func `of a route is spelt as in a protocol file`() {
        #expect(
            Route.allCases.map(\.rawValue) == [
                "inhalation", "intranasal", "intravenous", "intramuscular", "subcutaneous", "topical", "intra-articular",
            ])
    }

    @Test func `of a patient's status is spelt as it is stored`() {
        #expect(Patient.Status.allCases.map(\.rawValue) == ["active", "inactive", "deceased", "opted-out", "entered-in-error"])
    }
}

@Suite struct `The identity of a repetition` {
    @Test func `leads back to its reminder`() {
        let nag = OccurrenceKey(treatment: id("T-1"), timingRevision: 3, instruction: id("ice"), place: 5, role: .nag, ordinal: 2)
        let reminder = OccurrenceKey(treatment: id("T-1"), timingRevision: 3, instruction: id("ice"), place: 5)
        #expect(reminder.role == .reminder && reminder.ordinal == 0)
        #expect(nag.base == reminder && reminder.base == reminder && nag != reminder)
    }
}

@Suite struct `A treatment that is changed` {
    private let now = at("2026-03-01T10:00:00Z")

    @Test func `is planned anew from now on`() {
        let anew = treatment().replanned(at: now).replanned(at: now + 60)
        #expect(anew.timingRevision == 3 && anew.timesKnownAt == now + 60)
        #expect(treatment().known(from: now).timesKnownAt == now && treatment().known(from: now).timingRevision == 1)
    }

    @Test func `is not planned anew where its end stays and only what was planned is another`() {
        var began = treatment()
        began.actualStart = at("2026-03-02T08:20:00Z")
        began.actualEnd = at("2026-03-02T09:10:00Z")
        let changed = began.changed(at: now) { $0.plannedEnd = at("2026-03-02T09:30:00Z") }
        #expect(changed.timingRevision == 1 && changed.plannedEnd == at("2026-03-02T09:30:00Z"))
    }
}

@Suite struct `A clinic` {
    @Test func `is reached by the command, unless another is set`() {
        let other = sampleClinic.reached(by: "aftercarectl --clinic north")
        #expect(sampleClinic.command == "aftercarectl" && other.command == "aftercarectl --clinic north")
        #expect(other != sampleClinic && other.reached(by: "aftercarectl") == sampleClinic)
    }
}
