import Aftercare
import AftercareAPI
import Foundation
import Testing

@testable import aftercarectl

/// Whatever is asked, this answer.
private func always(_ body: some Encodable & Sendable, status: Int = 200) throws -> StandIn {
    try StandIn { _ in StandIn.Answer(status: status, body: json(body)) }
}

@Suite struct `The program` {
    private let empty = Outcome(patients: [], plans: [], treatments: [])

    /// Seconds after which it is ended from outside: no measure of speed. A client that tries again would go on for 30.
    private static let patience = 25

    // MARK: Whom it talks to

    @Test(arguments: ["/tmp/there-is-no-such-directory/control.sock", "/tmp/there-is-no-such-socket.sock"])
    func `tells at once that the service is not running`(socket: String) async throws {
        let outcome = try await Program.run(["status", "--socket", socket], endedAfter: Self.patience)
        #expect(outcome.status == 69)
        #expect(outcome.data == "")
        #expect(outcome.talk.hasPrefix("error: aftercared is not running (nobody answers at '\(socket)')"))
        #expect(outcome.talk.split(separator: "\n").count == 1)
    }

    @Test(arguments: ["/dev/null", "/tmp", "/etc/passwd"])
    func `tells what is no socket from a service that is not running`(path: String) async throws {
        let named = try await Program.run(["status"], socket: path, endedAfter: Self.patience)
        #expect(named.status == 64)
        #expect(named.talk.hasPrefix("error: '\(path)' is no socket; name that of the service with '--socket' or $AFTERCARE_SOCKET"))
    }

    @Test func `tells at once that nobody listens on a socket any more`() async throws {
        let standIn = try always(empty)
        let socket = standIn.socket
        defer { standIn.stop() }
        #expect(Glibc.rename(socket, "\(socket).old") == 0)
        let outcome = try await Program.run(["status"], socket: socket, endedAfter: Self.patience)
        #expect(outcome.status == 69)
        _ = Glibc.rename("\(socket).old", socket)
    }

    @Test func `names a socket path that is too long`() async throws {
        let socket = "/tmp/" + String(repeating: "x", count: 120)
        let outcome = try await Program.run("status", "--socket", socket)
        #expect(outcome.status == 64)
        #expect(outcome.talk.contains("is longer than the 107 bytes that the kernel takes"))
    }

    @Test func `prefers the option to the environment`() async throws {
        let standIn = try always(status())
        defer { standIn.stop() }
        let outcome = try await Program.run("status", "--socket", standIn.socket, socket: "/nowhere")
        #expect(outcome.status == 0)
    }

    @Test func `understands no answer of another kind, and says what to do`() async throws {
        let standIn = try StandIn { _ in StandIn.Answer(body: "{}") }
        defer { standIn.stop() }
        let outcome = try await Program.run("status", socket: standIn.socket)
        #expect(outcome.status == 69)
        #expect(outcome.talk.contains("make sure that aftercared and aftercarectl are of the same release"))
    }

    // MARK: What it shows

    @Test func `shows a status, and asks for the clocks that it lacks`() async throws {
        let standIn = try StandIn { question in
            question.target == "/v1/status"
                ? StandIn.Answer(body: json(status()))
                : StandIn.Answer(status: 404, body: json(ErrorBody(code: .refused, message: "no")))
        }
        defer { standIn.stop() }
        let outcome = try await Program.run("status", socket: standIn.socket)
        #expect(outcome.status == 0)
        #expect(outcome.talk == "")
        #expect(outcome.data.contains("P-0003  no alcohol"))
        #expect(standIn.questions.map(\.target) == ["/v1/status"])
    }

    @Test func `ends with 3 where the store cannot be written, and says why nothing is said`() async throws {
        let standIn = try always(status(storeTrouble: "there is no space left"))
        defer { standIn.stop() }
        let outcome = try await Program.run("status", socket: standIn.socket)
        #expect(outcome.status == 3)
        #expect(outcome.data.contains("since the store cannot be written: there is no space left"))
    }

    @Test func `ends with 3 where the store's files are gone`() async throws {
        var lost = status()
        lost.storeLoss = "the store's files are gone"
        let standIn = try always(lost)
        defer { standIn.stop() }
        #expect(try await Program.run("status", socket: standIn.socket).status == 3)
    }

