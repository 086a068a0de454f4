import Aftercare
import Testing

@Suite struct `A request` {
    let patient = Patient(id: id("P-1"), zone: "Europe/Berlin", language: .english, quietHours: nil, history: History(.active), name: nil)
    let sample = careProtocol(instruction("ice", kind: .compress, modality: .planDecides), instruction("no-alcohol"))

    private var plan: Plan {
        Plan(
            id: id("PL-1"), patient: id("P-1"), careProtocol: sample.reference, history: History(.active),
            modalities: [id("ice"): .cold], switchedOff: [])
    }

    let now = at("2026-03-20T12:00:00Z")

    private func context(_ patient: Patient?, _ careProtocol: CareProtocol?) -> PlanRequest.Context {
        PlanRequest.Context(existing: nil, patient: patient, careProtocol: careProtocol, freshID: id("PL-0001"), now: now)
    }

    private func weighed(_ request: TreatmentRequest, existing: Treatment? = nil, assignedPlans: [AssignedPlan]? = nil) throws -> (
        Treatment?, [Problem]
    ) {
        var problems = Problems()
        let context = TreatmentRequest.Context(
            existing: existing, patient: (patient, try zone("Europe/Berlin")),
            assignedPlans: assignedPlans ?? [AssignedPlan(plan: plan, careProtocol: sample)], freshID: id("T-0001"),
            now: now)
        return (request.admit(context, problems: &problems), problems.list)
    }

    private func codes(_ request: TreatmentRequest) throws -> [String] {
        try weighed(request).1.map { "\($0.path): \($0.code.rawValue)" }
    }

    @Test func `for a treatment takes local times on the patient's clock, and the protocol's usual duration`() throws {
        let (treatment, problems) = try weighed(TreatmentRequest(patient: "P-1", start: "2026-03-28 10:00"))
        #expect(problems == [])
        #expect(treatment?.plannedStart == at("2026-03-28T09:00:00Z"))
        #expect(treatment?.plannedEnd == at("2026-03-28T09:45:00Z"))
        #expect(treatment?.plan == id("PL-1") && treatment?.route == .intramuscular && treatment?.id == id("T-0001"))
    }

    @Test func `for a treatment may count from now`() throws {
        let (treatment, _) = try weighed(TreatmentRequest(patient: "P-1", start: "now - 40min", duration: "30min"))
        #expect(treatment?.plannedStart == at("2026-03-20T11:20:00Z"))
    }

