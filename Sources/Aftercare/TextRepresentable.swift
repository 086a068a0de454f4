/// A value that is written as one string: in JSON, in YAML and on the command line alike.
package protocol TextRepresentable: Codable, Sendable {
    /// - Throws: `MalformedText` with what was expected.
    init(text: String) throws(MalformedText)
    var text: String { get }
    /// As somebody states it now. What a store holds may have been taken in under an easier rule, and is read by
    /// `init(spoken:)`.
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
