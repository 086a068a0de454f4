import Aftercare
import AftercareAPI
import Foundation
import Testing

@testable import aftercarectl

@Suite struct `A file of a plan's changes` {
    private let file = "instructions:\n  compress: { session: 10min }\n  no-alcohol: { remind: [start] }\n"

    private func changed(
        _ input: String, _ arguments: String..., answer: StandIn.Answer = .init(body: json(Outcome()))
    ) async throws -> (questions: [StandIn.Question], outcome: Program.Outcome) {
        let standIn = try StandIn { _ in answer }
        defer { standIn.stop() }
        let outcome = try await Program.run(
            ["plan", "change", "PL-0001", "-f", "-"] + arguments, socket: standIn.socket, input: input)
        return (standIn.questions, outcome)
    }

    private func refused(_ problems: [Problem]) -> StandIn.Answer {
        .init(status: 422, body: json(ErrorBody(code: .refused, message: "no", problems: problems)))
    }

    @Test func `is sent with everything else that was asked for`() async throws {
        let (questions, outcome) = try await changed(file, "--without", "check")
        #expect(outcome.status == 0)
        #expect(questions.count == 1)
        let request = try Wire.decode(PlanChangeRequest.self, from: Data((questions.first?.body ?? "").utf8))
        #expect(request.changes?.map(\.id.rawValue) == ["compress", "no-alcohol"])
        #expect(request.changes?.first?.session == .minutes(10))
        #expect(request.without == ["check"])
    }

    @Test func `that is wrong in its form is not sent`() async throws {
        let (questions, outcome) = try await changed("instructions:\n  compress: { sesion: 10min }\n")
        #expect(questions == [])
        #expect(outcome.status == 65)
        #expect(outcome.data == "")
        #expect(outcome.talk.hasPrefix("standard input:2:15: error: unknown key 'sesion'"))
        #expect(outcome.talk.hasSuffix("1 error; nothing was changed\n"))
    }

    @Test func `shows what the service finds wrong at its place, beside what is wrong on the command line`() async throws {
        let (_, outcome) = try await changed(
            file, "--without", "nap",
            answer: refused([
                Problem(.unknownInstruction, at: "without.0", "there is no instruction 'nap'"),
                Problem(.outOfRange, at: "changes.compress.session", "too long"),
            ]))
        #expect(outcome.status == 65)
        #expect(outcome.talk.contains("command line: error: --without: there is no instruction 'nap'\n"))
        #expect(outcome.talk.contains("standard input:2:24: error: too long\n"))
        #expect(outcome.talk.hasSuffix("2 errors; nothing was changed\n"))
    }

    @Test func `is not blamed for the command line`() async throws {
        let (_, outcome) = try await changed(
            file, "--without", "nap", answer: refused([Problem(.unknownInstruction, at: "without.0", "there is no instruction 'nap'")]))
        #expect(outcome.status == 1)
        #expect(outcome.talk == "error: --without: there is no instruction 'nap'\n")
    }

    @Test func `that cannot be read is named`() async throws {
        let outcome = try await Program.run("plan", "change", "PL-0001", "-f", "/nowhere.yaml", socket: "/nowhere")
        #expect(outcome.status == 65)
        #expect(outcome.talk.hasPrefix("/nowhere.yaml: error: cannot be read: no such file or directory\n"))
    }
}