    @Test func `for a local time that does not exist is refused, with the clock that does`() throws {
        let (_, problems) = try weighed(TreatmentRequest(patient: "P-1", start: "2026-03-29 02:30"))
        #expect(problems.map(\.code) == [.skippedLocalTime])
        #expect(
            problems.first?.message
                == "2026-03-29 02:30 does not exist in Europe/Berlin, where the clocks go forward to 03:00; say a time that exists")
    }

    @Test(arguments: [Treatment.Status.enteredInError, .cancelled, .noShow])
    func `does not bring back a treatment that does not take place`(status: Treatment.Status) throws {
        // given: it had ended, and somebody said since that it never was
        let before = at("2026-03-18T09:00:00Z")
        var ended = try #require(
            try weighed(TreatmentRequest(id: "T-1", patient: "P-1", start: "2026-03-18 10:00", ended: "2026-03-18 10:50")).0)
        #expect(ended.status == .completed && ended.start == before)
        ended.status = status
        // when the file that it came from is applied again, or one that names it and no real times
        for request in [
            TreatmentRequest(id: "T-1", patient: "P-1", start: "2026-03-18 10:00", ended: "2026-03-18 10:50"),
            TreatmentRequest(id: "T-1", patient: "P-1", start: "2026-03-18 10:00"),
        ] {
            let (same, problems) = try weighed(request, existing: ended)
            #expect(problems == [] && same == ended)
        }
        // other real times are refused: nobody can tell which of the two is meant
        for (request, path) in [
            (TreatmentRequest(id: "T-1", patient: "P-1", ended: "2026-03-18 10:55"), "ended"),
            (TreatmentRequest(id: "T-1", patient: "P-1", started: "2026-03-18 10:05"), "started"),
        ] {
            let (none, problems) = try weighed(request, existing: ended)
            #expect(none == nil && problems.map(\.path) == [path] && problems.map(\.code) == [.alreadyFinished])
            #expect(
                problems.first?.message
                    == "treatment 'T-1' is \(status.rawValue); take that back with 'aftercarectl treatment reopen T-1' first")
        }
        // one that had begun and was cancelled stays so as well
        var begun = try #require(
            try weighed(TreatmentRequest(id: "T-2", patient: "P-1", start: "2026-03-20 12:00", started: "2026-03-20 12:05")).0)
        #expect(begun.status == .inProgress)
        begun.status = status
        #expect(try weighed(TreatmentRequest(id: "T-2", patient: "P-1", site: "left knee"), existing: begun).0?.status == status)
    }

    @Test func `for a treatment that ends before it starts is refused`() throws {
        #expect(
            try codes(TreatmentRequest(patient: "P-1", start: "2026-03-28 10:00", end: "2026-03-28 09:00"))
                == ["end: ends-before-start"])
    }

    @Test func `tells everything that is wrong with it at once`() throws {
        let request = TreatmentRequest(
            id: "?", patient: "P-1", route: "topical", start: "tomorrow", duration: "5m", started: "later")
        #expect(
            try codes(request) == [
                "id: malformed", "route: route-mismatch", "start: malformed", "started: malformed", "duration: malformed",
            ])
    }

    @Test func `hides no mistake behind an unknown patient, an unknown plan or a wrong series`() {
        let request = TreatmentRequest(id: "?", patient: "P-1", plan: "PL-9", route: "sniffed", start: "tomorrow", lot: "L-1")
        func problems(of patient: Patient?, _ weigh: (TreatmentRequest.Context, inout Problems) -> Void) -> [String] {
            var problems = Problems()
            let context = TreatmentRequest.Context(
                existing: nil, patient: patient.map { ($0, .utc) }, assignedPlans: [AssignedPlan(plan: plan, careProtocol: sample)],
                freshID: nil, now: now)
            weigh(context, &problems)
            return problems.list.map { "\($0.path): \($0.code.rawValue)" }
        }
        #expect(
            problems(of: nil) { _ = request.admit($0, problems: &$1) } == [
                "id: malformed", "patient: unknown-patient", "route: malformed", "product: missing", "start: malformed",
            ])
        let terms = ["id: malformed", "plan: unknown-plan", "route: malformed", "product: missing"]
        #expect(problems(of: patient) { _ = request.admit($0, problems: &$1) } == terms + ["start: malformed"])
        #expect(problems(of: patient) { request.checkTerms($0, problems: &$1) } == terms)
    }

    @Test func `for a treatment as it was is not asked about again, however long ago that is`() throws {
        let old = treatment("T-9", start: "2023-03-01T08:00:00Z", end: "2023-03-01T09:00:00Z")
        let request = TreatmentRequest(id: "T-9", patient: "P-1", start: "2023-03-01T08:00:00Z", end: "2023-03-01T09:00:00Z")
        #expect(try weighed(request, existing: old).1 == [])
        #expect(try weighed(request).1.map(\.code) == [.implausible])
        var later = request
        later.end = "2023-03-01T09:30:00Z"
        #expect(try weighed(later, existing: old).1.map(\.code) == [.implausible])
    }

    @Test func `that says something of the future happened is refused`() throws {
        #expect(
            try codes(TreatmentRequest(patient: "P-1", start: "now - 1h", ended: "now + 1h")) == ["ended: out-of-range"])
    }

    @Test func `without a plan asks for one, and among several asks which`() throws {
        let request = TreatmentRequest(patient: "P-1", start: "now")
        #expect(try weighed(request, assignedPlans: []).1.map(\.code) == [.unknownPlan])
        let twice = [AssignedPlan(plan: plan, careProtocol: sample), AssignedPlan(plan: plan, careProtocol: sample)]
        #expect(try weighed(request, assignedPlans: twice).1.map(\.code) == [.ambiguousPlan])
    }

    @Test func `without an active plan names those that can be resumed, and none that is over`() throws {
        func advice(_ statuses: [Plan.Status]) throws -> String {
            let assignedPlans = statuses.map { status in
                AssignedPlan(plan: AftercareTests.plan("PL-\(status)", of: sample, status: status), careProtocol: sample)
            }
            let message = try #require(
                try weighed(TreatmentRequest(patient: "P-1", start: "now"), assignedPlans: assignedPlans).1.first?.message)
            return String(message.drop { $0 != ";" })
        }
        let assign = "assign one, like 'aftercarectl plan assign P-1 exosome-injection' "
        let waiting = "'PL-draft' is draft, 'PL-onHold' is on-hold: resume it with 'aftercarectl plan resume PL-draft', or "
        #expect(try advice(Plan.Status.allCases.filter { $0 != .active }).hasPrefix("; \(waiting)\(assign)"))
        #expect(try advice(Plan.Status.allCases.filter(\.isFinal)).hasPrefix("; \(assign)"))
    }

    @Test func `for a lot needs its product, and adds it to one that is known`() throws {
        #expect(try codes(TreatmentRequest(patient: "P-1", start: "now", lot: "L-1")) == ["product: missing"])
        let (old, _) = try weighed(TreatmentRequest(id: "T-1", patient: "P-1", start: "now", product: "Example"))
        let (new, _) = try weighed(TreatmentRequest(id: "T-1", patient: "P-1", lot: "L-1"), existing: old)
        #expect(new?.product == Product(name: "Example", manufacturer: nil, lot: "L-1"))
    }

    @Test func `for other times raises the timing revision, for the same times does not`() throws {
        let (old, _) = try weighed(TreatmentRequest(id: "T-1", patient: "P-1", start: "2026-03-28 10:00"))
        let existing = try #require(old)
        let (same, _) = try weighed(TreatmentRequest(id: "T-1", patient: "P-1", start: "2026-03-28 10:00"), existing: existing)
        #expect(same == existing)
        let (moved, _) = try weighed(TreatmentRequest(id: "T-1", patient: "P-1", start: "2026-03-28 11:00"), existing: existing)
        #expect(moved?.timingRevision == 2)
        #expect(moved?.plannedEnd == at("2026-03-28T10:45:00Z"))
    }

    @Test func `for the first session of a series is asked about the others only where it is other than it was`() throws {
        let existing = try weighed(TreatmentRequest(id: "T-1", patient: "P-1", start: "2026-03-28 10:00")).0
        func problems(_ start: String) throws -> [String] {
            let request = TreatmentRequest(id: "T-1", patient: "P-1", start: start, every: "10min", times: 3)
            return try weighed(request, existing: existing).1.map { "\($0.path): \($0.code.rawValue)" }
        }
        #expect(try problems("2026-03-28 10:00") == [])
        #expect(try problems("2026-03-28 10:05") == ["every: contradiction"])
    }

    @Test func `for a plan must choose the modality that the protocol leaves open`() {
        var problems = Problems()
        let request = PlanRequest(patient: "P-1", protocol: "sample")
        #expect(request.admit(context(patient, sample), problems: &problems) == nil)
        #expect(problems.list.map(\.code) == [.modalityMissing])
    }

    @Test func `for a plan tells an unknown patient, protocol and instruction`() {
        var problems = Problems()
        _ = PlanRequest(patient: "P-9", protocol: "x", compress: "hot").admit(context(nil, nil), problems: &problems)
        #expect(problems.list.map(\.code) == [.unknownPatient, .unknownProtocol, .malformed])
        problems = Problems()
        _ = PlanRequest(patient: "P-1", protocol: "sample", compress: "cold", without: ["ise"]).admit(
            context(patient, sample), problems: &problems)
        #expect(problems.list.map { "\($0.path): \($0.code.rawValue)" } == ["without.0: unknown-instruction"])
    }

    @Test func `for a patient tells an unknown zone, a wrong language and wrong quiet hours at once`() {
        var problems = Problems()
        let request = PatientRequest(id: "P 1", zone: "Mars/Base", language: "klingon!", quietHours: "night", status: "fine")
        #expect(request.admit(existing: nil, clinic: sampleClinic, now: now, hasZone: { _ in false }, problems: &problems) == nil)
        #expect(problems.list.map(\.path) == ["id", "zone", "language", "quietHours", "status"])
    }

    @Test func `to complete as planned sets the real times, and moves nothing`() throws {
        let booked = treatment()
        var problems = Problems()
        let done = CompletionRequest(ended: "as-planned").admit(booked, zone: .utc, now: at("2026-03-02T10:00:00Z"), problems: &problems)
        #expect(done?.status == .completed && done?.actualEnd == booked.plannedEnd && done?.timingRevision == 1)
    }

    @Test func `to complete at another time moves everything that follows`() throws {
        var problems = Problems()
        let done = CompletionRequest(ended: "now").admit(treatment(), zone: .utc, now: at("2026-03-02T09:20:00Z"), problems: &problems)
        #expect(done?.end == at("2026-03-02T09:20:00Z") && done?.timingRevision == 2)
    }

    @Test func `to complete a cancelled treatment, or to cancel a completed one, is refused`() {
        var problems = Problems()
        _ = CompletionRequest(ended: "now").admit(
            treatment(status: .cancelled), zone: .utc, now: at("2026-03-02T09:20:00Z"), problems: &problems)
        _ = CancellationRequest().admit(treatment(status: .completed), now: now, problems: &problems)
        #expect(problems.list.map(\.code) == [.alreadyFinished, .alreadyFinished])
    }

    @Test(arguments: ["2026-02-30 10:00", "2026-13-01T10:00", "25:00", "now-", "yesterday", "2026-03-01T24:00:00Z"])
    func `with a time that is none is refused`(text: String) {
        #expect(throws: MalformedText.self) { try PointInTime(text: text) }
    }

    @Test(arguments: ["", "-a", "a b", "ä", "a/b", String(repeating: "a", count: 65)])
    func `with a name that is none is refused`(text: String) {
        #expect(PatientID(text) == nil)
    }
}
