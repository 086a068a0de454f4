import Foundation

/// What became of one mutant.
struct Verdict: Codable {
    let mutation: Mutation
    /// The test that noticed it; nil: none did.
    let noticedBy: String?
    /// How many suites pass it.
    let suites: Int
    /// Why nothing can notice it.
    var reason: String?
}

/// The table of a sample.
struct Score: Codable {
    let seed: UInt64
    let verdicts: [Verdict]
    /// Suites that fail without any mutant.
    let unfit: [String]

    /// A room, or a wing of the core or the engine.
    static func wing(of mutation: Mutation) -> String {
        let parts = mutation.file.split(separator: "/")
        if mutation.room == "Aftercare", parts.count > 3 { return "Aftercare/\(parts[2])" }
        if mutation.room == "AftercareEngine", let name = parts.last,
            ["Delivery", "Engine+Deliver", "Engine+Settl", "Debt", "Pace", "Engine+Decid"].contains(where: name.hasPrefix)
        {
            return "AftercareEngine, delivery"
        }
        return mutation.room
    }

    var table: String {
        var lines = ["| Room | Mutants | Noticed | Equivalent | Survived | Score |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
        func row(_ name: String, _ verdicts: [Verdict]) {
            let noticed = verdicts.count { $0.noticedBy != nil }
            let equivalent = verdicts.count { $0.reason != nil && $0.noticedBy == nil }
            let counted = verdicts.count - equivalent
            let score = counted == 0 ? "–" : String(format: "%.1f %%", 100 * Double(noticed) / Double(counted))
            lines.append("| \(name) | \(verdicts.count) | \(noticed) | \(equivalent) | \(counted - noticed) | \(score) |")
        }
        for (wing, verdicts) in Dictionary(grouping: verdicts, by: { Score.wing(of: $0.mutation) }).sorted(by: { $0.key < $1.key }) {
            row(wing, verdicts)
        }
        row("all", verdicts)
        lines += ["", "Kinds:", ""]
        for (kind, verdicts) in Dictionary(grouping: verdicts, by: \.mutation.kind).sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            lines.append("\(kind.rawValue): \(verdicts.count { $0.noticedBy != nil }) of \(verdicts.count)")
        }
        let survivors = verdicts.filter { $0.noticedBy == nil }.sorted {
            ($0.mutation.file, $0.mutation.line) < ($1.mutation.file, $1.mutation.line)
        }
        lines += ["", "Survivors (seed \(seed)):"]
        for verdict in survivors {
            let mutation = verdict.mutation
            lines.append("\(mutation.file):\(mutation.line) \(mutation.place) [\(mutation.kind.rawValue), \(verdict.suites) suites]")
            lines.append("    - \(mutation.original.onOneLine.prefix(200))")
            lines.append("    + \(mutation.mutated.isEmpty ? "(nothing)" : String(mutation.mutated.onOneLine.prefix(200)))")
            if let reason = verdict.reason { lines.append("    = equivalent: \(reason)") }
        }
        if !unfit.isEmpty { lines += ["", "Suites that fail without a mutant, and were not asked:"] + unfit }
        return lines.joined(separator: "\n")
    }
}

/// The mutants that nothing can notice, each with its reason: a line of key, tab, reason.
struct Equivalents {
    private let reasons: [String: String]

    init(_ file: URL) throws {
        guard FileManager.default.fileExists(atPath: file.path) else {
            reasons = [:]
            return
        }
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
        reasons = Dictionary(
            try lines.map { line in
                let parts = line.split(separator: "\t").map(String.init)
                guard parts.count == 2 else { throw Failure("'\(line)' is no mutant and reason") }
                return (parts[0], parts[1])
            }, uniquingKeysWith: { one, _ in one })
    }

    func reason(_ mutation: Mutation) -> String? { reasons[mutation.key] }
}
