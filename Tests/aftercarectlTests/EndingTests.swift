import Aftercare
import AftercareAPI
import AftercareClient
import AftercareConfig
import ArgumentParser
import Glibc
import Testing

@testable import aftercarectl

@Suite struct `An error ends the program` {
    private func parsing(_ line: String) -> Ending? {
        // A blank at the end is an empty argument.
        let words = line.split(separator: " ").map(String.init)
        return parsing(line.hasSuffix(" ") ? words + [""] : words)
    }

    private func parsing(_ words: [String]) -> Ending? {
        do {
            // Help is a command of its own; the verbs are not run.
            var command = try Aftercarectl.parseAsRoot(words)
            if !(command is any AsyncParsableCommand) {
                try UnknownCommand.check(words)
                try command.run()
            }
            return nil
        } catch {
            return Ending(error, typed: words)
        }
    }

    @Test func `with every problem on a line of its own, and its path`() {
        let refused = ErrorBody(
            code: .refused, message: "2 things are wrong; nothing was changed",
            problems: [
                Problem(.unknownZone, at: "zone", "unknown time zone 'Berlin'"), Problem(.duplicateID, at: "", "it is there already"),
            ])
        let ending = Ending(refused)
        #expect(ending.lines == ["error: zone: unknown time zone 'Berlin'", "error: it is there already"])
        #expect(ending.status == 1)
    }

    @Test(
        arguments: [
            (ErrorBody.Code.refused, 1), (.notFound, 1), (.notJSON, 1), (.tooLarge, 1), (.notAllowed, 77), (.storeUnusable, 69),
            (.internal, 69), (.broken, 1), (.busy, 1),
        ] as [(ErrorBody.Code, Int32)])
    func `by what the service says`(code: ErrorBody.Code, status: Int32) {
        let ending = Ending(ErrorBody(code: code, message: "so it is"))
        #expect(ending.status == status)
        #expect(ending.lines == ["error: so it is"])
    }

    @Test(
        arguments: [
            (ClientError.notRunning(socket: "/s"), 69), (.noAnswer(socket: "/s", detail: "x"), 69), (.notPermitted(socket: "/s"), 77),
            (.busy(socket: "/s"), 69), (.pathTooLong(socket: "/s"), 64), (.unusableText("x"), 64),
        ] as [(ClientError, Int32)])
    func `by why there was no answer`(error: ClientError, status: Int32) {
        #expect(Ending(error).status == status)
        #expect(Ending(error).lines == ["error: \(error)"])
    }

    @Test func `with the errors of a file, and their count`() {
        let wrong = SourceText(name: "clinic.yaml", text: "patients: [").asError()
        let ending = Ending(FileRefusal(diagnostics: [wrong], summary: "1 error; nothing was applied"))
        #expect(ending.status == 65)
        #expect(ending.lines == [wrong.description, "1 error; nothing was applied"])
    }

