import Aftercare
import Testing

@testable import aftercarectl

@Suite struct `An upgrade of all plans` {
    private static let words = "plan upgrade --all --protocol knee"

    @Sendable private static func answer(_ question: StandIn.Question) -> StandIn.Answer {
        guard let knee = try? knee() else { return StandIn.Answer(status: 500, body: "{}") }
        let newer = CareProtocol(
            id: knee.id, version: 3, title: knee.title, language: knee.language, routes: knee.routes, usualDuration: knee.usualDuration,
            signOff: nil, sources: knee.sources, instructions: knee.instructions.filter { $0.id.rawValue != "check" })
        switch question.target {
        case "/v1/protocols/knee%402": return StandIn.Answer(body: json(knee))
        case "/v1/protocols/knee%403": return StandIn.Answer(body: json(newer))
        default:
            let plans = ["PL-0001", "PL-0002"].map { plan($0, of: "P-0003", protocol: "knee@3") }
            let upgrade = Upgrade(
                from: knee.reference, to: newer.reference, plans: plans.map(\.id), differences: newer.differences(from: knee))
            return StandIn.Answer(body: json(Outcome(plans: plans.map { .init(.changed, $0) }, upgrades: [upgrade])))
        }
    }

    private func posts(_ standIn: StandIn) -> [StandIn.Question] { standIn.questions.filter { $0.method == "POST" } }

    @Test func `shows first what is told otherwise, asks, and then does what it showed`() async throws {
        let standIn = try StandIn(Self.answer)
        defer { standIn.stop() }
        let terminal = try PseudoTerminal()
        try terminal.type("y\n")
        #expect(try await Program.run(Self.words.split(separator: " ").map(String.init), socket: standIn.socket, on: terminal) == 0)
        let shown = terminal.shown()
        #expect(shown.contains("knee@2 → knee@3  PL-0001, PL-0002\n  check  is gone\n"))
        #expect(shown.contains("A plan never goes back to an older version. Upgrade 2 plans to knee@3? [y/N] "))
        #expect(
            posts(standIn) == [
                .init(method: "POST", target: "/v1/plans/upgrade?trial=true", body: #"{"protocol":"knee"}"#),
                .init(method: "POST", target: "/v1/plans/upgrade", body: #"{"protocol":"knee","version":"3"}"#),
            ])
    }

    @Test func `changes nothing where the answer is no`() async throws {
        let standIn = try StandIn(Self.answer)
        defer { standIn.stop() }
        let terminal = try PseudoTerminal()
        try terminal.type("n\n")
        #expect(try await Program.run(Self.words.split(separator: " ").map(String.init), socket: standIn.socket, on: terminal) == 6)
        #expect(posts(standIn).map(\.target) == ["/v1/plans/upgrade?trial=true"])
    }

    @Test func `wants a word where nobody can be asked`() async throws {
        let standIn = try StandIn(Self.answer)
        defer { standIn.stop() }
        let words = Self.words.split(separator: " ").map(String.init)
        let outcome = try await Program.run(words, socket: standIn.socket)
        #expect(outcome.status == 64)
        #expect(posts(standIn).map(\.target) == ["/v1/plans/upgrade?trial=true"])
        let meant = try await Program.run(words + ["--yes"], socket: standIn.socket)
        #expect(meant.status == 0)
        #expect(meant.data == "changed plan PL-0001: knee@3 for P-0003\nchanged plan PL-0002: knee@3 for P-0003\n")
    }

    @Test func `only shows it where that is wanted`() async throws {
        let standIn = try StandIn(Self.answer)
        defer { standIn.stop() }
        let outcome = try await Program.run(Self.words.split(separator: " ").map(String.init) + ["--dry-run"], socket: standIn.socket)
        #expect(outcome.status == 0)
        #expect(outcome.data == "knee@2 → knee@3  PL-0001, PL-0002\n  check  is gone\n")
        #expect(posts(standIn).map(\.target) == ["/v1/plans/upgrade?trial=true"])
    }

    @Test func `of one plan is shown without being done, too`() async throws {
        let standIn = try StandIn(Self.answer)
        defer { standIn.stop() }
        let outcome = try await Program.run("plan", "upgrade", "PL-0001", "--dry-run", socket: standIn.socket)
        #expect(outcome.status == 0)
        #expect(posts(standIn) == [.init(method: "POST", target: "/v1/plans/upgrade?trial=true", body: #"{"plan":"PL-0001"}"#)])
    }

    @Test func `says so where there is nothing to upgrade`() async throws {
        let standIn = try StandIn { _ in StandIn.Answer(body: json(Outcome())) }
        defer { standIn.stop() }
        let outcome = try await Program.run(Self.words.split(separator: " ").map(String.init), socket: standIn.socket)
        #expect(outcome.status == 0)
        #expect(outcome.talk == "note: no plan that is not over follows an older version of 'knee'; nothing to upgrade\n")
    }

    @Test(arguments: ["plan upgrade", "plan upgrade --all", "plan upgrade PL-0001 --all", "plan upgrade --protocol knee"])
    func `must be told which plans`(line: String) async throws {
        let outcome = try await Program.run(line.split(separator: " ").map(String.init), socket: "/nowhere")
        #expect(outcome.status == 64)
        #expect(outcome.talk.contains("say which plans: one, like PL-0001, or all of a protocol with '--all --protocol exosome-injection'"))
    }
}
