import Aftercare
import AftercareAPI
import Testing

@testable import aftercarectl

/// A patient of four booked sessions, of whom an instruction still holds.
private enum Clinic {
    static let sessions =
        [treatment("T-0011", of: "P-0042", status: .completed, from: "2026-11-13T16:30:00Z", to: "2026-11-13T17:15:00Z", series: "T-0011")]
        + (12...15).map { number in
            treatment(
                "T-00\(number)", of: "P-0042", from: "2026-12-\(number)T09:00:00Z", to: "2026-12-\(number)T09:45:00Z", series: "T-0011")
        }

    static func answer(_ question: StandIn.Question) -> StandIn.Answer {
        guard question.method == "GET" else { return StandIn.Answer(body: json(Outcome())) }
        switch question.target {
        case "/v1/plans/PL-0001":
            guard let knee = try? knee() else { return StandIn.Answer(status: 500, body: "{}") }
            return StandIn.Answer(body: json(AssignedPlan(plan: plan("PL-0001", of: "P-0042"), careProtocol: knee)))
        case "/v1/patients/P-0042":
            return StandIn.Answer(
                body: json(PatientDetails(patient: patient("P-0042"), plans: [plan("PL-0001", of: "P-0042")], treatments: sessions)))
        case "/v1/status/P-0042":
            return StandIn.Answer(
                body: json(
                    PatientStatus(
                        patient: patient("P-0042"), now: now, needsPerson: [],
                        windows: [window("no-alcohol", "no alcohol", "2026-11-19T18:30:00Z", "2026-11-20T18:30:00Z")], upcoming: [])))
        case "/v1/treatments/T-0012": return StandIn.Answer(body: json(sessions[1]))
        case "/v1/reactions/R-0001": return StandIn.Answer(body: json(reaction("R-0001", of: "P-0042", [.swelling])))
        default: return StandIn.Answer(body: json(Page(sessions)))
        }
    }
}

/// The verbs that people rarely mean by accident, and cannot easily undo.
@Suite struct `A final verb` {
    private static let silenced =
        "4 booked sessions will say nothing any more (T-0012 to T-0015). 1 instruction that holds now will end (no alcohol)."
    private static let session = "T-0012 is booked, Sat 2026-12-12 10:00–10:45 (Europe/Berlin)."
    private static let corrected = "What the patient was told of it is put right once; it is left out of lists."

    private static let verbs = [
        ("plan revoke PL-0001", "plans/PL-0001/change", "\(silenced) Revoke plan 'PL-0001' of P-0042? [y/N] "),
        ("plan complete PL-0001", "plans/PL-0001/change", "\(silenced) Complete plan 'PL-0001' of P-0042? [y/N] "),
        (
            "plan entered-in-error PL-0001", "plans/PL-0001/entered-in-error",
            "\(silenced) \(corrected) Mark as entered in error plan 'PL-0001' of P-0042? [y/N] "
        ),
        (
            "treatment complete T-0012 --ended now", "treatments/T-0012/complete",
            "\(session) Its whole aftercare counts from its end, now. Complete treatment 'T-0012' of P-0042? [y/N] "
        ),
        (
            "treatment cancel T-0012", "treatments/T-0012/cancel",
            "\(session) It will say nothing any more. 3 later sessions of the series stay booked (T-0013, T-0014, T-0015). "
                + "Cancel treatment 'T-0012' of P-0042? [y/N] "
        ),
        (
            "treatment cancel T-0012 --no-show", "treatments/T-0012/cancel",
            "\(session) It will say nothing any more. 3 later sessions of the series stay booked (T-0013, T-0014, T-0015). "
                + "Cancel treatment 'T-0012' of P-0042 as a no-show? [y/N] "
        ),
        (
            "treatment entered-in-error T-0012", "treatments/T-0012/entered-in-error",
            "\(session) It will say nothing any more. \(corrected) Mark as entered in error treatment 'T-0012' of P-0042? [y/N] "
        ),
        (
            "patient change P-0042 --status deceased", "patients/P-0042/change",
            "\(silenced) Change patient 'P-0042' to deceased? [y/N] "
        ),
        (
            "patient change P-0042 --status opted-out", "patients/P-0042/change",
            "\(silenced) Change patient 'P-0042' to opted-out? [y/N] "
        ),
        (
            "patient entered-in-error P-0042", "patients/P-0042/entered-in-error",
            "\(silenced) \(corrected) Mark as entered in error patient 'P-0042'? [y/N] "
        ),
        (
            "patient erase P-0042", "patients/P-0042/erase",
            "All that is known of P-0042 is erased: 1 plan and 5 treatments, its reminders and its answers. "
                + "This cannot be taken back. Erase patient 'P-0042'? [y/N] "
        ),
        (
            "reaction entered-in-error R-0001", "reactions/R-0001/entered-in-error",
            "R-0001 is swelling after T-0001. What it mutes is said again. Mark as entered in error reaction 'R-0001' of P-0042? [y/N] "
        ),
        (
            "response entered-in-error 1a2b3c4d", "reminders/1a2b3c4d/respond/entered-in-error",
            "The newest answer to reminder '1a2b3c4d' counts as never given, and the reminder may ask again. "
                + "Mark that answer as entered in error? [y/N] "
        ),
    ]

    private struct Seen {
        let text: String
        /// What the service was told to do.
        let done: [String]
        let status: Int
    }

