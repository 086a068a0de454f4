import Aftercare
import Testing

/// Rule 8: everything that a person entered can be taken back, and what looks like a slip of the hand asks.
@Suite struct `What was entered` {
    private let now = at("2026-11-29T11:00:00Z")
    private let wrong = treatment("T-0012", start: "2026-12-13T11:00:00Z", end: "2026-12-13T11:45:00Z")
    private let meant = treatment("T-0011", start: "2026-11-29T10:00:00Z", end: "2026-11-29T10:45:00Z")

    private func completed(_ treatment: Treatment, ended: String, started: String? = nil) -> (Treatment?, [Problem]) {
        var problems = Problems()
        let result = CompletionRequest(started: started, ended: ended)
            .admit(treatment, others: [meant, wrong], zone: .utc, now: now, problems: &problems)
        return (result, problems.list)
    }

    @Test func `as the end of a session to come names the one that was meant`() {
        let (result, problems) = completed(wrong, ended: "now")
        #expect(result == nil && problems.map(\.code) == [.endsBeforeStart])
        #expect(
            problems.first?.message
                == "'T-0012' is booked for 2026-12-13 11:00, and would have ended before, at 2026-11-29 11:00; did you mean 'T-0011', "
                + "of 2026-11-29 10:00? If not, and it took place earlier than planned, say when it began too ('--started')")
        #expect(completed(wrong, ended: "now", started: "now-40min").0?.status == .completed)
        #expect(completed(meant, ended: "now").0?.status == .completed)
    }

    @Test func `as the beginning of a session days ahead is refused, and one of an hour ahead is not`() {
        func stated(_ started: String, _ existing: Treatment) -> (Treatment?, [Problem]) {
            let assigned = AssignedPlan(plan: plan(of: careProtocol(noAlcohol)), careProtocol: careProtocol(noAlcohol))
            var problems = Problems()
            let result = TreatmentRequest(id: existing.id.rawValue, patient: "P-1", plan: assigned.plan.id.rawValue, started: started)
                .admit(
                    .init(
                        existing: existing, patient: (patient(), .utc), assignedPlans: [assigned], freshID: id("T-1"),
                        others: [meant, wrong], now: now),
                    problems: &problems)
            return (result, problems.list)
        }
        let (none, problems) = stated("now", wrong)
        #expect(none == nil && problems.map(\.code) == [.outOfRange] && problems.map(\.path) == ["started"])
        #expect(
            problems.first?.message
                == "'T-0012' is booked for 2026-12-13 11:00, and would have begun days before, at 2026-11-29 11:00; did you mean "
                + "'T-0011', of 2026-11-29 10:00? If not, and it took place earlier than planned, move it first")
        let soon = treatment("T-0013", start: "2026-11-29T12:00:00Z", end: "2026-11-29T12:45:00Z")
        #expect(stated("now", soon).0?.status == .inProgress)
    }

    @Test func `as an end before its own start is refused whatever is said`() {
        var request = CompletionRequest(started: "now-1h", ended: "now-2h")
        request.force = true
        var problems = Problems()
        #expect(request.admit(meant, zone: .utc, now: now, problems: &problems) == nil)
        #expect(problems.list.map(\.code) == [.endsBeforeStart])
    }

    private func scheduled(_ start: String, force: Bool = false, others: [Treatment] = []) -> [Problem] {
        let assigned = AssignedPlan(plan: plan(of: careProtocol(noAlcohol)), careProtocol: careProtocol(noAlcohol))
        var request = TreatmentRequest(patient: "P-1", start: start, duration: "45min")
        request.force = force
        var problems = Problems()
        _ = request.admit(
            .init(existing: nil, patient: (patient(), .utc), assignedPlans: [assigned], freshID: id("T-1"), others: others, now: now),
            problems: &problems)
        return problems.list
    }

    @Test(arguments: [
        ("1999-01-01 10:00", "did you mean 2027-01-01 10:00?"), ("2026-10-01 10:00", "lies 59 days in the past"),
        ("2031-01-01 10:00", "days away"),
    ])
    func `as a session that is far away is refused, or taken on an explicit word`(start: String, words: String) {
        let problems = scheduled(start)
        #expect(problems.map(\.code) == [.implausible])
        #expect(problems.first?.message.contains(words) == true && problems.first?.message.hasSuffix("'--force'") == true)
        #expect(scheduled(start, force: true).isEmpty)
    }

    @Test func `as a session of some hours ago is taken`() { #expect(scheduled("now - 3h").isEmpty) }

    @Test func `as two sessions at once is refused, or taken on an explicit word`() {
        let problems = scheduled("2026-11-29 10:30", others: [meant])
        #expect(problems.map(\.code) == [.implausible])
        #expect(problems.first?.message.contains("'T-0011' of the same patient, 2026-11-29 10:00 to 10:45") == true)
        #expect(scheduled("2026-11-29 10:45", others: [meant]).isEmpty)
        #expect(scheduled("2026-11-29 10:30", force: true, others: [meant]).isEmpty)
    }

    @Test func `as a second plan of the same protocol is refused, or taken on an explicit word`() {
        let first = plan("PL-1", of: careProtocol(noAlcohol))
        func problems(force: Bool?) -> [Problem.Code] {
            var request = PlanRequest(patient: "P-1", protocol: "sample")
            request.force = force
            var problems = Problems()
            _ = request.admit(
                .init(
                    existing: nil, patient: patient(), careProtocol: careProtocol(noAlcohol), freshID: id("PL-2"), others: [first],
                    now: now), problems: &problems)
            return problems.list.map(\.code)
        }
        #expect(problems(force: nil) == [.implausible])
        #expect(problems(force: true) == [])
    }

    // MARK: Reopening

    private func reopened(_ treatment: Treatment, under status: Plan.Status = .active) -> (Treatment?, [Problem]) {
        var problems = Problems()
        let result = ReopeningRequest().admit(
            treatment, plan: plan(of: careProtocol(noAlcohol), status: status), others: [], zone: .utc, now: now, problems: &problems)
        return (result, problems.list)
    }

    @Test(arguments: [Treatment.Status.completed, .cancelled, .noShow, .enteredInError])
    func `is booked again when it is reopened`(status: Treatment.Status) {
        var treatment = meant
        treatment.status = status
        treatment.actualEnd = status == .completed ? at("2026-11-29T10:30:00Z") : nil
        let result = reopened(treatment).0
        #expect(result?.status == .booked && result?.actualEnd == nil && result?.end == meant.end)
        #expect(result?.timingRevision == 2 && result?.timesKnownAt == now)
    }

    @Test func `is not reopened twice, nor under a plan that is over`() {
        #expect(reopened(meant).1.first?.message == "treatment 'T-0011' is booked; there is nothing to take back")
        var cancelled = meant
        cancelled.status = .cancelled
        #expect(reopened(cancelled, under: .revoked).1.first?.message.contains("plan resume PL-1 --entered-in-error") == true)
    }

    @Test func `in error is not taken back twice`() {
        var problems = Problems()
        let once = meant.enteredInError(at: now, problems: &problems)
        #expect(once?.status == .enteredInError && problems.list.isEmpty)
        #expect(once?.enteredInError(at: now, problems: &problems) == nil && problems.list.map(\.code) == [.alreadyFinished])
    }

    @Test func `as the end of a plan is as if it had never been`() {
        let active = plan(of: careProtocol(noAlcohol))
        let revoked = active.with(history: active.history.changed(to: .revoked, at: now))
        var request = PlanChangeRequest(status: "active")
        request.enteredInError = true
        var problems = Problems()
        let resumed = request.admit(revoked, careProtocol: careProtocol(noAlcohol), now: now + 60, problems: &problems)
        #expect(resumed?.history == active.history)
        #expect(request.admit(active, careProtocol: careProtocol(noAlcohol), now: now, problems: &problems) == nil)
        #expect(problems.list.map(\.code) == [.alreadyFinished])
    }

    // MARK: Clearing

    @Test func `as an optional value can be cleared, and a required one cannot`() {
        let product = Product(name: "X", manufacturer: "M", lot: "WRONG")
        var given = meant
        given.site = "left knee"
        given.product = product
        let assigned = AssignedPlan(plan: plan(of: careProtocol(noAlcohol)), careProtocol: careProtocol(noAlcohol))
        func changed(_ clear: String...) -> (Treatment?, [Problem]) {
            var problems = Problems()
            return (
                TreatmentChangeRequest(clear: clear).admit(given, assignedPlans: [assigned], now: now, problems: &problems), problems.list
            )
        }
        #expect(changed("site").0?.site == nil && changed("site").0?.product == product)
        #expect(changed("lot").0?.product == Product(name: "X", manufacturer: "M", lot: nil))
        #expect(changed("product").0?.product == nil)
        #expect(
            changed("route").1.first?.message == "'route' of a treatment cannot be cleared; what can is site, product, manufacturer, lot")
        var problems = Problems()
        let named = Patient(
            id: id("P-1"), zone: "UTC", language: .english, quietHours: hours("21:00-08:00"), history: History(.active), name: "Ada")
        var request = PatientRequest(id: "P-1")
        request.clear = ["name", "quiet-hours"]
        let plain = request.admit(existing: named, clinic: sampleClinic, now: now, hasZone: { _ in true }, problems: &problems)
        #expect(plain?.name == nil && plain?.quietHours == nil)
    }

    // MARK: What the patient hears

    @Test func `as a completion of next month's session is put right when it is reopened`() {
        var drawing = Drawing(record(careProtocol(noAlcohol), treatment()))
        drawing.pass(until: "-200h")
        drawing.complete(ended: "-200h", at: "-200h")
        #expect(drawing.words == ["No alcohol until Monday 01:00."])
        drawing.change(at: "-199h") { treatment, now in
            var problems = Problems()
            let plan = plan(of: careProtocol(noAlcohol))
            return ReopeningRequest().admit(treatment, plan: plan, others: [], zone: .utc, now: now, problems: &problems) ?? treatment
        }
        drawing.pass(until: "30h")
        #expect(drawing.words[1].hasPrefix("Correction: not now, but from Monday"))
        #expect(drawing.emitted.suffix(3) == ["no-alcohol@+0h", "no-alcohol@+12h", "no-alcohol@+24h"])
    }

    @Test func `and was cancelled by mistake holds again when it is reopened`() {
        var drawing = Drawing(record(careProtocol(noAlcohol), treatment()))
        drawing.pass(until: "1h")
        drawing.cancel(at: "1h")
        drawing.change(at: "2h") { treatment, now in
            var booked = treatment
            booked.status = .booked
            return booked.replanned(at: now)
        }
        drawing.pass(until: "30h")
        #expect(
            drawing.words == [
                "No alcohol until Tuesday 09:00.", "Correction: this no longer holds: no alcohol.",
                "Correction: No alcohol until Tuesday 09:00.", "12 hours to go, until Tuesday 09:00.", "It is over.",
            ])
    }

    @Test func `as a reaction, in error, is told to the staff once, and mutes no more`() {
        var drawing = Drawing(record(careProtocol(compress(for: "12h")), treatment()))
        drawing.pass(until: "1h")
        drawing.report(.swelling, at: "1h")
        drawing.edit(at: "2h") { record, now in
            var problems = Problems()
            return record.with(reactions: record.reactions.map { $0.enteredInError(at: now, problems: &problems) ?? $0 })
        }
        drawing.pass(until: "7h")
        #expect(drawing.emitted == ["ice@+0h", "reaction reaction@+1h", "reaction reaction@+2h", "ice@+3h", "ice@+6h"])
        #expect(drawing.words[2] == "R-1 was entered in error: P-1 reported nothing after T-1. Nothing is muted for it any more.")
    }
}
