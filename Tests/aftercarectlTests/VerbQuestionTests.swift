import Aftercare
import AftercareAPI
import Testing

@testable import aftercarectl

/// What hangs on a final verb, of sessions before and after the one that it is about.
@Suite struct `A question about a session` {
    private static func session(_ day: Int, _ status: Treatment.Status = .booked) -> Treatment {
        treatment(
            "T-00\(day)", of: "P-0042", status: status, from: "2026-12-\(day)T09:00:00Z", to: "2026-12-\(day)T09:45:00Z", series: "S-1")
    }

    /// Not in the order of their times.
    private static let sessions = [session(15), session(12), session(14, .cancelled), session(13)]

    private func asked(_ line: String, answering: @escaping @Sendable (StandIn.Question) -> StandIn.Answer) async throws -> String {
        let standIn = try StandIn(answering)
        defer { standIn.stop() }
        let terminal = try PseudoTerminal()
        try terminal.type("n\n")
        #expect(try await Program.run(line.split(separator: " ").map(String.init), socket: standIn.socket, on: terminal) == 6)
        #expect(standIn.questions.allSatisfy { $0.method == "GET" })
        return terminal.shown()
    }

    @Test(arguments: [
        (12, "Sat", "2 later sessions of the series stay booked (T-0013, T-0015). "),
        (13, "Sun", "1 later session of the series stays booked (T-0015). "), (15, "Tue", ""),
    ])
    func `that is cancelled names the later ones that stay`(day: Int, weekday: String, rest: String) async throws {
        let text = try await asked("treatment cancel T-00\(day)") { question in
            switch question.target {
            case "/v1/treatments/T-00\(day)": StandIn.Answer(body: json(Self.session(day)))
            case "/v1/patients/P-0042":
                StandIn.Answer(body: json(PatientDetails(patient: patient("P-0042"), plans: [], treatments: Self.sessions)))
            default: StandIn.Answer(body: json(Page(Self.sessions)))
            }
        }
        #expect(
            text.contains(
                "T-00\(day) is booked, \(weekday) 2026-12-\(day) 10:00–10:45 (Europe/Berlin). It will say nothing any more. \(rest)"
                    + "Cancel treatment 'T-00\(day)' of P-0042? [y/N] "), "\(text)")
    }

    @Test func `that is erased with its patient counts plans and treatments apart`() async throws {
        let details = PatientDetails(
            patient: patient("P-0042"), plans: [plan("PL-0001", of: "P-0042"), plan("PL-0002", of: "P-0042")],
            treatments: [Self.session(12)])
        let text = try await asked("patient erase P-0042") { _ in StandIn.Answer(body: json(details)) }
        #expect(text.contains("All that is known of P-0042 is erased: 2 plans and 1 treatment, its reminders and its answers. "), "\(text)")
    }

    @Test(arguments: [true, false]) func `of everybody ends with 3 where something is withheld`(isWithheld: Bool) async throws {
        var told = status()
        if isWithheld { told.withheld = [Withheld(machine: "a", epoch: 1, reminders: 2, text: "2 reminders are withheld")] }
        let answer = StandIn.Answer(body: json(told))
        let details = StandIn.Answer(body: json(PatientDetails(patient: patient("P-0003"), plans: [], treatments: [])))
        let standIn = try StandIn { $0.target == "/v1/status" ? answer : details }
        defer { standIn.stop() }
        #expect(try await Program.run("status", socket: standIn.socket).status == (isWithheld ? 3 : 0))
    }
}
