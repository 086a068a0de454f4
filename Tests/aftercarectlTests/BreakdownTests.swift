import Aftercare
import AftercareAPI
import Foundation
import Synchronization
import Testing

@testable import aftercarectl

/// A line for every verb, and more for those that ask different things.
let verbLines = [
    // Those that only look.
    "status", "status P-0042", "status --check", "reminders", "reminders P-0042 --limit 1", "preview P-0042", "patient list",
    "patient list --limit 1", "patient show P-0042", "plan list", "plan list --limit 1", "plan show PL-0001", "treatment list",
    "treatment list --limit 1", "treatment show T-0012", "reaction list", "reaction list --limit 1", "reaction show R-0001",
    "protocol list", "protocol show knee", "audit --directory DIR", "backup DIR/copy", "backup -", "backup make DIR/copy",
    "plan upgrade PL-0001 --dry-run", "plan upgrade --all --protocol knee --dry-run", "apply -f DIR/clinic.yaml --dry-run",
    // Those that change something.
    "acknowledge 1a2b3c4d", "acknowledge P-0042 no-alcohol", "decline 1a2b3c4d", "snooze 1a2b3c4d --for 1h",
    "response entered-in-error 1a2b3c4d", "reaction report P-0042 swelling", "reaction clear R-0001",
    "reaction entered-in-error R-0001", "patient add P-0042", "patient change P-0042 --status deceased",
    "patient entered-in-error P-0042", "patient erase P-0042 --yes", "plan assign P-0042 knee", "plan change PL-0001 --compress cold",
    "plan upgrade PL-0001", "plan upgrade --all --protocol knee --yes", "plan hold PL-0001", "plan resume PL-0001",
    "plan complete PL-0001", "plan revoke PL-0001", "plan entered-in-error PL-0001", "treatment schedule P-0042 --start now",
    "treatment move T-0012 --start now+1d --only", "treatment change T-0012 --lot 7", "treatment complete T-0012 --as-planned",
    "promote --fenced", "treatment cancel T-0012", "treatment reopen T-0012", "treatment entered-in-error T-0012",
    "apply -f DIR/clinic.yaml",
]

/// Those that ask no service, or none that they could not do without.
private let others = [
    "doctor", "backup check DIR/clinic.yaml", "preview -f DIR/protocols/knee.yaml --compress cold",
    "protocol check DIR/protocols/knee.yaml",
    "protocol check DIR/protocols/knee.yaml --format json",
    "simulate -f DIR/clinic.yaml --protocols DIR/protocols --settings DIR/aftercared.yaml --from 2026-03-02 --for 1d",
]

@Suite struct `A service that breaks down` {
    /// - Parameter number: of the question, from 0, whose answer ends in the middle; nil: none.
    private func standIn(at number: Int? = nil) throws -> StandIn {
        let practice = try Practice()
        let asked = Counter()
        return try StandIn { question in
            var answer = practice.answer(question)
            if asked.next() == number { answer.length = answer.body.utf8.count + 1 }
            return answer
        }
    }

    private func run(_ line: String, _ standIn: StandIn) async throws -> Program.Outcome {
        defer { standIn.stop() }
        let files = try Practice.Files()
        return try await Program.run(files.words(line), socket: standIn.socket)
    }

    @Test func `is tried out with every verb`() throws {
        let verbs = try #require(CommandTree.own).verbs.map { $0.path.joined(separator: " ") }
        let missing = verbs.filter { verb in !(verbLines + others).contains { $0 == verb || $0.hasPrefix("\(verb) ") } }
        #expect(verbs.count > 30)
        #expect(missing == [])
    }

    @Test(arguments: verbLines) func `fails the verb, whichever of its questions that is`(line: String) async throws {
        let sound = try standIn()
        let whole = try await run(line, sound)
        #expect(whole.status == 0, "\(whole)")
        let status = line.contains("--check") ? 2 : 69
        for number in sound.questions.indices {
            let broken = try await run(line, standIn(at: number))
            #expect(broken.status == status, "\(sound.questions[number].target): \(broken)")
            #expect(!(broken.talk + broken.data).isEmpty)
        }
        let useless = try StandIn { _ in
            StandIn.Answer(status: 503, body: json(ErrorBody(code: .storeUnusable, message: "the disk is gone")))
        }
        let refused = try await run(line, useless)
        #expect(refused.status == status && (refused.talk + refused.data).contains("the disk is gone"), "\(refused)")
    }

    @Test(arguments: [
        "plan revoke PL-0001", "plan complete PL-0001", "plan entered-in-error PL-0001", "plan change PL-0001 --without check",
        "plan assign P-0042 knee --without check", "plan upgrade --all --protocol knee", "treatment complete T-0012 --ended now",
        "treatment cancel T-0012", "treatment entered-in-error T-0012", "treatment move T-0012 --start 2026-12-13T09:00:00Z --force",
        "patient change P-0042 --status deceased", "patient entered-in-error P-0042", "patient erase P-0042",
        "reaction entered-in-error R-0001", "response entered-in-error 1a2b3c4d",
    ])
    func `fails a verb that asks first, too`(line: String) async throws {
        func status(_ standIn: StandIn) async throws -> Int {
            defer { standIn.stop() }
            let terminal = try PseudoTerminal()
            try terminal.type(line.contains("move") ? "a\n" : "y\n")
            let words = line.split(separator: " ").map(String.init)
            return try await Program.run(words, socket: standIn.socket, on: terminal)
        }
        let sound = try standIn()
        #expect(try await status(sound) == 0)
        #expect(sound.questions.contains { $0.method == "POST" })
        for number in sound.questions.indices {
            #expect(try await status(standIn(at: number)) == 69, "\(sound.questions[number].target)")
        }
    }
}

@Suite struct `Output that is lost` {
    private func run(_ line: String, _ practice: Practice, to data: String? = nil, talk: String? = nil) async throws -> Program.Outcome {
        let files = try Practice.Files()
        let standIn = try StandIn(practice.answer)
        defer { standIn.stop() }
        return try await Program.run(files.words(line), socket: standIn.socket, to: data, talkingTo: talk)
    }

    @Test func `fails what looks at the machine, too`() async throws {
        let outcome = try await Program.run(["doctor"], socket: "/nonexistent/control.sock", to: "/dev/full")
        #expect(outcome.status == 74, "\(outcome)")
    }

    @Test(arguments: verbLines + others) func `fails the verb, also where it is only what is said beside the data`(line: String)
        async throws
    {
        // With notes of the service's own, without them, and of nothing that could be listed.
        let practices = try [Practice(), Practice(note: nil), Practice(note: nil, isEmpty: true)]
        for practice in line.contains("list") || line.hasPrefix("reminders") || line.contains("upgrade")
            ? practices : Array(practices.prefix(2))
        {
            let whole = try await run(line, practice)
            #expect(!(whole.data + whole.talk).isEmpty)
            if !whole.data.isEmpty, practice.note != nil {
                #expect(try await run(line, practice, to: "/dev/full").status == 74)
            }
            if !whole.talk.isEmpty, whole.status == 0 {
                #expect(try await run(line, practice, talk: "/dev/full").status == 74, "\(whole.talk)")
            }
        }
    }
}

/// Counts from 0.
private final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            defer { count += 1 }
            return count
        }
    }
}