    @Test func `with what could not be checked, and why`() {
        let missing = ClientError.notRunning(socket: "/s")
        let ending = Ending(
            FileRefusal(diagnostics: [], uncheckedBecause: missing, note: "only the form", summary: "nothing was applied"))
        #expect(ending.status == 69)
        #expect(
            ending.lines == ["error: \(missing)", "note: only the form", "nothing was applied"])
    }

    @Test func `with the errors of a file before why the service could not be asked, and for programs`() {
        let wrong = SourceText(name: "clinic.yaml", text: "patients: [").asError()
        let ending = Ending(
            FileRefusal(
                diagnostics: [wrong], uncheckedBecause: ClientError.notRunning(socket: "/s"), summary: "1 error; nothing was applied"))
        #expect(ending.status == 65 && ending.report?.code == "file-has-errors")
        #expect(ending.report?.message.hasSuffix("; 1 error; nothing was applied") == true)
        #expect(Ending(ErrorBody(code: .busy, message: "so it is")).report?.code == "busy")
        #expect(Ending(ClientError.notRunning(socket: "/s")).report?.code == "unavailable")
    }

    @Test func `under a name that stays`() {
        #expect(
            ExitStatus.allCases.map { "\($0.rawValue) \($0.name)" } == [
                "0 done", "1 refused", "3 delivery-fails", "4 not-all-well", "5 cannot-tell", "6 not-confirmed", "64 usage",
                "65 file-has-errors", "69 unavailable", "74 output-lost", "77 not-permitted",
            ])
    }

    @Test func `silently where the reader has gone, and where all was shown`() {
        #expect(Ending(OutputLost(code: EPIPE)).lines == [])
        #expect(Ending(OutputLost(code: ENOSPC)).lines.first?.contains("no space left on device") == true)
        #expect(Ending(OutputLost(code: ENOSPC)).status == 74)
        #expect(Ending(DeliveryFails()).lines == [])
        #expect(Ending(DeliveryFails()).status == 3)
        #expect(Ending(NothingChanged()).lines == ["nothing was changed"])
        #expect(Ending(NothingChanged()).status == 6)
    }

    @Test func `as a usage error where the parser would show its help`() {
        let ending = Ending(UnknownCommand(message: "unknown command 'plan frobnicate'"))
        #expect(ending.lines == ["error: unknown command 'plan frobnicate'"] && ending.status == 64)
        #expect(ending.report?.code == "usage")
    }

    @Test(arguments: [
        ("status --formt json", "unknown option '--formt'"),
        ("status --format yaml", "'yaml' is invalid for '--format <format>'"),
        ("status no/name", "use 1 to 64 letters, digits"),
        ("patient add", "missing expected argument '<id>'"),
        ("patient list --limit 0", "'0' is no number to show; use '--limit' with 1 or more"),
        ("plan assign P-0001 knee --compress hot", "'hot' is invalid for '--compress <compress>'"),
        ("treatment schedule P-0001", "missing expected argument '--start <time>'"),
        ("treatment schedule P-0001 --start now --duration 1h --end now", "say '--duration' or '--end', not both"),
        ("treatment schedule P-0001 --start now --lot 7", "'--lot 7' belongs to a product; name it with '--product'"),
        (
            "treatment complete T-0001",
            "say when it ended: '--ended now', '--ended TIME' or '--as-planned'; every window counts from it, so there is no default"
        ),
        ("treatment complete T-0001 --as-planned --ended now", "'--as-planned' says both times already"),
        ("treatment schedule P-0001 --start now --every 2w", "say how many sessions the series has: '--times 4'"),
        ("treatment schedule P-0001 --start now --times 4", "say how far the sessions lie apart: '--every 2w'"),
        ("treatment move T-0001", "missing expected argument '--start <time>'"),
        ("treatment move T-0001 --start now --rest --only", "value to be set with flag '--only' had already been set with flag '--rest'"),
        ("acknowledge", "missing expected argument '<reminder>'"),
        ("acknowledge 1a2", "use a reminder's id, or its first letters, 4 or more; 'aftercarectl reminders' shows them"),
        ("decline T-0001", "use a reminder's id"),
        ("snooze 1a2b3c4d", "say for how long, '--for 30min', or '--until' when"),
        ("snooze 1a2b3c4d --for 30min --until 18:00", "say '--for' or '--until', not both"),
        ("reaction report P-0001", "missing expected argument '<sign> ...'"),
        ("reaction report P-0001 itching", "'itching' is invalid for '<sign>'"),
        ("reaction show no/name", "use 1 to 64 letters, digits"),
        ("plan change PL-0001", "say what to change: '--compress', '--without', '--with', '--restore', '--clear' or a file with '-f'"),
        ("plan upgrade PL-0001 --to 0", "'0' is no version; use a number from 1, or leave '--to' out for the newest"),
        ("plan upgrade PL-0001 --to +1", "'+1' is no version; use a number from 1, or leave '--to' out for the newest"),
        ("patient change P-0001", "say what to change: '--zone', '--language', '--quiet-hours', '--status', '--name' or '--clear'"),
        ("patient change P-0001 --status entered-in-error", "'entered-in-error' is invalid for '--status <status>'"),
        ("patient change P-0001 --name ", "the name is empty; to take it out, say '--clear name'"),
        ("patient add P-0001 --name ", "the name is empty; leave '--name' out for none"),
        ("preview -f a.yaml --plan PL-1", "'--plan' is for a patient; a file has no plans"),
        ("patient change P-0001 --clear zone", "'zone' is invalid for '--clear <key>'"),
        ("patient change P-0001 --clear quiet-hours --quiet-hours none", "say '--quiet-hours' or '--clear quiet-hours', not both"),
        (
            "treatment change T-0001",
            "say what to change: '--plan', '--route', '--site', '--product', '--manufacturer', '--lot' or '--clear'"
        ),
        ("treatment change T-0001 --lot 7 --clear lot", "say '--lot' or '--clear lot', not both"),
        ("plan change PL-0001 --clear compress", "'compress' is invalid for '--clear <key>'"),
        ("response entered-in-error T-0001", "use a reminder's id"),
        ("patient change P-0001 --status asleep", "'asleep' is invalid for '--status <status>'"),
        ("reminders --state lost", "'lost' is invalid for '--state <state>'"),
        ("apply", "missing expected argument '--file <file>'"),
        ("simulate", "missing expected argument '--file <file> ...'"),
        ("frobnicate", "unknown command 'frobnicate'; 'aftercarectl --help' tells what there is"),
    ])
    func `as a usage error`(line: String, complaint: String) throws {
        let ending = try #require(parsing(line))
        #expect(ending.status == 64)
        let first = ending.lines.joined(separator: "\n").split(separator: "\n").first.map(String.init) ?? ""
        #expect(first.hasPrefix("error: "))
        #expect(first.contains(complaint))
    }

    @Test func `as a usage error where a path is empty`() {
        let ending = parsing(["status", "--socket", ""])
        #expect(ending?.status == 64)
        #expect(ending?.lines.first?.hasPrefix("error: '--socket' names no path; give one") == true)
    }

    @Test func `with help, which is no error`() throws {
        let ending = try #require(parsing("--help"))
        #expect(ending.status == 0)
        #expect(ending.lines == [])
        for status in ExitStatus.allCases { #expect(ending.answer?.contains("\(status.rawValue)") == true) }
        try Golden.expect((ending.answer ?? "") + "\n", "help")
    }

    @Test func `with the version`() {
        #expect(parsing("--version")?.answer == "0.1.0")
    }
}

