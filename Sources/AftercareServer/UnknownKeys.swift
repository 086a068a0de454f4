import Aftercare

/// Finds the keys of a body that decoding ignored: a misspelt 'strat' must not be lost silently.
enum UnknownKeys {
    /// - Parameters:
    ///   - text: the body as received.
    ///   - value: the value decoded from it.
    ///   - written: that value, encoded again.
    static func problems(in text: JSONText, like value: Any?, written: JSONText?, at path: String = "") -> [Problem] {
        let value = value.flatMap(unwrapped)
        switch text {
        case .list(let items):
            let values = value.map { Array(Mirror(reflecting: $0).children) } ?? []
            return items.enumerated().flatMap { index, item in
                problems(
                    in: item, like: values.indices.contains(index) ? values[index].value : nil,
                    written: written?.value(at: ["\(index)"]), at: BodyRules.join(path, "\(index)"))
            }
        case .object(let members):
            guard case .object(let kept)? = written else { return [] }
            let properties = properties(of: value, written: kept)
            return members.flatMap { member -> [Problem] in
                let place = BodyRules.join(path, member.key)
                let twin = twin(of: member.key, in: kept, among: members)
                if let property = properties?[member.key] {
                    return problems(in: member.value, like: property, written: twin?.value, at: place)
                }
                if properties == nil {
                    if let twin { return problems(in: member.value, like: nil, written: twin.value, at: place) }
                    if member.value == .null { return [] }
                }
                let known = (properties?.keys.sorted() ?? kept.map(\.key)).joined(separator: ", ")
                return [Problem(.unknownKey, at: place, "unknown key '\(BodyRules.short(member.key))'; the keys are \(known)")]
            }
        case .text, .number, .truth, .null: return []
        }
    }

    /// The key as it was encoded again. A language tag may change its case then ("DE" becomes "de"), so case counts only
    /// where the body has both.
    private static func twin(of key: String, in kept: [JSONText.Member], among members: [JSONText.Member]) -> JSONText.Member? {
        kept.first { $0.key == key }
            ?? kept.first { twin in twin.key.lowercased() == key.lowercased() && !members.contains { $0.key == twin.key } }
    }

    /// The properties of a structure that is encoded under their names; nil when it is encoded differently.
    private static func properties(of value: Any?, written: [JSONText.Member]) -> [String: Any]? {
        guard let value, case let mirror = Mirror(reflecting: value), mirror.displayStyle == .struct else { return nil }
        let properties = Dictionary(mirror.children.map { ($0.label ?? "", $0.value) }, uniquingKeysWith: { one, _ in one })
        return written.allSatisfy { properties[$0.key] != nil } ? properties : nil
    }

    private static func unwrapped(_ value: Any) -> Any? {
        let mirror = Mirror(reflecting: value)
        return mirror.displayStyle == .optional ? mirror.children.first?.value : value
    }
}
