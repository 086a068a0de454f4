import Aftercare
import Testing

/// Why little or nothing is said to a patient. The sample treatment is on 2 March 2026, from 08:00 to 09:00 UTC.
@Suite struct `The reasons of silence` {
    private let sample = careProtocol(noAlcohol, compress())
    private let eve = at("2026-03-01T12:00:00Z")

    private func silences(
        _ plans: [Plan], _ treatments: [Treatment] = [], reactions: [Reaction] = [], patient: Patient? = nil,
        protocol other: CareProtocol? = nil, at now: Instant? = nil
    ) -> [Suppression] {
        let record = CareRecord(
            store: sampleStore, patient: patient ?? AftercareTests.patient(), zone: .utc, clinic: sampleClinic,
            assignedPlans: plans.map { AssignedPlan(plan: $0, careProtocol: other ?? sample) }, treatments: treatments, reactions: reactions
        )
        return Schedule(record).silences(at: now ?? eve)
    }

    private func plan(_ status: Plan.Status, since: String? = nil) -> Plan { plan("PL-1", status, since: since) }

    private func plan(_ name: String, _ status: Plan.Status, since: String? = nil) -> Plan {
        let history = History(Plan.Status.active)
        return Plan(
            id: id(name), patient: id("P-1"), careProtocol: sample.reference,
            history: since.map { history.changed(to: status, at: at($0)) } ?? History(status), modalities: [:], switchedOff: [])
    }

    @Test func `are none where an active plan speaks to an active patient`() {
        #expect(silences([plan(.active)], [treatment()]) == [])
    }

    @Test(
        arguments: [
            (.inactive, .inactive), (.optedOut, .optedOut), (.deceased, .deceased), (.enteredInError, .patientInError),
        ] as [(Patient.Status, Suppression.Cause)])
    func `begin with the patient, and since when`(status: Patient.Status, cause: Suppression.Cause) {
        let since = at("2026-02-03T10:00:00Z")
        let history = History(Patient.Status.active).changed(to: status, at: since)
        let patient = Patient(id: id("P-1"), zone: "UTC", language: .english, quietHours: nil, history: history, name: nil)
        #expect(silences([plan(.active)], [treatment()], patient: patient) == [Suppression(cause: cause, since: since)])
    }

    @Test func `are that there is no plan, where there is none but in error`() {
        #expect(silences([]) == [Suppression(cause: .noPlan)])
        #expect(silences([plan(.enteredInError)]) == [Suppression(cause: .noPlan)])
    }

    @Test(
        arguments: [(.draft, .draft), (.onHold, .onHold), (.completed, .completed), (.revoked, .revoked)]
            as [(Plan.Status, Suppression.Cause)])
    func `name each plan that does not speak, with its sessions that are to come`(status: Plan.Status, cause: Suppression.Cause) {
        let sessions = [
            treatment("T-2", start: "2026-03-16T08:00:00Z", end: "2026-03-16T09:00:00Z"), treatment("T-1"),
            treatment("T-3", start: "2026-03-09T08:00:00Z", end: "2026-03-09T09:00:00Z", status: .cancelled),
            treatment("T-4", start: "2026-02-02T08:00:00Z", end: "2026-02-02T09:00:00Z"), treatment("T-5", plan: "PL-2"),
        ]
        let since = at("2026-02-20T10:00:00Z")
        #expect(
            silences([plan(status, since: "2026-02-20T10:00:00Z"), plan("PL-2", .active)], sessions) == [
                Suppression(cause: cause, since: since, plan: id("PL-1"), sessions: [id("T-1"), id("T-2")])
            ])
    }

    @Test func `name the sessions of a silent plan that are booked or under way`() {
        let sessions = Treatment.Status.allCases.map { status in
            treatment("T-\(status)", start: "2026-03-01T11:00:00Z", end: "2026-03-01T12:30:00Z", status: status)
        }
        #expect(silences([plan(.onHold)], sessions).map(\.sessions) == [[id("T-booked"), id("T-inProgress")]])
    }

    @Test func `leave out a plan that is over while another speaks and no session of it is to come`() {
        let over = [plan(.revoked), plan("PL-2", .completed)]
        #expect(silences(over + [plan("PL-3", .active)]) == [])
        #expect(silences(over).map(\.cause) == [.revoked, .completed])
        #expect(silences([plan(.onHold), plan("PL-3", .active)]).map(\.plan) == [id("PL-1")])
    }

    @Test func `name a reaction from its report until it is cleared`() {
        let reported = at("2026-03-02T10:00:00Z")
        let reaction = Reaction(
            id: id("R-1"), patient: id("P-1"), treatment: id("T-1"), signs: [.swelling], reportedAt: reported,
            clearedAt: at("2026-03-02T12:00:00Z"))
        let named = [Suppression(cause: .reaction, since: reported, reaction: id("R-1"), sessions: [id("T-1")])]
        #expect(silences([plan(.active)], [treatment()], reactions: [reaction], at: reported) == named)
        #expect(silences([plan(.active)], [treatment()], reactions: [reaction], at: at("2026-03-02T12:00:00Z")) == [])
        #expect(silences([plan(.active)], [treatment(status: .cancelled)], reactions: [reaction], at: reported) == [])
    }

    @Test func `name a session that is over, and that nobody has confirmed`() {
        let confirmed = careProtocol(noAlcohol, confirms: true)
        let end = at("2026-03-02T09:00:00Z")
        #expect(silences([plan(.active)], [treatment()], protocol: confirmed, at: end - 1) == [])
        #expect(
            silences([plan(.active)], [treatment()], protocol: confirmed, at: end)
                == [Suppression(cause: .unconfirmed, since: end, plan: id("PL-1"), sessions: [id("T-1")])])
        var done = treatment(status: .completed)
        done.actualEnd = end
        #expect(silences([plan(.active)], [done], protocol: confirmed, at: end) == [])
    }
}
