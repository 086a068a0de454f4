import Aftercare
import AftercareAPI
import Testing

@testable import aftercarectl

/// One of the series `T-0001`.
private func session(_ name: String, on day: String, _ status: Treatment.Status = .booked) -> Treatment {
    treatment(name, of: "P-0003", status: status, from: "\(day)T16:30:00Z", to: "\(day)T17:15:00Z", series: "T-0001")
}

@Suite struct `Moving a session of a series` {
    private static let series = [
        session("T-0001", on: "2026-11-13", .completed), session("T-0002", on: "2026-11-27"), session("T-0003", on: "2026-12-11"),
        session("T-0004", on: "2026-12-18", .cancelled), session("T-0005", on: "2026-12-25"),
    ]

    /// Wants to know what becomes of the rest, and takes whatever it is told.
    private func standIn() throws -> StandIn {
        try StandIn { question in
            switch question.target {
            case "/v1/treatments/T-0002": StandIn.Answer(body: json(Self.series[1]))
            case "/v1/patients/P-0003":
                StandIn.Answer(body: json(PatientDetails(patient: patient("P-0003"), plans: [], treatments: [])))
            case "/v1/treatments/T-0002/move" where !question.body.contains("rest"):
                StandIn.Answer(
                    status: 422,
                    body: json(
                        ErrorBody(
                            code: .refused, message: "no",
                            problems: [Problem(.missing, at: "rest", "say whether the rest move too: --rest or --only")])))
            case "/v1/treatments/T-0002/move": StandIn.Answer(body: json(Outcome()))
            default: StandIn.Answer(body: json(Page(Self.series)))
            }
        }
    }

    /// By force, since on whatever day this runs it may look like a slip of the hand.
    private func moved(
        to start: String = "2026-11-28 17:30", answering lines: String
    ) async throws -> (bodies: [String], seen: String, status: Int) {
        let standIn = try standIn()
        defer { standIn.stop() }
        let terminal = try PseudoTerminal()
        try terminal.type(lines)
        let status = try await Program.run(
            ["treatment", "move", "T-0002", "--start", start, "--force"], socket: standIn.socket, on: terminal)
        return (standIn.questions.filter { $0.method == "POST" }.map(\.body), terminal.shown(), status)
    }

    private func question(_ request: MoveRequest, zone: Zone = berlin) throws -> MoveQuestion {
        try #require(
            MoveQuestion(request, of: Self.series[1], series: Self.series, clock: StaffTimeFormat(zone: zone, now: now)))
    }

    @Test func `shows the old and the new times of those that are still to come, and only of those`() throws {
        let question = try question(MoveRequest(start: "2026-11-28 18:00", duration: "1h"))
        try Golden.expect(question.table + [question.text], "move-question")
    }

    @Test func `keeps the time of day of the later ones on the patient's clock where that changes between them`() throws {
        // Summer time ends between the two sessions that follow.
        let autumn = Zone(name: "Europe/Berlin", transitions: [at("2026-12-15T01:00:00Z")], offsets: [7200, 3600])
        let table = try question(MoveRequest(start: "2026-11-28 19:00"), zone: autumn).table
        #expect(
            table == [
                "T-0002  Fri 2026-11-27 18:30–19:15  →  Sat 2026-11-28 19:00–19:45",
                "T-0003  Fri 2026-12-11 18:30–19:15  →  Sat 2026-12-12 19:00–19:45",
                "T-0005  Fri 2026-12-25 17:30–18:15  →  Sat 2026-12-26 18:00–18:45", "(Europe/Berlin)",
            ])
    }

    @Test(
        arguments: [
            ("a", .all), ("ALL ", .all), ("o", .onlyThis), ("only", .onlyThis), ("", .cancel), ("c", .cancel), ("cancel", .cancel),
            ("n", .cancel), ("No", .cancel), ("no, stop", nil), ("y", nil), ("yes", nil),
        ] as [(String, MoveQuestion.Answer?)])
    func `takes three answers, and no other for one of them`(text: String, answer: MoveQuestion.Answer?) {
        #expect(MoveQuestion.Answer(text) == answer)
    }

    @Test(arguments: [("a\n", true), ("o\n", false)])
    func `asks on a terminal, and sends the answer with the time that was shown`(answer: String, rest: Bool) async throws {
        let (bodies, seen, status) = try await moved(answering: answer)
        #expect(
            bodies == [#"{"force":true,"start":"2026-11-28 17:30"}"#, #"{"force":true,"rest":\#(rest),"start":"2026-11-28T16:30:00Z"}"#])
        #expect(seen.contains("T-0003  Fri 2026-12-11 17:30–18:15  →  Sat 2026-12-12 17:30–18:15\n"))
        #expect(seen.contains("(Europe/Berlin)\nMove [a]ll 3, [o]nly this one (T-0002), or [c]ancel? "))
        #expect(status == 0)
    }

    @Test(arguments: ["\n", "c\n", "no\n", "\u{4}", "no, stop\n\n", "yes\n\u{4}"])
    func `moves nothing for any other answer`(answer: String) async throws {
        let (bodies, seen, status) = try await moved(answering: answer)
        #expect(bodies == [#"{"force":true,"start":"2026-11-28 17:30"}"#])
        #expect(seen.hasSuffix("nothing was changed\n"))
        #expect(status == 6)
    }

    @Test func `asks again where the answer is none of the three`() async throws {
        let (bodies, seen, _) = try await moved(answering: "y\no\n")
        #expect(bodies.count == 2)
        #expect(seen.ranges(of: "or [c]ancel? ").count == 2)
    }

    @Test func `without a terminal is refused in the service's words`() async throws {
        let standIn = try standIn()
        defer { standIn.stop() }
        let outcome = try await Program.run("treatment", "move", "T-0002", "--start", "now+1d", socket: standIn.socket)
        #expect(outcome.status == 1)
        #expect(outcome.talk == "error: --rest: say whether the rest move too: --rest or --only\n")
        #expect(standIn.questions.count == 1)
    }
}

@Suite struct `treatment show` {
    @Test func `looks for the sessions of its series among the patient's`() async throws {
        let sessions = [
            session("T-0001", on: "2026-12-11"), session("T-0002", on: "2026-11-27"), treatment("T-0003", of: "P-0003"),
        ]
        let standIn = try StandIn { question in
            switch question.target {
            case "/v1/treatments/T-0002": StandIn.Answer(body: json(sessions[1]))
            case "/v1/patients/P-0003":
                StandIn.Answer(body: json(PatientDetails(patient: patient("P-0003"), plans: [], treatments: [])))
            default: StandIn.Answer(body: json(Page(sessions)))
            }
        }
        defer { standIn.stop() }
        let outcome = try await Program.run("treatment", "show", "T-0002", socket: standIn.socket)
        #expect(outcome.data.contains("session 1 of 2"))
        #expect(!outcome.data.contains("T-0003"))
        #expect(standIn.questions.last?.target == "/v1/treatments?limit=500&patient=P-0003")
    }
}