    @Test func `ends with 3 while the journal fails, and shows everything all the same`() async throws {
        let standIn = try always(status(journal: JournalHealth(state: .failing, reason: "it is full", since: now, retryAt: now)))
        defer { standIn.stop() }
        for format in ["table", "json"] {
            let outcome = try await Program.run("status", "--format", format, socket: standIn.socket)
            #expect(outcome.status == 3)
            #expect(outcome.data.contains("it is full"))
            #expect(outcome.talk == "")
        }
    }

    @Test func `shows the service's own answer as JSON, in order and with an end of line`() async throws {
        let standIn = try always(status())
        defer { standIn.stop() }
        let outcome = try await Program.run("--format", "json", "status", socket: standIn.socket)
        let body = try Wire.decode(ServiceStatus.self, from: Data(outcome.data.utf8))
        #expect(json(body) == json(status()))
        #expect(outcome.data.hasSuffix("}\n"))
        let keys = outcome.data.split(separator: "\n").filter { $0.hasPrefix("  \"") }.map(String.init)
        #expect(keys == keys.sorted())
    }

    @Test func `writes what would steer a terminal by its number in JSON`() throws {
        #expect(try JSON.pretty(["\u{9B}2J \u{7F} é"]) == "[\n  \"\\u009b2J \\u007f é\"\n]\n")
    }

    @Test func `colours when told to`() async throws {
        let standIn = try always(status())
        defer { standIn.stop() }
        #expect(!(try await Program.run("status", socket: standIn.socket)).data.contains("\u{1B}"))
        let coloured = try await Program.run("status", "--color", "always", socket: standIn.socket, environment: ["NO_COLOR": "1"])
        #expect(coloured.data.contains("\u{1B}[32mjournal ok"))
    }

