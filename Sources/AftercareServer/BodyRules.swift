import Aftercare

/// Checks the form of a body, whatever it means: it finds duplicate keys and numbers that are not whole numbers.
struct BodyRules {
    private(set) var problems: [Problem] = []
    /// The byte ranges of the invalid numbers.
    private var numbers: [Range<Int>] = []

    init(_ text: JSONText) { check(text, at: "") }

    private mutating func check(_ text: JSONText, at path: String) {
        switch text {
        case .object(let members):
            var seen: [String: Bool] = [:]
            for member in members {
                let place = Self.join(path, member.key)
                // Report a duplicate key once, however often it occurs.
                if seen[member.key] == false {
                    problems.append(
                        Problem(.malformed, at: place, "the key '\(Self.short(member.key))' stands here twice; take one of them out"))
                }
                seen[member.key] = seen[member.key] != nil
                check(member.value, at: place)
            }
        case .list(let items):
            for (index, item) in items.enumerated() { check(item, at: Self.join(path, "\(index)")) }
        case .number(let number, let start) where Int(number) == nil:
            let isWhole = !number.contains { ".eE".contains($0) }
            problems.append(
                Problem(
                    .malformed, at: path,
                    isWhole
                        ? "'\(Self.short(number))' is far too large for a number here"
                        : "'\(Self.short(number))' is not a whole number in digits, like 3"))
            numbers.append(start..<start + number.utf8.count)
        case .number, .text, .truth, .null: break
        }
    }

    /// The body with each invalid number replaced by 1, so that its other errors are found too.
    func readable(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for range in numbers {
            bytes.replaceSubrange(range, with: [UInt8(ascii: "1")] + Array(repeating: UInt8(ascii: " "), count: range.count - 1))
        }
        return bytes
    }

    static func join(_ path: String, _ step: String) -> String {
        path.isEmpty ? short(step) : "\(path).\(short(step))"
    }

    /// The first 64 characters of a text, since a key may be as long as the body.
    static func short(_ text: String) -> String { text.count <= 64 ? text : "\(text.prefix(64))…" }
}
