import Aftercare
import AftercareAPI
import Testing

@testable import aftercarectl

@Suite struct `An instruction that cannot wait` {
    @Sendable private static func answer(_ question: StandIn.Question) -> StandIn.Answer {
        guard question.method == "GET", let knee = try? knee() else { return StandIn.Answer(body: json(Outcome())) }
        return StandIn.Answer(
            body: question.target.contains("/plans/")
                ? json(AssignedPlan(plan: plan("PL-0001", of: "P-0003"), careProtocol: knee)) : json(knee))
    }

    private static let sentence =
        "'check' (check-up) is said at any hour, since it cannot wait. Left out, it is not said any more."

    @Test(arguments: [
        ("plan change PL-0001 --without check --without compress", "Change plan 'PL-0001' of P-0003? [y/N] "),
        ("plan assign P-0003 knee --without check", "Assign 'knee' to P-0003 without it? [y/N] "),
    ])
    func `is not left out by a slip of the hand`(line: String, asked: String) async throws {
        for (answer, sent, status) in [("n\n", 0, 6), ("y\n", 1, 0)] {
            let standIn = try StandIn(Self.answer)
            defer { standIn.stop() }
            let terminal = try PseudoTerminal()
            try terminal.type(answer)
            let words = line.split(separator: " ").map(String.init)
            #expect(try await Program.run(words, socket: standIn.socket, on: terminal) == status)
            #expect(terminal.shown().contains("\(Self.sentence) \(asked)"))
            #expect(standIn.questions.count { $0.method == "POST" } == sent)
        }
    }

    @Test func `is not asked about where it is left out already, or where nobody knows it`() async throws {
        let unknown = ErrorBody(code: .refused, message: "unknown plan 'PL-0001'")
        let answers = [
            StandIn.Answer(body: json(AssignedPlan(plan: plan("PL-0001", of: "P-0003", without: ["check"]), careProtocol: try knee()))),
            StandIn.Answer(status: 404, body: json(unknown)),
        ]
        for answer in answers {
            let standIn = try StandIn { $0.method == "GET" ? answer : StandIn.Answer(body: json(Outcome())) }
            defer { standIn.stop() }
            let terminal = try PseudoTerminal()
            try terminal.type("n\n")
            #expect(try await Program.run(["plan", "change", "PL-0001", "--without", "check"], socket: standIn.socket, on: terminal) == 0)
            #expect(!terminal.shown().contains("[y/N]"))
            #expect(standIn.questions.last?.method == "POST")
        }
    }

    @Test(arguments: ["plan change PL-0001 --without compress", "plan change PL-0001 --without check --yes"])
    func `is asked about only where it is left out, and not said before`(line: String) async throws {
        let standIn = try StandIn(Self.answer)
        defer { standIn.stop() }
        let terminal = try PseudoTerminal()
        #expect(try await Program.run(line.split(separator: " ").map(String.init), socket: standIn.socket, on: terminal) == 0)
        #expect(!terminal.shown().contains("[y/N]"))
    }
}
