import ArgumentParser
import Foundation
import Testing

/// What the shells complete.
@Suite struct `A completion` {
    private static let all = Program.allCases.flatMap { program in Completion.shells.map { Completion(program: program, shell: $0) } }

    @Test(arguments: all.indices) func `is what the program generates, put right`(_ index: Int) throws {
        let completion = Self.all[index]
        try Repository.expect(try completion.script(), at: completion.path)
    }

    @Test(arguments: all.indices) func `is taken by its shell`(_ index: Int) async throws {
        let completion = Self.all[index]
        let path = Repository.folder.appending(path: completion.path).path
        let outcome = try await Tool.run(completion.shell.rawValue, ["-n", path])
        #expect(outcome.status == 0 && outcome.talk == "")
    }

    @Test(arguments: Completion.shells) func `that is broken is not taken`(_ shell: CompletionShell) async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try "if (\n".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try await Tool.run(shell.rawValue, ["-n", path]).status != 0)
    }

    // MARK: bash

    @Test(arguments: [
        ("aftercarectl pat", ["patient"]),
        ("aftercarectl patient ", ["--version", "-h", "--help", "add", "change", "entered-in-error", "erase", "list", "show"]),
        ("aftercarectl --format json sta", ["status"]),
        ("aftercarectl --format=json sta", ["status"]),
        ("aftercarectl plan assign P-1 exosome-injection@1 --comp", ["--compress"]),
        ("aftercarectl treatment schedule P-1 --start 2026-12-01T10:00:00Z --dur", ["--duration"]),
        ("aftercarectl patient change P-1 --sta", ["--status"]),
        ("aftercarectl patient change P-1 --status ", ["active", "inactive", "deceased", "opted-out"]),
        ("aftercarectl patient change P-1 --status active --sta", []),
        ("aftercarectl patient change P-1 --clear ", ["name", "quiet-hours"]),
        ("aftercarectl treatment change T-1 --clear l", ["lot"]),
        ("aftercarectl treatment re", ["reopen"]),
        ("aftercarectl plan revoke PL-1 --y", ["--yes"]),
        ("aftercarectl treatment schedule P-1 --route intra-", ["intra-articular"]),
        ("aftercarectl reaction report P-1 breathing sw", ["swelling"]),
        ("aftercared --out", ["--output"]),
        ("aftercared --output ", ["auto", "journal", "terminal"]),
        ("aftercared --output auto --out", []),
    ])
    func `is made by bash`(_ line: String, _ wanted: [String]) async throws {
        #expect(try await bash(line) == wanted)
    }

    @Test func `of a file is made by bash`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["knee.yaml", "knee.txt"] { try "".write(to: folder.appending(path: name), atomically: true, encoding: .utf8) }
        let known = try await bash("aftercarectl protocol check \(folder.path)/k")
        #expect(known == ["\(folder.path)/knee.yaml"])
        #expect(try await bash("aftercarectl backup make \(folder.path)/knee.t") == ["\(folder.path)/knee.txt"])
    }

    /// The generated script, as it is, puts the options of the shell back whenever a file is sourced later on.
    @Test func `leaves bash as it was`() async throws {
        let script = """
            set -o noclobber
            \(completing("aftercarectl pat"))
            shopt -s globstar
            source <(echo 'set +o noclobber')
            shopt -q globstar && ! shopt -qo noclobber && [[ -z $(trap -p RETURN) ]] && echo same
            """
        let outcome = try await Tool.run("bash", ["-c", script])
        #expect(outcome.data.hasSuffix("same\n"), "\(outcome.talk)")
    }

    // MARK: fish and zsh

    @Test(arguments: [
        ("aftercarectl pat", ["patient"]),
        ("aftercarectl patient change P-1 --status o", ["opted-out"]),
        ("aftercarectl plan assign P-1 exosome-injection@1 --comp", ["--compress"]),
        ("aftercared --out", ["--output"]),
    ])
    func `is made by fish`(_ line: String, _ wanted: [String]) async throws {
        let path = Repository.folder.appending(path: "Config/completions/\(line.prefix { $0 != " " }).fish").path
        let outcome = try await Tool.run("fish", ["--no-config", "-c", "source '\(path)'; complete -C '\(line)'"])
        #expect(outcome.talk == "")
        #expect(outcome.data.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) } == wanted)
    }

    @Test(arguments: Program.allCases) func `is registered with zsh`(_ program: Program) async throws {
        let path = Repository.folder.appending(path: "Config/completions").path
        let script = "fpath=('\(path)' $fpath); autoload -U compinit; compinit -D -u; print ${_comps[\(program.rawValue)]}"
        let outcome = try await Tool.run("zsh", ["-f", "-c", script])
        #expect(outcome.talk == "")
        #expect(outcome.data == "_\(program.rawValue)\n")
    }

    /// What bash would offer, after `line` and a tabulator.
    private func bash(_ line: String) async throws -> [String] {
        let outcome = try await Tool.run("bash", ["-c", completing(line)])
        #expect(outcome.status == 0 && outcome.talk == "", "\(outcome.talk)")
        return outcome.data.split(separator: "\n").map(String.init)
    }

    /// Calls the function that the completion registers, as bash does, which splits words at `$COMP_WORDBREAKS`.
    private func completing(_ line: String) -> String {
        let pieces = line.matches(of: /[^ @:=]+|[@:=]+/).map { "'\($0.output)'" } + (line.hasSuffix(" ") ? ["''"] : [])
        let words = pieces.joined(separator: " ")
        let program = line.prefix { $0 != " " }
        return """
            source '\(Repository.folder.path)/Config/completions/\(program).bash'
            registered=$(complete -p \(program)) || exit 3
            function=${registered#*-F }; function=${function%% *}
            COMP_LINE='\(line)' COMP_POINT=\(line.utf8.count) COMP_WORDS=(\(words))
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            "$function" \(program) "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            ((${#COMPREPLY[@]} == 0)) || printf '%s\\n' "${COMPREPLY[@]}"
            """
    }
}