    @Test func `says on stderr that a list is empty, or goes on`() async throws {
        let none = try always(Page<Patient>([]))
        defer { none.stop() }
        let empty = try await Program.run("patient", "list", socket: none.socket)
        #expect(empty.status == 0)
        #expect(empty.data == "")
        #expect(empty.talk == "note: no patients yet; add one with 'aftercarectl patient add'\n")

        // What it answers to this is no list of reminders.
        _ = try await Program.run("reminders", "--state", "seen", "--state", "settled", socket: none.socket)
        #expect(none.questions.last?.target == "/v1/reminders?limit=100&state=seen%2Csettled")

        let page = Page([reminder(1, .missed, due: "2026-11-20T11:00:00Z", reason: "superseded")], next: "2026_1")
        let many = try StandIn { question in
            question.target.hasPrefix("/v1/reminders")
                ? StandIn.Answer(body: json(page))
                : StandIn.Answer(body: json(PatientDetails(patient: patient("P-0003"), plans: [], treatments: [])))
        }
        defer { many.stop() }
        let cut = try await Program.run("reminders", "--limit", "1", "--state", "missed", socket: many.socket)
        #expect(cut.talk == "note: there is more; go on with '--after 2026_1'\n")
        #expect(many.questions[0].target == "/v1/reminders?limit=1&state=missed")
        #expect(many.questions[1].target == "/v1/reminders?after=2026_1&limit=1&state=missed")
        #expect(many.questions[2].target == "/v1/patients/P-0003")
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `completes itself in a shell`(shell: String) async throws {
        let outcome = try await Program.run("--generate-completion-script", shell)
        #expect(outcome.status == 0)
        #expect(outcome.data.contains("aftercarectl"))
    }

    // MARK: What it changes

    @Test func `sends what was typed, and shows what the service made of it`() async throws {
        let standIn = try always(Outcome(patients: [.init(.created, patient("P-0003"))], plans: [], treatments: []))
        defer { standIn.stop() }
        let outcome = try await Program.run(
            "patient", "add", "P-0003", "--zone", "Europe/Berlin", "--quiet-hours", "21:00-08:00", socket: standIn.socket)
        #expect(outcome.status == 0)
        #expect(outcome.data == "created patient P-0003: Europe/Berlin, en\n")
        #expect(
            standIn.questions == [
                .init(method: "POST", target: "/v1/patients", body: #"{"id":"P-0003","quietHours":"21:00-08:00","zone":"Europe/Berlin"}"#)
            ])
    }

    @Test func `completes a treatment only with a time`() async throws {
        let standIn = try always(empty)
        defer { standIn.stop() }
        _ = try await Program.run("treatment", "complete", "T-0001", "--as-planned", socket: standIn.socket)
        _ = try await Program.run("treatment", "complete", "T-0001", "--ended", "now", "--started", "now-1h", socket: standIn.socket)
        _ = try await Program.run("treatment", "cancel", "T-0001", "--no-show", socket: standIn.socket)
        #expect(
            standIn.questions == [
                .init(method: "POST", target: "/v1/treatments/T-0001/complete", body: #"{"ended":"as-planned"}"#),
                .init(method: "POST", target: "/v1/treatments/T-0001/complete", body: #"{"ended":"now","started":"now-1h"}"#),
                .init(method: "POST", target: "/v1/treatments/T-0001/cancel", body: #"{"noShow":true}"#),
            ])
        #expect(try await Program.run("treatment", "complete", "T-0001", socket: standIn.socket).status == 64)
        #expect(standIn.questions.count == 3)
    }

    @Test func `shows every problem of a refused request`() async throws {
        let standIn = try always(
            ErrorBody(
                code: .refused, message: "2 things are wrong; nothing was changed",
                problems: [Problem(.malformed, at: "start", "'soon' is not a time"), Problem(.missing, at: "route", "say the route")]),
            status: 422)
        defer { standIn.stop() }
        let outcome = try await Program.run("treatment", "schedule", "P-0001", "--start", "soon", socket: standIn.socket)
        #expect(outcome.status == 1)
        #expect(outcome.data == "")
        #expect(outcome.talk == "error: --start: 'soon' is not a time\nerror: --route: say the route\n")
    }
}

@Suite struct `apply` {
    private let file = "patients:\n  P-0003: { zone: Europe/Berlin }\n"
    private let outcome = Outcome(patients: [.init(.created, patient("P-0003"))], plans: [], treatments: [])

    @Test func `is asked once, and done`() async throws {
        let standIn = try always(outcome)
        defer { standIn.stop() }
        let done = try await Program.run("apply", "-f", "-", socket: standIn.socket, input: file)
        #expect(done.data == "created patient P-0003: Europe/Berlin, en\ncreated 1 patient; unchanged 0\n")
        #expect(done.talk == "")
        #expect(standIn.questions.map(\.target) == ["/v1/apply?progress=true"])
    }

    @Test func `as a dry run only tells`() async throws {
        let standIn = try always(outcome)
        defer { standIn.stop() }
        let done = try await Program.run("apply", "-f", "-", "--dry-run", socket: standIn.socket, input: file)
        #expect(done.status == 0)
        #expect(done.data == "would create patient P-0003: Europe/Berlin, en\nwould create 1 patient; unchanged 0\n")
        #expect(done.talk == "note: nothing was changed; leave '--dry-run' out to do it\n")
        #expect(standIn.questions.map(\.target) == ["/v1/apply?progress=true&trial=true"])
    }

    @Test func `applies nothing that the service finds wrong`() async throws {
        let standIn = try always(
            ErrorBody(code: .refused, message: "no", problems: [Problem(.unknownZone, at: "patients.0.zone", "unknown time zone")]),
            status: 422)
        defer { standIn.stop() }
        let refused = try await Program.run("apply", "-f", "-", socket: standIn.socket, input: file)
        #expect(refused.status == 65)
        #expect(refused.data == "")
        #expect(
            refused.talk == """
                standard input:2:19: error: unknown time zone
                  P-0003: { zone: Europe/Berlin }
                                  ^
                1 error; nothing was applied

                """)
        #expect(standIn.questions.map(\.target) == ["/v1/apply?progress=true"])
    }

    @Test func `without the service says what was not checked`() async throws {
        let unheard = try await Program.run("apply", "-f", "-", socket: "/nowhere", input: file)
        #expect(unheard.status == 69)
        #expect(unheard.talk.contains("note: only the form of the file was checked"))
        let wrong = try await Program.run("apply", "-f", "-", socket: "/nowhere", input: "patiens: {}\n")
        #expect(wrong.status == 65)
        #expect(wrong.talk.contains("unknown key 'patiens'"))
    }

    @Test(arguments: ["", "# nothing yet\n", "patients:\n", "patients: {}\nplans: {}\n"])
    func `takes no file that states nothing`(text: String) async throws {
        let empty = try await Program.run("apply", "-f", "-", socket: "/nowhere", input: text)
        #expect(empty.status == 65)
        #expect(
            empty.talk == """
                standard input: error: it states no patient, plan or treatment; write them under 'patients:', 'plans:' and 'treatments:'
                1 error; nothing was applied

                """)
    }

    @Test func `shows nothing of what is no text`() async throws {
        let binary = try await Program.run("apply", "-f", "-", socket: "/nowhere", input: "patients:\n\u{1}\u{0}ELF\u{2}\n")
        #expect(binary.status == 65)
        #expect(
            binary.talk == """
                standard input: error: this is no text file, since it holds bytes of 0; name a file of text
                1 error; nothing was applied

                """)
    }

