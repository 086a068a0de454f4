import Aftercare
import AftercareAPI
import ArgumentParser
import Foundation
import Testing

@testable import aftercarectl

@Suite struct `A command line that is not understood` {
    private func complaint(_ words: [String]) -> String? {
        do {
            let command = try Aftercarectl.parseAsRoot(words)
            if !(command is any AsyncParsableCommand) { try UnknownCommand.check(words) }
            return nil
        } catch {
            return Ending(error, typed: words).lines.first
        }
    }

    @Test(arguments: [
        ("stauts", "'stauts'; did you mean 'status'?"), ("ack 1a2b", "'ack'; did you mean 'acknowledge'?"),
        ("patients", "'patients'; did you mean 'patient list'?"),
        (
            "ls",
            "'ls'; did you mean 'reaction list', 'patient list', 'plan list', 'treatment list' or 'protocol list'?"
        ),
        ("edit P-1", "'edit'; did you mean 'patient change', 'plan change' or 'treatment change'?"),
        ("schedule P-1 --start now", "'schedule'; did you mean 'treatment schedule'?"),
        ("treatment book P-1 --start now", "'treatment book'; did you mean 'treatment schedule'?"),
        ("--format json treatment shedule P-1", "'treatment shedule'; did you mean 'treatment schedule'?"),
        ("plan frob", "'plan frob'; 'aftercarectl plan --help' tells what there is"),
        ("frobnicate --help", "'frobnicate'; 'aftercarectl --help' tells what there is"),
        ("help nonsense", "'nonsense'; 'aftercarectl --help' tells what there is"),
        ("help treatment book", "'treatment book'; did you mean 'treatment schedule'?"),
        ("help stauts", "'stauts'; did you mean 'status'?"),
        ("help status frob", "'status frob'; 'aftercarectl status --help' tells what there is"),
    ])
    func `is told which command was meant`(line: String, complaint expected: String) {
        #expect(complaint(line.split(separator: " ").map(String.init)) == "error: unknown command \(expected)")
    }

    @Test(arguments: [
        "help", "help treatment schedule", "help status", "treatment --help", "status P-1 --socket s", "--color never status P-1",
        "treatment schedule P-1 --start now", "--clinic knee apply -f x", "protocol check a b",
    ])
    func `is none of these`(line: String) {
        let words = line.split(separator: " ").map(String.init)
        #expect(Suggestion(for: words)?.unknownCommand == nil)
    }

    @Test(arguments: [
        ("status --json", "'--json'; use '--format json'"), ("status --formt json", "'--formt'; did you mean '--format'?"),
        ("reminders --follow", "'--follow'; 'aftercarectl reminders --help' tells what there is"),
        ("patient list --sort id", "'--sort'; 'aftercarectl patient list --help' tells what there is"),
        ("patient change P-1 --quiet 21-8", "'--quiet'; did you mean '--quiet-hours'?"),
        ("treatment complete T-1 --ended now --start now", "'--start'; did you mean '--started'?"),
        ("status --no-color", "'--no-color'; use '--color never'"),
    ])
    func `is told which option was meant, or nothing far-fetched`(line: String, complaint expected: String) {
        #expect(complaint(line.split(separator: " ").map(String.init)) == "error: unknown option \(expected)")
    }

    @Test(arguments: [
        ["\u{1B}[31mx"], ["--\u{1B}[31mx"], ["status", "--format", "\u{1B}]0;x\u{7}"], ["status", "\u{9B}2J"],
        ["status", "--limit=\u{1B}[2J"], ["patient", "list", "--limit", "\u{1B}[2J"], ["status", "--socket", "/\u{1B}[31mx"],
        ["apply", "-f", "/\u{1B}[31mx"], ["audit", "--since", "\u{1B}[31m"], ["audit", "--key", "/\u{1B}[31m"],
        ["protocol", "check", "/\u{1B}[31m"], ["treatment", "schedule", "P-1", "--start", "now", "--lot", "\u{1B}x"],
    ])
    func `is shown in a way that steers no terminal`(words: [String]) async throws {
        let outcome = try await Program.run(words, socket: "/nowhere/\u{1B}[31m.sock")
        #expect(outcome.status != 0)
        #expect(!(outcome.talk + outcome.data).unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
        let daemon = try await Program.run(["--check", "--config"] + words, of: "aftercared")
        #expect(!daemon.talk.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
    }