    private func run(_ line: String, answering answer: String?) async throws -> Seen {
        let standIn = try StandIn(Clinic.answer)
        defer { standIn.stop() }
        let terminal = try PseudoTerminal()
        if let answer { try terminal.type(answer) }
        let words = line.split(separator: " ").map(String.init)
        let status = try await Program.run(words, socket: standIn.socket, on: terminal)
        let done = standIn.questions.filter { $0.method == "POST" }.map(\.target)
        return Seen(text: terminal.shown(), done: done, status: status)
    }

    @Test(arguments: verbs) func `says on a terminal what hangs on it, and asks`(line: String, path: String, question: String) async throws
    {
        let seen = try await run(line, answering: "y\n")
        #expect(seen.text.contains(question))
        #expect(seen.done == ["/v1/\(path)"])
        #expect(seen.status == 0)
    }

    @Test(arguments: verbs) func `changes nothing where the answer is no`(line: String, path: String, question: String) async throws {
        let seen = try await run(line, answering: "n\n")
        #expect(seen.text.hasSuffix("\(question)nothing was changed\n"))
        #expect(seen.done == [])
        #expect(seen.status == 6)
    }

    @Test(arguments: ["\n", "no, stop\n", "\u{4}"]) func `takes nothing but a yes for a yes`(answer: String) async throws {
        let seen = try await run("plan revoke PL-0001", answering: answer)
        #expect(seen.done == [])
        #expect(seen.status == 6)
        #expect(seen.text.hasSuffix("nothing was changed\n"))
    }

    @Test func `that is left by the end of the input says so on a line of its own`() async throws {
        #expect(try await run("plan revoke PL-0001", answering: "\u{4}").text.hasSuffix("[y/N] \nnothing was changed\n"))
    }

    @Test(arguments: ["--yes", "-y"], ["plan revoke PL-0001", "treatment cancel T-0012", "patient erase P-0042"])
    func `is not asked about where that was said before`(yes: String, line: String) async throws {
        let seen = try await run("\(line) \(yes)", answering: nil)
        #expect(!seen.text.contains("[y/N]"))
        #expect(seen.done.count == 1)
        #expect(seen.status == 0)
    }

    @Test func `asks nothing of a patient who is only away`() async throws {
        let seen = try await run("patient change P-0042 --status inactive", answering: nil)
        #expect(seen.done == ["/v1/patients/P-0042/change"])
        #expect(seen.text == "")
    }

    @Test(arguments: verbs) func `goes ahead in a script, but for an erasure`(line: String, path: String, question: String) async throws {
        let standIn = try StandIn(Clinic.answer)
        defer { standIn.stop() }
        let outcome = try await Program.run(line.split(separator: " ").map(String.init), socket: standIn.socket)
        if line.contains("erase") {
            #expect(outcome.status == 64)
            #expect(outcome.talk == "error: 'patient erase P-0042' cannot be taken back, and nobody is here to be asked; say '--yes'\n")
            #expect(standIn.questions == [])
        } else {
            #expect(outcome.status == 0)
            #expect(standIn.questions.map(\.target) == ["/v1/\(path)"])
        }
    }

    @Test func `that erases goes ahead in a script where that is said`() async throws {
        let standIn = try StandIn(Clinic.answer)
        defer { standIn.stop() }
        let outcome = try await Program.run("patient", "erase", "P-0042", "--yes", socket: standIn.socket)
        #expect(outcome.status == 0)
        #expect(standIn.questions == [.init(method: "POST", target: "/v1/patients/P-0042/erase", body: "{}")])
    }

    @Test func `of what there is not is refused before anything is asked`() async throws {
        let standIn = try StandIn { _ in
            StandIn.Answer(
                status: 404,
                body: json(ErrorBody(code: .notFound, message: "no", problems: [Problem(.unknownPlan, at: "", "unknown plan 'PL-0001'")])))
        }
        defer { standIn.stop() }
        let terminal = try PseudoTerminal()
        #expect(try await Program.run(["plan", "revoke", "PL-0001"], socket: standIn.socket, on: terminal) == 1)
        #expect(terminal.shown() == "error: unknown plan 'PL-0001'\n")
    }

    @Test func `of which nothing hangs says that, too`() {
        #expect(Unfinished(sessions: [], scheduled: []).sentences == ["No session is booked, and no instruction holds now."])
        #expect(
            Unfinished(sessions: [], scheduled: ["a", "b", "c", "d", "e"]).sentences
                == ["5 instructions that hold now will end (a, b, c and 2 more)."])
        #expect(
            Unfinished(sessions: [], scheduled: ["a", "b", "c", "d"]).sentences
                == ["4 instructions that hold now will end (a, b, c, d)."])
        #expect(
            Unfinished(sessions: [], scheduled: ["ice", "no alcohol"]).sentences == [
                "2 instructions that hold now will end (ice, no alcohol)."
            ])
    }
}

@Suite struct `The names of sessions` {
    @Test(arguments: [
        (["T-0012"], "T-0012"), (["T-0012", "T-0013", "T-0014"], "T-0012, T-0013, T-0014"),
        (["T-0008", "T-0009", "T-0010", "T-0011"], "T-0008 to T-0011"),
        (["T-0003", "T-0007", "T-0009", "T-0010", "T-0011"], "T-0003, T-0007, T-0009 and 2 more"),
        (["S", "S-2", "S-3", "S-4"], "S, S-2, S-3 and 1 more"), (["A-1", "B-2", "C-3", "D-4"], "A-1, B-2, C-3 and 1 more"),
    ])
    func `are as short as they can be without hiding one`(names: [String], words: String) {
        #expect(names.map { treatment($0, of: "P-0003") }.names == words)
    }
}
