/// A value that is written as one string, the same in JSON, in YAML and on the command line.
package protocol TextRepresentable: Codable, Sendable {
    /// - Throws: `MalformedText` with what was expected.
    init(text: String) throws(MalformedText)
    var text: String { get }
    /// Parses text that is entered now. A store may hold values accepted under a looser rule; those are read by
    /// `init(text:)`.
    ///
    /// - Throws: `MalformedText` with what was expected.
    init(stated text: String) throws(MalformedText)
}

extension TextRepresentable {
    package init(stated text: String) throws(MalformedText) { try self.init(text: text) }
}

extension TextRepresentable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        do {
            try self.init(text: text)
        } catch {
            throw error.decodingError(at: decoder.codingPath)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
