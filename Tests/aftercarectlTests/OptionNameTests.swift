import Aftercare
import AftercareAPI
import ArgumentParser
import Foundation
import Testing

@testable import aftercarectl

/// Every key of a request that an option makes is told under the name of that option. New verbs and new options are
/// looked at by themselves: nothing here lists them.
@Suite struct `What is refused` {
    /// What an option needs beside it, where it cannot stand alone.
    private static let companions = [
        "treatment schedule": ["--every": "--times 2", "--times": "--every 2w", "--manufacturer": "--product x", "--lot": "--product x"],
        "preview": [
            "--duration": "--start now", "--plan": "--start now", "--route": "--start now", "--site": "--start now",
            "--every": "--start now --times 2", "--times": "--start now --every 2w",
        ],
        "treatment complete": ["--started": "--ended now"],
    ]
    /// What a verb needs that is neither argument nor option by itself.
    private static let least = [
        "treatment complete": "--ended now", "treatment change": "--plan a", "patient change": "--zone x",
        "plan change": "--with a", "plan upgrade": "PL-1", "snooze": "--for 1h",
    ]
    /// An option that takes the place of another that is needed otherwise.
    private static let instead: Set = ["treatment complete --as-planned", "snooze --until"]
    /// What is read here, and not sent.
    private static let own: Set = [
        "--socket", "--clinic", "--user", "--format", "--color", "--help", "--version", "--yes", "--limit", "--file", "--picture",
        "--list", "--force", "--all", "--dry-run", "--only", "--protocol",
    ]
    /// Verbs that send nothing that options made, or ask other things than the service.
    private static let others: Set = [
        "audit", "doctor", "backup make", "backup check", "promote", "simulate", "status", "apply", "protocol check", "protocol list",
        "protocol show",
        "patient list", "plan list", "treatment list", "reaction list",
    ]

    private static func value(of argument: CommandTree.Argument) -> String {
        argument.allValues?.first ?? "7"
    }

    private static func name(of argument: CommandTree.Argument) -> String { argument.typed.first { $0.hasPrefix("--") } ?? "" }

    /// The command lines of one verb: without anything that can be left out, and with one option more each.
    private static func lines(_ path: [String], _ verb: CommandTree) -> [(option: String?, line: [String])] {
        let name = path.joined(separator: " ")
        let words = { (text: String?) in (text ?? "").split(separator: " ").map(String.init) }
        let needed = verb.taken.filter { !$0.isOptional && $0.kind != .flag }.flatMap { argument in
            argument.kind == .positional
                ? [
                    name == "acknowledge" || name == "decline" || name == "snooze" || name == "response entered-in-error"
                        ? "1a2b" : value(of: argument)
                ] : [self.name(of: argument), "7"]
        }
        let yes = verb.taken.contains { $0.typed.contains("--yes") } ? ["--yes"] : []
        let whole = path + (name == "preview" ? ["P-1"] : []) + needed + yes
        let options = verb.taken.filter {
            $0.kind != .positional && !own.contains(self.name(of: $0)) && !needed.contains(self.name(of: $0))
        }
        return [(nil, whole + words(least[name]))]
            + options.filter { name != "preview" || !["--zone", "--language", "--quiet-hours", "--compress"].contains(self.name(of: $0)) }
            .map { argument in
                let option = self.name(of: argument)
                let value = argument.kind == .flag ? [] : [self.value(of: argument)]
                let rest = instead.contains("\(name) \(option)") || words(least[name]).contains(option) ? [] : words(least[name])
                return (option, whole + rest + [option] + value + words(companions[name]?[option]))
            }
    }

    /// The keys of the request that a line makes, and where a problem with each of them is told to stand.
    private func told(_ line: [String]) async throws -> [String: String] {
        let standIn = try StandIn { question in
            let keys = Self.keys(question)
            let problems = keys.map { Problem(.malformed, at: $0, $0) }
            return StandIn.Answer(status: 422, body: json(ErrorBody(code: .refused, message: "no", problems: problems)))
        }
        defer { standIn.stop() }
        var command = try Aftercarectl.parseAsRoot(line + ["--socket", standIn.socket])
        guard var verb = command as? any AsyncParsableCommand else {
            try command.run()
            return [:]
        }
        do {
            try await verb.run()
            return [:]
        } catch let body as ErrorBody {
            return Dictionary(body.problems.map { ($0.message, $0.path) }) { one, _ in one }
        }
    }

    private static func keys(_ question: StandIn.Question) -> [String] {
        func keys(_ value: Any, at path: String) -> [String] {
            guard let object = value as? [String: Any] else { return value is [Any] ? ["\(path).0"] : [path] }
            return object.flatMap { keys($0.value, at: path.isEmpty ? $0.key : "\(path).\($0.key)") }
        }
        if question.method == "GET" {
            let query = question.target.split(separator: "?").dropFirst().first ?? ""
            return query.split(separator: "&").compactMap { $0.split(separator: "=").first.map(String.init) }
        }
        return (try? JSONSerialization.jsonObject(with: Data(question.body.utf8))).map { keys($0, at: "") } ?? []
    }

    private static let verbs = (CommandTree.own?.verbs ?? []).filter { !others.contains($0.path.joined(separator: " ")) }

    @Test func `is looked for in every verb that sends something`() {
        #expect(Self.verbs.count > 25)
    }

    @Test(arguments: verbs.map { $0.path.joined(separator: " ") })
    func `is told under the option that was typed`(name: String) async throws {
        let verb = try #require(Self.verbs.first { $0.path.joined(separator: " ") == name })
        let lines = Self.lines(verb.path, verb.verb)
        let bare = try await told(lines[0].line)
        for (option, line) in lines {
            let places = try await told(line)
            #expect(places.values.allSatisfy { $0.isEmpty || $0.hasPrefix("--") }, "\(line): \(places)")
            guard let option else { continue }
            let own = places.filter { bare[$0.key] == nil }
            let isThere = own.values.contains(option) || places.values.contains(option)
            #expect(isThere, "\(line.joined(separator: " ")) is told as \(places)")
        }
    }
}