    @Test func `names a file that cannot be read`() async throws {
        let missing = try await Program.run("apply", "-f", "/nowhere.yaml", socket: "/nowhere")
        #expect(missing.status == 65)
        #expect(missing.talk.hasPrefix("/nowhere.yaml: error: cannot be read: no such file or directory\n"))
    }
}

@Suite struct `protocol check` {
    private func check(_ text: String, _ arguments: String...) async throws -> Program.Outcome {
        let file = FileManager.default.temporaryDirectory.appending(path: "check-\(UUID().uuidString.prefix(8)).yaml")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try await Program.run("protocol", "check", file.path, "--format", arguments.first ?? "table", socket: "/nowhere")
    }

    @Test func `needs no service, and takes a draft with a warning`() async throws {
        let outcome = try await check(kneeFile)
        #expect(outcome.status == 0)
        #expect(outcome.data == "")
        #expect(outcome.talk.hasSuffix("1 protocol can be used; 2 warnings\n"))
    }

    @Test func `counts the messages of a session in each language, and warns of many`() async throws {
        let outcome = try await check(kneeFile)
        #expect(
            outcome.talk.hasSuffix(
                """
                note: knee@2 in de: 15 messages, 15 SMS parts, at most 1 at a moment, 7 on a day
                note: knee@2 in en: 15 messages, 15 SMS parts, at most 1 at a moment, 7 on a day
                1 protocol can be used; 2 warnings

                """))
        #expect(
            outcome.talk.contains(
                ".yaml:9:1: warning: 7 messages on the day of a session from 10:00 to 10:45; the limit is 5: remind less often, or of more "
                    + "things at one moment\n"))
    }

    @Test func `says which character makes messages UCS-2, and in which language`() async throws {
        let outcome = try await check(kneeFile.replacing("Nothing to eat until", with: "Nothing to eat – until"))
        #expect(outcome.talk.contains("note: knee@2 in de: 15 messages, 15 SMS parts, at most 1 at a moment, 7 on a day\n"))
        #expect(
            outcome.talk.contains(
                "note: knee@2 in en: 15 messages, 15 SMS parts, at most 1 at a moment, 7 on a day; 2 of them in UCS-2, with 70 characters a "
                    + "part, for '–' (U+2013)\n"))
    }

    @Test func `tells where a file is wrong`() async throws {
        let outcome = try await check(kneeFile.replacing("kind: followUp", with: "kind: followup"))
        #expect(outcome.status == 65)
        #expect(outcome.talk.contains(".yaml:44:11: error: unknown kind 'followup'"))
        #expect(outcome.talk.contains("0 protocols can be used; "))
    }

    @Test func `tells of two files with one version of a protocol`() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "check-\(UUID().uuidString.prefix(8)).yaml")
        try Data(kneeFile.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let outcome = try await Program.run("protocol", "check", file.path, file.path, socket: "/nowhere")
        #expect(outcome.status == 65 && outcome.talk.contains("protocol 'knee@2' is in \(file.path) already"), "\(outcome)")
    }

    @Test func `gives the same as JSON`() async throws {
        let outcome = try await check(kneeFile, "json")
        #expect(outcome.data.contains("\"knee@2\""))
        #expect(outcome.data.contains("\"severity\" : \"warning\""))
        #expect(outcome.talk == "1 protocol can be used; 2 warnings\n")
        let object = try JSONSerialization.jsonObject(with: Data(outcome.data.utf8)) as? [String: Any]
        let loads = object?["loads"] as? [[String: Any]]
        #expect(loads?.map { $0["language"] as? String } == ["de", "en"])
        #expect(
            loads?.first?.keys.sorted() == [
                "language", "longestParts", "messages", "mostAtMoment", "mostOnDay", "outsiders", "parts", "protocol",
            ])
        #expect(loads?.first?["protocol"] as? String == "knee@2" && loads?.first?["mostOnDay"] as? Int == 7)
    }
}
