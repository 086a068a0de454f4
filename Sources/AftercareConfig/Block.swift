/// The values of a group, by key.
struct Block {
    let path: String
    let position: Position
    /// What the values are part of, for people.
    let within: String
    let reading: Reading
    let values: [String: Entry]

    subscript(_ key: String) -> Entry? { values[key] }

    /// The value of `key`, which is required.
    func required(_ key: String, like example: String) -> Entry? {
        if let value = values[key] { return value }
        missing("'\(key)' is missing in \(within); add one, like '\(key): \(example)'", at: key)
        return nil
    }

    /// Reports a problem of the whole group, because `key` is missing.
    func missing(_ message: String, at key: String) {
        reading.report(message, at: position, path: join(path, key))
    }
}