    @Test func `cannot be two lines`() async throws {
        let outcome = try await Program.run(["status", "--format", "x'\nerror: all is lost"])
        #expect(!outcome.talk.split(separator: "\n").contains("error: all is lost"))
    }

    @Test(arguments: [["--help"], ["--version"], ["help", "status"], ["status", "--help"], ["--generate-completion-script", "bash"]])
    func `that asks for help ends as one that failed where it cannot be shown`(words: [String]) async throws {
        let lost = try await Program.run(words, to: "/dev/full")
        #expect(lost.status == 74)
        #expect(lost.talk == "error: the output cannot be written (no space left on device)\n")
        guard !words.contains("status") else { return }
        #expect(try await Program.run(words, of: "aftercared", to: "/dev/full").status == 74)
    }

    @Test(arguments: [["--help"], ["--version"], ["help", "status"], ["status", "--help"], ["--generate-completion-script", "bash"]])
    func `that asks for help ends as one that failed, without a word, where its reader has gone`(words: [String]) async throws {
        let outcome = try await Program.runWithoutReader(words)
        #expect(outcome.status == 74)
        #expect(outcome.talk == "")
    }

    // MARK: Given twice

    @Test(arguments: [
        ("patient add P-1 --zone UTC --zone Asia/Tokyo", "--zone"), ("patient add P-1 --zone=UTC --name x --zone UTC", "--zone"),
        ("--format json patient list --format table", "--format"), ("apply -f a.yaml --file b.yaml", "--file"),
        ("preview -f a.yaml -f b.yaml", "-f"),
    ])
    func `with two values for an option that takes one is refused`(line: String, option: String) async throws {
        let outcome = try await Program.run(line.split(separator: " ").map(String.init), socket: "/nowhere")
        #expect(outcome.status == 64)
        #expect(outcome.talk.contains("'\(option)' was given twice; give it once"), "\(outcome)")
    }

    @Test(arguments: [
        "plan assign P-1 knee --without ice --without check", "reminders --state seen --state settled",
        "preview P-1 --from now --for 3d", "plan revoke PL-1 --yes --yes", "status P-1 -- --format --format",
    ])
    func `with as many values as an option takes is none of these`(line: String) {
        #expect(throws: Never.self) { try RepeatedOption.check(line.split(separator: " ").map(String.init)) }
    }

    // MARK: For programs

    private struct Report: Decodable {
        let code: String
        let message: String
        let problems: [Problem]
        let diagnostics: [Diagnostic]

        struct Problem: Decodable, Equatable {
            let code: String
            let path: String
            let message: String
        }

        struct Diagnostic: Decodable {
            let file: String
            let message: String
        }
    }

    private func report(_ words: [String], answer: ErrorBody? = nil, input: String = "") async throws -> Report {
        let standIn = try StandIn { _ in StandIn.Answer(status: 422, body: answer.map { json($0) } ?? "{}") }
        defer { standIn.stop() }
        let outcome = try await Program.run(words, socket: answer == nil ? "/nowhere" : standIn.socket, input: input)
        return try JSONDecoder().decode(Report.self, from: Data(outcome.talk.utf8))
    }

    @Test func `gets JSON where it asked for it`() async throws {
        let refused = ErrorBody(
            code: .refused, message: "no", problems: [.init(.malformed, at: "start", "'soon' is not a time")])
        let report1 = try await report(["--format", "json", "treatment", "schedule", "P-1", "--start", "soon"], answer: refused)
        #expect(report1.code == "refused" && report1.message == "no")
        #expect(report1.problems == [.init(code: "malformed", path: "--start", message: "'soon' is not a time")])
        let usage = try await report(["stauts", "--format=json"])
        #expect(usage.code == "usage" && usage.message == "unknown command 'stauts'; did you mean 'status'?")
        let down = try await report(["status", "--format", "json"])
        #expect(down.code == "unavailable" && down.message.hasPrefix("aftercared is not running"))
        let file = try await report(["apply", "-f", "-", "--format", "json"], input: "patiens: {}\n")
        #expect(file.code == "file-has-errors" && file.diagnostics.first?.file == "standard input")
    }
}
