import Foundation

/// A man page as it is committed, taken apart again: what is shown literally, and the keys it explains.
struct Page {
    let name: String
    let text: String
    let lines: [String]

    init(_ name: String) throws {
        self.name = name
        text = try Repository.text("Config/man/\(name)")
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    static let names = [
        "aftercare.7", "aftercare-admin.7", "aftercare-api.7", "aftercare-availability.7", "aftercare-collect.7", "aftercare-seal.7",
        "aftercare-tasks.7", "aftercare.clinic.5", "aftercare.protocol.5", "aftercarectl.1", "aftercared.8", "aftercared.yaml.5",
    ]

    /// Something that is shown line by line.
    struct Block {
        let kind: Kind
        /// In the page.
        let line: Int
        let lines: [String]

        var text: String { lines.joined(separator: "\n") + "\n" }

        /// What it is; a comment before it says so: `.\" commands`.
        enum Kind: String, CaseIterable {
            /// Command lines, one a line.
            case commands
            /// Command lines of other people's programs, which need not be here: 'make availability' and the system tests
            /// of fleets and seals try the like.
            case elsewhere
            /// A whole protocol file.
            case protocolFile = "protocol"
            /// Instructions of a protocol file, without the rest of it.
            case instructions
            /// A file of settings.
            case settings
            /// Settings that are the defaults.
            case defaults
            /// A file of changes to a plan.
            case changes
            /// A file of patients, plans and treatments.
            case clinic
            /// One that is refused, and in the block after it what is said of it.
            case refusedClinic = "refused clinic"
            case refusal
            /// Part of a unit.
            case unit
            /// What a program shows.
            case output
            /// What is typed, after a `$`, and what is shown then; the system tests type it, page by page.
            case session
            /// Names and kinds of an answer.
            case answer
        }
    }

    /// - Throws: for a block of which nobody says what it is, so that none goes untried.
    func blocks() throws -> [Block] {
        var blocks: [Block] = []
        for (index, line) in lines.enumerated() where line.hasPrefix(".Bd") || line.hasPrefix(".Dl") {
            let said = index > 0 && lines[index - 1].hasPrefix(".\\\" ") ? String(lines[index - 1].dropFirst(4)) : ""
            guard line.hasPrefix(".Bd -literal"), let kind = Block.Kind(rawValue: said) else {
                throw Unexplained(place: "\(name):\(index + 1)", line: line)
            }
            let body = lines[(index + 1)...].prefix { $0 != ".Ed" }
            blocks.append(Block(kind: kind, line: index + 1, lines: body.map(Roff.plain)))
        }
        return blocks
    }

    struct Unexplained: Error {
        let place: String
        let line: String
    }

    /// The keys of each list that a comment before it names: `.\" keys: window`.
    func keys() -> [String: Set<String>] {
        var keys: [String: Set<String>] = [:]
        var group: String?
        var depth = 0
        for line in lines {
            if line.hasPrefix(".\\\" keys: ") {
                group = String(line.dropFirst(10))
                depth = 0
            }
            if line.hasPrefix(".Bl") { depth += 1 }
            if line.hasPrefix(".El") {
                depth -= 1
                if depth == 0 { group = nil }
            }
            if let group, depth == 1, line.hasPrefix(".It Ic ") {
                keys[group, default: []].formUnion(
                    line.split(separator: " ").dropFirst(2).filter { $0 != "," && $0 != ":" }.map(String.init))
            }
        }
        return keys
    }
}
