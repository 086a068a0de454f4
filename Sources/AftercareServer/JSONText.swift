/// A JSON text as it was written (RFC 8259), with every key and every number as they stand there: Foundation drops the
/// first of two keys that are the same, and rounds.
indirect enum JSONText: Equatable {
    case object([Member])
    case list([JSONText])
    case text(String)
    /// As it was written, from which byte on.
    case number(String, at: Int)
    /// `true`, `false`.
    case truth
    case null

    struct Member: Equatable {
        let key: String
        let value: JSONText
    }

    /// The deepest that objects and lists may lie in each other. The deepest body of ours has nine.
    static let deepest = 32

    /// Why a text is no JSON.
    struct Broken: Error, Equatable, CustomStringConvertible {
        /// In bytes, from 1.
        let place: Int
        let complaint: String

        var description: String { "at byte \(place): \(complaint)" }
    }

    /// The value of the last such key of an object.
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
