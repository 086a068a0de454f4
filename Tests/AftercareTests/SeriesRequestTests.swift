import Aftercare
import Testing

/// Requests for one session, or for a series of them.
@Suite struct `A treatment request` {
    private let now = at("2026-03-20T12:00:00Z")
    private let sample = careProtocol(compress(modality: .planDecides), noAlcohol)

    private var assigned: Plan { plan(of: sample, modalities: [id("ice"): .cold]) }

    private func sessions(_ request: TreatmentRequest) throws -> (starts: [String], problems: [String]) {
        var problems = Problems()
        let sessions = request.sessions(in: try zone("Europe/Berlin"), now: now, problems: &problems)
        return (
            (sessions ?? []).map { "\($0.id ?? "-") \($0.start ?? "-")" },
            problems.list.map { "\($0.path): \($0.code.rawValue)" }
        )
    }

    @Test func `for a series has its sessions on the same day and at the same time`() throws {
        let request = TreatmentRequest(id: "S", patient: "P-1", start: "2026-03-26 10:00", every: "1w", times: 3)
        #expect(
            try sessions(request).starts == ["S 2026-03-26 10:00", "S-2 2026-04-02T08:00:00Z", "S-3 2026-04-09T08:00:00Z"])
    }

    @Test func `for a series every month counts from the first`() throws {
        let request = TreatmentRequest(patient: "P-1", start: "2027-01-31 10:00", every: "1mo", times: 3)
        #expect(try sessions(request).starts == ["- 2027-01-31 10:00", "- 2027-02-28T09:00:00Z", "- 2027-03-31T08:00:00Z"])
    }

    @Test func `for a series ends within the years that the service knows`() throws {
        func problems(times: Int) throws -> [String] {
            try sessions(TreatmentRequest(patient: "P-1", start: "2199-12-20 10:00", every: "1w", times: times)).problems
        }
        #expect(try problems(times: 2) == [])
        #expect(try problems(times: 3) == ["every: out-of-range"])
    }

    @Test func `for one treatment is no series`() throws {
        #expect(try sessions(TreatmentRequest(id: "T", patient: "P-1", start: "2026-03-26 10:00")).starts == ["T 2026-03-26 10:00"])
    }

    @Test func `for a series belongs to its first session`() throws {
        var problems = Problems()
        let request = TreatmentRequest(id: "S", patient: "P-1", start: "2026-03-26 10:00", every: "1w", times: 2)
        let zone = try zone("Europe/Berlin")
        let treatments = try #require(request.sessions(in: zone, now: now, problems: &problems)).map { session in
            session.admit(
                TreatmentRequest.Context(
                    existing: nil, patient: (patient(), zone), assignedPlans: [AssignedPlan(plan: assigned, careProtocol: sample)],
                    freshID: nil, series: session.id == "S" ? nil : id("S"), now: now), problems: &problems)
        }
        #expect(problems.list == [])
        #expect(treatments.map { $0?.series } == [id("S"), id("S")])
    }

    @Test(
        arguments: [
            (
                "10min", nil,
                "sessions that last 45min cannot begin 10min after one another; let them lie at least 45min apart, or give a shorter duration"
            ),
            (
                "1h", "90min",
                "sessions that last 1h 30min cannot begin 1h after one another; let them lie at least 1h 30min apart, or give a shorter duration"
            ),
            // The clocks go forward on 29 March.
            (
                "1d", "24h",
                "sessions that last 24h cannot begin 23h after one another; let them lie at least 24h apart, or give a shorter duration"
            ),
            ("45min", nil, nil), ("1d", "23h", nil),
        ] as [(String, String?, String?)])
    func `for a series whose sessions would overlap is refused, meant or not`(
        every: String, duration: String?, message: String?
    ) throws {
        let zone = try zone("Europe/Berlin")
        for isMeant in [false, true] {
            var problems = Problems()
            var request = TreatmentRequest(
                id: "S", patient: "P-1", start: "2026-03-27 10:00", duration: duration, every: every, times: 4)
            request.force = isMeant
            let first = try #require(request.sessions(in: zone, now: now, problems: &problems)?.first)
            _ = first.admit(
                TreatmentRequest.Context(
                    existing: nil, patient: (patient(), zone), assignedPlans: [AssignedPlan(plan: assigned, careProtocol: sample)],
                    freshID: nil, now: now), problems: &problems)
            #expect(problems.list.map(\.message) == (message.map { [$0] } ?? []))
            #expect(problems.list.allSatisfy { $0.code == .contradiction && $0.path == "every" })
        }
    }

    @Test(arguments: [
        (TreatmentRequest(patient: "P-1", start: "now", every: "1w"), ["times: missing"]),
        (TreatmentRequest(patient: "P-1", start: "now", times: 3), ["every: missing"]),
        (TreatmentRequest(patient: "P-1", start: "now", every: "0d", times: 61), ["every: out-of-range", "times: out-of-range"]),
        (TreatmentRequest(patient: "P-1", start: "now", every: "5m", times: 1), ["every: malformed", "times: out-of-range"]),
        (
            TreatmentRequest(patient: "P-1", start: "now", end: "now+1h", started: "now", every: "1w", times: 2),
            ["end: contradiction", "started: contradiction"]
        ),
        (TreatmentRequest(patient: "P-1", start: "2026-03-29 02:30", every: "1w", times: 2), ["start: skipped-local-time"]),
    ])
    func `for a series that is none is refused`(request: TreatmentRequest, problems: [String]) throws {
        let found = try sessions(request)
        #expect(found.starts == [])
        #expect(found.problems == problems)
    }

    /// The clocks go back in October: 01:30 in Berlin is 23:30 UTC of the day before, and then 00:30 UTC of the same day.
    @Test func `for a series ends within those years on the patient's clock`() throws {
        func problems(times: Int) throws -> [String] {
            try sessions(TreatmentRequest(patient: "P-1", start: "2199-09-04 01:30", every: "1w", times: times)).problems
        }
        #expect(try problems(times: 17) == [])
        #expect(try problems(times: 18) == ["every: out-of-range"])
    }
}
