import Aftercare
import AftercareAPI
import Foundation
import Testing

@testable import aftercarectl

/// The verbs that change something: what each sends, and what it shows.
@Suite struct `A verb` {
    private struct Sent: Equatable {
        let target: String
        let body: String
    }

    /// What the service was sent, whatever it answered.
    private func sent(_ line: String, input: String = "") async throws -> (sent: [Sent], outcome: Program.Outcome) {
        let standIn = try StandIn { _ in StandIn.Answer(body: json(Outcome())) }
        defer { standIn.stop() }
        let words = line.split(separator: " ").map(String.init)
        let outcome = try await Program.run(words, socket: standIn.socket, input: input)
        return (standIn.questions.map { Sent(target: "\($0.method) \($0.target)", body: $0.body) }, outcome)
    }

    @Test(arguments: [
        ("acknowledge 1A2B3C4D", "reminders/1a2b3c4d/respond", #"{"answer":"acknowledged"}"#),
        ("decline 1a2b", "reminders/1a2b/respond", #"{"answer":"declined"}"#),
        ("snooze 1a2b --for 30min", "reminders/1a2b/respond", #"{"answer":"snoozed","lasting":"30min"}"#),
        ("snooze 1a2b --until 18:00", "reminders/1a2b/respond", #"{"answer":"snoozed","until":"18:00"}"#),
        ("reaction report P-0001 swelling fever", "reactions", #"{"patient":"P-0001","signs":["swelling","fever"]}"#),
        (
            "reaction report P-0001 other --treatment T-0001", "reactions",
            #"{"patient":"P-0001","signs":["other"],"treatment":"T-0001"}"#
        ),
        ("reaction clear R-0001", "reactions/R-0001/clear", "{}"),
        ("plan hold PL-0001", "plans/PL-0001/change", #"{"status":"on-hold"}"#),
        ("plan resume PL-0001", "plans/PL-0001/change", #"{"status":"active"}"#),
        ("plan revoke PL-0001", "plans/PL-0001/change", #"{"status":"revoked"}"#),
        ("plan complete PL-0001", "plans/PL-0001/change", #"{"status":"completed"}"#),
        ("plan upgrade PL-0001", "plans/PL-0001/change", #"{"version":"newest"}"#),
        ("plan upgrade PL-0001 --to 3 --compress cold", "plans/PL-0001/change", #"{"compress":"cold","version":"3"}"#),
        (
            "plan change PL-0001 --compress warm --without a --without b --with c --restore d", "plans/PL-0001/change",
            #"{"compress":"warm","restore":["d"],"with":["c"],"without":["a","b"]}"#
        ),
        ("plan resume PL-0001 --entered-in-error", "plans/PL-0001/change", #"{"enteredInError":true,"status":"active"}"#),
        ("plan change PL-0001 --clear changes --clear without", "plans/PL-0001/change", #"{"clear":["changes","without"]}"#),
        ("plan assign P-0001 knee --force", "plans", #"{"force":true,"patient":"P-0001","protocol":"knee"}"#),
        ("plan entered-in-error PL-0001", "plans/PL-0001/entered-in-error", "{}"),
        ("treatment reopen T-0001", "treatments/T-0001/reopen", "{}"),
        ("treatment reopen T-0001 --force", "treatments/T-0001/reopen", #"{"force":true}"#),
        ("treatment entered-in-error T-0001", "treatments/T-0001/entered-in-error", "{}"),
        (
            "treatment change T-0001 --plan PL-0002 --route topical --site knee --product x --lot 7 --force",
            "treatments/T-0001/change", #"{"force":true,"lot":"7","plan":"PL-0002","product":"x","route":"topical","site":"knee"}"#
        ),
        (
            "treatment change T-0001 --clear site --clear lot --manufacturer x", "treatments/T-0001/change",
            #"{"clear":["site","lot"],"manufacturer":"x"}"#
        ),
        (
            "treatment complete T-0001 --ended now --force", "treatments/T-0001/complete",
            #"{"ended":"now","force":true}"#
        ),
        ("treatment schedule P-0001 --start now --force", "treatments", #"{"force":true,"patient":"P-0001","start":"now"}"#),
        ("treatment move T-0001 --start now+2y --force", "treatments/T-0001/move", #"{"force":true,"start":"now+2y"}"#),
        ("patient entered-in-error P-0001", "patients/P-0001/entered-in-error", "{}"),
        ("patient erase P-0001 --yes", "patients/P-0001/erase", "{}"),
        ("patient change P-0001 --quiet-hours none", "patients/P-0001/change", #"{"id":"P-0001","quietHours":"none"}"#),
        (
            "patient change P-0001 --clear name --clear quiet-hours", "patients/P-0001/change",
            #"{"clear":["name","quiet-hours"],"id":"P-0001"}"#
        ),
        ("reaction entered-in-error R-0001", "reactions/R-0001/entered-in-error", "{}"),
        ("response entered-in-error 1A2B", "reminders/1a2b/respond/entered-in-error", "{}"),
        ("treatment move T-0001 --start now+1d", "treatments/T-0001/move", #"{"start":"now+1d"}"#),
        (
            "treatment move T-0001 --start now+1d --duration 1h --rest", "treatments/T-0001/move",
            #"{"duration":"1h","rest":true,"start":"now+1d"}"#
        ),
        ("plan change PL-0001 --restore d", "plans/PL-0001/change", #"{"restore":["d"]}"#),
        ("plan change PL-0001 --with c", "plans/PL-0001/change", #"{"with":["c"]}"#),
        ("plan change PL-0001 --without a", "plans/PL-0001/change", #"{"without":["a"]}"#),
        ("plan change PL-0001 --compress cold", "plans/PL-0001/change", #"{"compress":"cold"}"#),
        ("treatment move T-0001 --start now+1d --only", "treatments/T-0001/move", #"{"rest":false,"start":"now+1d"}"#),
        (
            "treatment schedule P-0001 --start now --every 2w --times 4", "treatments",
            #"{"every":"2w","patient":"P-0001","start":"now","times":4}"#
        ),
        (
            "patient change P-0001 --zone Asia/Tokyo --language de --quiet-hours 20:00-07:00 --status opted-out --name x",
            "patients/P-0001/change",
            #"{"id":"P-0001","language":"de","name":"x","quietHours":"20:00-07:00","status":"opted-out","zone":"Asia/Tokyo"}"#
        ),
    ])
    func `sends what was typed`(line: String, path: String, body: String) async throws {
        let (sent, outcome) = try await sent(line)
        #expect(sent == [Sent(target: "POST /v1/\(path)", body: body)])
        #expect(outcome.status == 0)
        #expect(outcome.talk == "")
    }

    @Test(arguments: ["table", "json"]) func `says beside the data what should be known besides`(format: String) async throws {
        let note = "T-0009 stays cancelled: nothing is said of it; 'aftercarectl treatment reopen T-0009' takes that back"
        let standIn = try StandIn { _ in
            var outcome = Outcome()
            outcome.notes = [note]
            return StandIn.Answer(body: json(outcome))
        }
        defer { standIn.stop() }
        let file = "patients:\n  P-0003: { zone: Europe/Berlin }\n"
        for (words, input) in [(["plan", "hold", "PL-0001"], ""), (["apply", "-f", "-"], file)] {
            let outcome = try await Program.run(words + ["--format", format], socket: standIn.socket, input: input)
            #expect(outcome.talk == "note: \(note)\n")
            #expect(outcome.data.contains(note) == (format == "json"))
        }
    }

    @Test(arguments: [
        ("treatment complete T-0001 --ended now", "ended", "--ended: no"),
        ("treatment complete T-0001 --as-planned", "ended", "--as-planned: no"),
        ("treatment schedule P-0001 --start soon", "start", "--start: no"),
        ("treatment schedule P-0001 --start soon", "patient", "no"),
        ("treatment move T-0001 --start now --only", "duration", "--duration: no"),
        ("treatment change T-0001 --clear lot", "clear.0", "--clear: no"),
        ("patient change P-0001 --quiet-hours 21-8", "quietHours", "--quiet-hours: no"),
        ("patient add P-0001 --zone x", "zone", "--zone: no"), ("patient add P-0001", "id", "no"),
        ("plan change PL-0001 --without nap", "without.0", "--without: no"),
        ("plan upgrade PL-0001 --to 9", "version", "--to: no"), ("plan revoke PL-0001", "", "no"),
        ("snooze 1a2b --for x", "lasting", "--for: no"), ("snooze 1a2b --until x", "until", "--until: no"),
    ])
    func `that is refused is told so in the words of its options`(line: String, path: String, complaint: String) async throws {
        let standIn = try StandIn { _ in
            StandIn.Answer(
                status: 422, body: json(ErrorBody(code: .refused, message: "no", problems: [Problem(.malformed, at: path, "no")])))
        }
        defer { standIn.stop() }
        let outcome = try await Program.run(line.split(separator: " ").map(String.init), socket: standIn.socket)
        #expect(outcome.talk == "error: \(complaint)\n")
        #expect(outcome.status == 1)
    }

    @Test(arguments: [
        "treatment complete T-0001 --ended now", "treatment move T-0001 --start now --only", "treatment schedule P-0009 --start now",
        "treatment reopen T-0001", "treatment change T-0001 --plan PL-0002",
    ])
    func `that is refused is told times on the patient's clock`(line: String) async throws {
        let complaint = "T-0012 ends at 2026-12-13T23:45:00Z, before 2026-12-14T00:00:00Z; did you mean T-0011?"
        let standIn = try StandIn { question in
            switch question.target {
            case "/v1/treatments/T-0001": StandIn.Answer(body: json(treatment("T-0001", of: "P-0009")))
            case "/v1/patients/P-0009":
                StandIn.Answer(body: json(PatientDetails(patient: patient("P-0009", zone: "Asia/Kathmandu"), plans: [], treatments: [])))
            default:
                StandIn.Answer(
                    status: 422,
                    body: json(ErrorBody(code: .refused, message: "no", problems: [Problem(.outOfRange, at: "", complaint)])))
            }
        }
        defer { standIn.stop() }
        let outcome = try await Program.run(line.split(separator: " ").map(String.init), socket: standIn.socket)
        #expect(outcome.talk == "error: T-0012 ends at 2026-12-14 05:30, before 2026-12-14 05:45; did you mean T-0011?\n")
        #expect(outcome.status == 1)
    }

    @Test func `that is refused leaves times as they come where the patient's clock is not known`() {
        let refusal = ErrorBody(
            code: .refused, message: "no", problems: [Problem(.outOfRange, at: "", "it ends at 2026-12-13T23:45:00Z")])
        #expect(refusal.told(on: nil).problems == refusal.problems)
        #expect(refusal.told(on: berlin).problems.map(\.message) == ["it ends at 2026-12-14 00:45"])
        let example = ErrorBody(
            code: .refused, message: "no", problems: [Problem(.malformed, at: "", "'soon' is not a time, like 2026-11-21T17:30:00Z")])
        #expect(example.told(on: berlin).problems == example.problems)
    }

    @Test func `that applies a file forces the change, and its trial`() async throws {
        let standIn = try StandIn { _ in StandIn.Answer(body: json(Outcome())) }
        defer { standIn.stop() }
        for arguments in [["--force"], ["--force", "--dry-run"]] {
            _ = try await Program.run(
                ["apply", "-f", "-"] + arguments, socket: standIn.socket, input: "patients:\n  P-0003: { zone: Europe/Berlin }\n")
        }
        #expect(
            standIn.questions.map(\.target) == ["/v1/apply?force=true&progress=true", "/v1/apply?force=true&progress=true&trial=true"])
    }

    @Test func `that reports a reaction says what is muted, and until when`() async throws {
        let standIn = try StandIn { question in
            question.method == "GET"
                ? StandIn.Answer(body: json(PatientDetails(patient: patient("P-0003"), plans: [], treatments: [])))
                : StandIn.Answer(body: json(Outcome(reactions: [.init(.created, reaction("R-0001", of: "P-0003", [.swelling]))])))
        }
        defer { standIn.stop() }
        let outcome = try await Program.run("reaction", "report", "P-0003", "swelling", socket: standIn.socket)
        #expect(outcome.data == "reported reaction R-0001: P-0003 after T-0001, swelling, Fri 2026-11-20 10:42 (Europe/Berlin)\n")
        #expect(outcome.talk == "note: reminders of 'T-0001' that could harm are muted until 'aftercarectl reaction clear R-0001'\n")
    }

    @Test func `that names a patient and an instruction answers the newest reminder that was said`() async throws {
        let reminders = [
            reminder(1, .suppressed, due: "2026-11-20T12:00:00Z", reason: "reaction"),
            reminder(2, .settled, due: "2026-11-20T11:00:00Z", message: "Correction: …", role: .correction),
            reminder(3, .settled, due: "2026-11-20T10:00:00Z", message: "12 hours to go.", role: .nag),
            reminder(4, .settled, due: "2026-11-20T09:00:00Z", message: "No alcohol."),
        ]
        let standIn = try StandIn { question in
            StandIn.Answer(
                body: question.method == "GET"
                    ? json(Page(reminders)) : json(Outcome()))
        }
        defer { standIn.stop() }
        let outcome = try await Program.run("acknowledge", "P-0003", "no-alcohol", socket: standIn.socket)
        #expect(outcome.status == 0)
        #expect(standIn.questions.last?.target == "/v1/reminders/\(occurrence(3).text)/respond")
        let other = try await Program.run("acknowledge", "P-0003", "no-smoking", socket: standIn.socket)
        #expect(other.status == 1)
        #expect(other.talk == "error: patient 'P-0003' got no reminder of 'no-smoking'; see 'aftercarectl reminders P-0003'\n")
    }

    @Test func `that names only a patient is told what of theirs may be answered`() async throws {
        let reminders = [
            reminder(1, .suppressed, due: "2026-11-20T12:00:00Z", reason: "reaction"),
            reminder(2, .settled, due: "2026-11-20T09:00:00Z", message: "No alcohol."),
            reminder(3, .settled, due: "2026-11-20T08:00:00Z", message: "No alcohol."),
        ]
        let standIn = try StandIn { question in
            question.target.hasPrefix("/v1/reminders")
                ? StandIn.Answer(body: json(Page(question.target.contains("P-0042") ? reminders : [], next: nil)))
                : StandIn.Answer(body: json(PatientDetails(patient: patient("P-0042"), plans: [], treatments: [])))
        }
        defer { standIn.stop() }
        let outcome = try await Program.run("acknowledge", "P-0042", socket: standIn.socket)
        #expect(outcome.status == 64)
        #expect(
            outcome.talk
                == "error: say which reminder of 'P-0042' is meant: no-alcohol; write it behind the patient, like 'P-0042 no-alcohol'\n")
        let none = try await Program.run("snooze", "P-0007", "--for", "1h", socket: standIn.socket)
        #expect(none.talk == "error: patient 'P-0007' got no reminder that can be answered; see 'aftercarectl reminders P-0007'\n")
        #expect(none.status == 1)
    }

    @Test func `that snoozes names the time on the patient's clock`() async throws {
        let key = OccurrenceKey(treatment: id("T-0001"), timingRevision: 1, instruction: id("no-alcohol"), place: 0)
        let response = RecordedResponse(Response(reminder: key, answer: .snoozed(until: at("2026-11-20T14:00:00Z")), at: now), store: store)
        let standIn = try StandIn { question in
            switch question.target {
            case "/v1/treatments/T-0001": StandIn.Answer(body: json(treatment("T-0001", of: "P-0009")))
            case "/v1/patients/P-0009":
                StandIn.Answer(body: json(PatientDetails(patient: patient("P-0009", zone: "Asia/Kathmandu"), plans: [], treatments: [])))
            default: StandIn.Answer(body: json(Outcome(responses: [response])))
            }
        }
        defer { standIn.stop() }
        let outcome = try await Program.run("snooze", "1a2b", "--for", "30min", socket: standIn.socket)
        #expect(outcome.data.hasSuffix(": no-alcohol of T-0001, until Fri 2026-11-20 19:45 (Asia/Kathmandu)\n"))
    }
}

@Suite struct `reaction list` {
    /// Reactions from `R-0001` on, in pages as the service serves them; every tenth is open.
    private static let reactions = (1...1001).map { number in
        let digits = String(number)
        return reaction(
            "R-\(String(repeating: "0", count: 4 - digits.count))\(digits)", of: "P-0003", [.fever],
            cleared: number % 10 == 0 ? nil : "2026-11-20T12:00:00Z")
    }

    private func standIn() throws -> StandIn {
        try StandIn { question in
            guard question.target.hasPrefix("/v1/reactions") else {
                return StandIn.Answer(body: json(PatientDetails(patient: patient("P-0003"), plans: [], treatments: [])))
            }
            let after = question.target.firstMatch(of: /after=([^&]*)/).map { String($0.1) } ?? ""
            let page = Array(Self.reactions.filter { $0.id.rawValue > after }.prefix(500))
            return StandIn.Answer(body: json(Page(page, next: page.count < 500 ? nil : page.last?.id.rawValue)))
        }
    }

    private func listed(_ arguments: String...) async throws -> (ids: [String], next: String?, talk: String) {
        let standIn = try standIn()
        defer { standIn.stop() }
        let outcome = try await Program.run(["reaction", "list", "--format", "json"] + arguments, socket: standIn.socket)
        let body = try Wire.decode(Page<Reaction>.self, from: Data(outcome.data.utf8))
        return (body.items.map(\.id.rawValue), body.next, outcome.talk)
    }

    @Test func `looks for those that are open on every page`() async throws {
        let open = try await listed()
        #expect(open.ids.count == 100)
        #expect(open.ids.last == "R-1000")
        #expect(open.next == nil)
        #expect(open.talk == "")
    }

    @Test func `is cut at its limit, and says so`() async throws {
        let first = try await listed("--limit", "99")
        #expect(first.ids.last == "R-0990")
        #expect(first.next == "R-0990")
        #expect(first.talk == "note: there is more; ask for it with '--limit 990'\n")
    }

    @Test func `shows the others too when asked`() async throws {
        #expect(try await listed("--all", "--limit", "3").ids == ["R-0001", "R-0002", "R-0003"])
    }

    @Test func `of one patient asks for no other`() async throws {
        let standIn = try standIn()
        defer { standIn.stop() }
        _ = try await Program.run("reaction", "list", "--patient", "P-0003", socket: standIn.socket)
        #expect(standIn.questions[0].target == "/v1/reactions?limit=500&patient=P-0003")
    }
}

@Suite struct `reaction show` {
    @Test func `gives the treatment with it as JSON`() async throws {
        let standIn = try StandIn { question in
            question.target == "/v1/reactions/R-0001"
                ? StandIn.Answer(body: json(reaction("R-0001", of: "P-0003", [.swelling])))
                : StandIn.Answer(
                    body: json(treatment("T-0001", of: "P-0003", product: Product(name: "x", manufacturer: nil, lot: "LOT-7"))))
        }
        defer { standIn.stop() }
        let outcome = try await Program.run("reaction", "show", "R-0001", "--format", "json", socket: standIn.socket)
        #expect(outcome.data.contains("\"lot\" : \"LOT-7\""))
        #expect(outcome.data.contains("\"signs\" : ["))
        #expect(standIn.questions.map(\.target) == ["/v1/reactions/R-0001", "/v1/treatments/T-0001"])
    }
}

@Suite struct `protocol list` {
    @Test(arguments: [true, false]) func `is whole, and says so where it is empty`(isEmpty: Bool) async throws {
        let known = ProtocolList(protocols: isEmpty ? [] : [try knee()])
        let standIn = try StandIn { _ in StandIn.Answer(body: json(known)) }
        defer { standIn.stop() }
        let outcome = try await Program.run("protocol", "list", socket: standIn.socket)
        #expect(outcome.status == 0 && outcome.data.isEmpty == isEmpty)
        #expect(
            outcome.talk == (isEmpty ? "note: the service knows no protocols; put some into /etc/aftercare/protocols\n" : ""))
        #expect(standIn.questions.map(\.target) == ["/v1/protocols"])
    }
}
