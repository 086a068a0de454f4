/// A JSON text exactly as written (RFC 8259), with every key and every number: Foundation drops the first of two equal
/// keys, and rounds numbers.
indirect enum JSONText: Equatable, Sendable {
    case object([Member])
    case list([JSONText])
    case text(String)
    /// A number as written, and the byte offset where it starts.
    case number(String, at: Int)
    /// `true` or `false`.
    case truth
    case null

    struct Member: Equatable, Sendable {
        let key: String
        let value: JSONText
    }

    /// The maximum nesting depth of objects and lists. This service's deepest body has nine levels.
    static let deepest = 32

    /// Why a text is not valid JSON.
    struct Broken: Error, Equatable, CustomStringConvertible {
        /// The position in bytes, counted from 1.
        let place: Int
        let complaint: String

        var description: String { "at byte \(place): \(complaint)" }
    }

    /// The value of the last member of an object with this key.
    subscript(_ key: String) -> JSONText? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.key == key }?.value
    }

    /// The value at a path of keys and indices.
    func value(at path: some Collection<String>) -> JSONText? {
        guard let step = path.first else { return self }
        let next: JSONText?
        if case .list(let items) = self, let index = Int(step) {
            next = items.indices.contains(index) ? items[index] : nil
        } else {
            next = self[step]
        }
        return next?.value(at: path.dropFirst())
    }
}
