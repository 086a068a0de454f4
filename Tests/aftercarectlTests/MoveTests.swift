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
            case "/v1/treatments/T-0002/move" where !question.body.contains("rest"):
                StandIn.Answer(
                    status: 422,
                    body: json(
                        ErrorBody(
                            code: .refused, message: "no",
                            problems: [Problem(.missing, at: "rest", "say whether the rest move too: --rest or --only")])))
            case "/v1/treatments/T-0002/move": StandIn.Answer(body: json(OutcomeBody()))
            default: StandIn.Answer(body: json(TreatmentsBody(treatments: Self.series, next: nil)))
            }
        }
    }

    private func moved(answering line: String) async throws -> (bodies: [String], seen: String, status: Int) {
        let standIn = try standIn()
        defer { standIn.stop() }
        let terminal = try PseudoTerminal()
        try terminal.type(line)
        let status = try await Program.run(
            ["treatment", "move", "T-0002", "--start", "now+1d"], socket: standIn.socket, on: terminal)
        return (standIn.questions.filter { $0.method == "POST" }.map(\.body), terminal.shown(), status)
    }

    @Test func `asks for those that are still to come, and only those`() throws {
        let later = MoveQuestion(treatment: Self.series[1], series: Self.series)
        try Golden.expect(later.text + "\n", "move-question")
        let last = MoveQuestion(treatment: Self.series[2], series: Self.series)
        #expect(last.text.hasPrefix("1 later session of the series: move it too?"))
    }

    @Test(arguments: [("y", true), ("Y ", true), ("yes", true), ("n", false), ("", false), ("nyet", false), ("yikes", false)])
    func `takes a yes for a yes, and everything else for a no`(answer: String, isYes: Bool) {
        #expect(MoveQuestion.isYes(answer) == isYes)
    }

    @Test(arguments: [("y\n", true), ("\n", false)])
    func `asks on a terminal, and sends the answer`(answer: String, rest: Bool) async throws {
        let (bodies, seen, status) = try await moved(answering: answer)
        #expect(bodies == [#"{"start":"now+1d"}"#, #"{"rest":\#(rest),"start":"now+1d"}"#])
        #expect(seen.contains("2 later sessions of the series: move them too? [y/N] "))
        #expect(status == 0)
    }

    @Test func `changes nothing where the question is left unanswered`() async throws {
        let (bodies, seen, status) = try await moved(answering: "\u{4}")
        #expect(bodies == [#"{"start":"now+1d"}"#])
        #expect(seen.contains("error: rest: say whether the rest move too: --rest or --only"))
        #expect(status == 1)
    }

    @Test func `without a terminal is refused in the service's words`() async throws {
        let standIn = try standIn()
        defer { standIn.stop() }
        let outcome = try await Program.run("treatment", "move", "T-0002", "--start", "now+1d", socket: standIn.socket)
        #expect(outcome.status == 1)
        #expect(outcome.talk == "error: rest: say whether the rest move too: --rest or --only\n")
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
                StandIn.Answer(body: json(PatientBody(patient: patient("P-0003"), plans: [], treatments: [])))
            default: StandIn.Answer(body: json(TreatmentsBody(treatments: sessions, next: nil)))
            }
        }
        defer { standIn.stop() }
        let outcome = try await Program.run("treatment", "show", "T-0002", socket: standIn.socket)
        #expect(outcome.data.contains("session 1 of 2"))
        #expect(!outcome.data.contains("T-0003"))
        #expect(standIn.questions.last?.target == "/v1/treatments?limit=500&patient=P-0003")
    }
}
