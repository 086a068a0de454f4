import Aftercare
import Testing

/// Warmth and cold on one site. The sample treatment ends on 2 March 2026 at 09:00 UTC, 14:45 in Kathmandu.
@Suite struct `Warmth and cold at once` {
    private let cold = careProtocol(compress())
    private let warm = careProtocol(compress("warmth", modality: .warm, for: "3h"))

    private func messages(_ treatments: Treatment..., second: Plan.Status = .active, zone: Zone = .utc) -> [String] {
        let base = record(cold, treatment(), zone: zone)
        let plans = base.assignedPlans + [AssignedPlan(plan: plan("PL-2", of: warm, status: second), careProtocol: warm)]
        return Schedule(base.with(assignedPlans: plans, treatments: treatments)).contradictions().map(\.message)
    }

    private func warmed(_ name: String, end: String, site: String) -> Treatment {
        treatment(name, plan: "PL-2", start: "2026-03-02T08:30:00Z", end: end, site: site)
    }

    @Test(arguments: [("2026-03-03T08:59:59Z", 1), ("2026-03-03T09:00:00Z", 0)])
    func `are so from the second on in which one has not closed`(end: String, count: Int) {
        #expect(messages(treatment(site: "knee"), warmed("T-2", end: end, site: "knee")).count == count)
    }

    @Test func `are none under a plan that is silent, nor with the same modality`() {
        let sessions = (treatment(site: "knee"), warmed("T-2", end: "2026-03-02T10:00:00Z", site: "knee"))
        #expect(messages(sessions.0, sessions.1).count == 1)
        for status in [Plan.Status.draft, .onHold, .completed] { #expect(messages(sessions.0, sessions.1, second: status) == []) }
        #expect(messages(sessions.0, treatment("T-3", site: "knee")) == [])
    }

    @Test func `name the time in which both hold, on the patient's clock`() throws {
        let second = warmed("T-2", end: "2026-03-02T15:00:00Z", site: "KNEE")
        #expect(
            try messages(treatment(site: "Knee"), second, zone: zone("Asia/Kathmandu")) == [
                "plan 'PL-1' asks for a cold compress after 'T-1', and plan 'PL-2' asks for a warm compress after 'T-2', on the same site "
                    + "'Knee' from 2026-03-02 20:45 to 2026-03-02 23:45; choose one modality with 'aftercarectl plan change', or move a "
                    + "treatment"
            ])
    }

    @Test func `are told site by site`() {
        let told = messages(
            treatment("T-1", site: "knee"), warmed("T-2", end: "2026-03-02T10:00:00Z", site: "knee"),
            treatment("T-3", site: "Elbow"), warmed("T-4", end: "2026-03-02T12:00:00Z", site: "elbow"))
        #expect(told.map { $0.contains("'Elbow'") } == [true, false] && told.map { $0.contains("'T-2'") } == [false, true])
    }
}

/// The reasons of silence where several are alike, and where they begin and end.
@Suite struct `The silence of a patient` {
    private let sample = careProtocol(noAlcohol, confirms: true)
    private let end = at("2026-03-02T09:00:00Z")

    private func silences(_ record: CareRecord, at now: Instant) -> [Suppression] { Schedule(record).silences(at: now) }

    @Test func `of sessions that nobody confirmed is told by their ends, then by their names`() {
        let record = record(sample, treatment()).with(treatments: [
            treatment("T-1", end: "2026-03-02T10:00:00Z"), treatment("T-3"), treatment("T-2"),
            treatment("T-0", end: "2026-03-02T11:00:00Z"),
        ])
        #expect(silences(record, at: end + 3600).map(\.sessions) == [[id("T-2")], [id("T-3")], [id("T-1")]])
        #expect(silences(record, at: end + 3600).map(\.since) == [end, end, end + 3600])
        #expect(silences(record, at: end - 1) == [])
    }

    @Test(arguments: [(-1, ["T-1"]), (0, [])] as [(Int64, [String])])
    func `of a plan names the sessions that are not over`(after: Int64, names: [String]) {
        let record = record(careProtocol(noAlcohol), treatment(), plan: .onHold)
        #expect(silences(record, at: end + after).map { $0.sessions.map(\.rawValue) } == [names])
    }

    @Test func `of a plan names its sessions by their starts, then by their names`() {
        let record = record(careProtocol(noAlcohol), treatment(), plan: .onHold).with(treatments: [
            treatment("T-1", start: "2026-03-02T08:30:00Z"), treatment("T-3"), treatment("T-2"), treatment("T-4", plan: "PL-9"),
        ])
        #expect(silences(record, at: end - 3600).map(\.sessions) == [[id("T-2"), id("T-3"), id("T-1")]])
    }

    @Test func `has lasted from a time on, or from the beginning`() {
        func since(_ history: History<Patient.Status>) -> [Instant?] {
            let patient = Patient(id: id("P-1"), zone: "UTC", language: .english, quietHours: nil, history: history, name: nil)
            return silences(record(careProtocol(noAlcohol), treatment()).with(patient: patient), at: end).map(\.since)
        }
        #expect(since(History(.optedOut)) == [nil] && since(History(.optedOut, since: end - 60)) == [end - 60])
        #expect(since(History(.active).changed(to: .inactive, at: end - 9)) == [end - 9] && since(History(.active)) == [])
    }

    @Test func `by a reaction is told of each that mutes, in a session that takes place`() {
        func reaction(_ name: String, of session: String) -> Reaction {
            Reaction(
                id: id(name), patient: id("P-1"), treatment: id(session), signs: [.fever], reportedAt: end, clearedAt: end + 60)
        }
        let reactions = [reaction("R-2", of: "T-1"), reaction("R-1", of: "T-2"), reaction("R-3", of: "T-9"), reaction("R-4", of: "T-3")]
        let sessions = [treatment(), treatment("T-2", status: .completed), treatment("T-3", status: .noShow)]
        let record = record(careProtocol(noAlcohol), treatment()).with(treatments: sessions, reactions: reactions)
        for (now, names) in [(end - 1, []), (end, ["R-2", "R-1"]), (end + 59, ["R-2", "R-1"]), (end + 60, [])] as [(Instant, [String])] {
            #expect(silences(record, at: now).compactMap { $0.reaction?.rawValue } == names)
        }
        #expect(silences(record, at: end).allSatisfy { $0.cause == .reaction && $0.plan == nil })
    }
}