extension SourceText {
    fileprivate func asError() -> Diagnostic {
        Diagnostic(file: name, position: Position(line: 1, column: 12), severity: .error, message: "broken", sourceLine: text)
    }
}

@Suite struct `Options` {
    private func options(_ line: String) throws -> GlobalOptions {
        let command = try Aftercarectl.parseAsRoot(line.split(separator: " ").map(String.init))
        return try #require(command as? StatusVerb).global
    }

    @Test(arguments: ["--socket /s --format json status", "status --socket /s --format json", "--socket /s status --format json"])
    func `stand before or after the verb`(line: String) throws {
        let options = try options(line)
        #expect(options.socketPath == "/s")
        #expect(options.format == .json)
    }

    @Test(arguments: [
        ("status --format json", OutputFormat.json), ("status --format=json", .json), ("--format json status --format table", .table),
        ("status -- --format json", .table), ("status --format xml", .table), ("status", .table),
    ])
    func `say how an error is told, also on a line that is wrong`(line: String, format: OutputFormat) {
        #expect(OutputFormat(typed: line.split(separator: " ").map(String.init)) == format)
    }

    @Test(arguments: [
        ("status --socket /run/aftercare-clinics/north/control.sock", ServiceCommands(.clinic("north"))),
        ("status --socket /run/aftercare/view/view.sock", ServiceCommands(.machine)),
        ("status --clinic north", ServiceCommands(.clinic("north"))),
        ("status --socket /s", ServiceCommands(.machine, socket: "/s", namespace: nil)),
    ])
    func `name the commands that lead to the same service`(line: String, commands: ServiceCommands) throws {
        #expect(try options(line).commands == commands)
    }

    @Test(arguments: [
        (true, false, ColorChoice.auto, true), (true, true, .auto, false), (false, false, .auto, false),
        (false, true, .always, true), (true, false, .never, false),
    ])
    func `decide on colours`(isTerminal: Bool, wantsNoColor: Bool, choice: ColorChoice, isColored: Bool) {
        let terminal = Terminal(isTerminal: isTerminal, width: 80, wantsNoColor: wantsNoColor)
        #expect(terminal.canvas(choice).isColored == isColored)
        #expect(terminal.canvas(choice).width == (isTerminal ? 80 : nil))
    }

    @Test func `of a plan name instructions one by one`() throws {
        let command = try Aftercarectl.parseAsRoot(["plan", "assign", "P-1", "knee", "--without", "a", "--without", "b"])
        #expect((command as? PlanAssignVerb)?.without == ["a", "b"])
    }
}
