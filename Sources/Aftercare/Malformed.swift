/// A piece of text that does not say what it should.
///
/// `expected` is a phrase that tells the writer what to put instead, with an example.
package struct Malformed: Error, Equatable, Sendable, CustomStringConvertible {
    package let value: String
    package let expected: String
    /// What is wrong with it, where more is known than that it is not as expected: "does not exist: …".
    package let fault: String?

    package init(value: String, expected: String, fault: String? = nil) {
        self.value = value
        self.expected = expected
        self.fault = fault
    }

    package var description: String { "'\(value.quotable)' \(fault ?? "is not \(expected)")" }

    /// The same complaint as a decoding error, for values that arrive as JSON.
    package func decodingError(at path: [any CodingKey]) -> DecodingError {
        .dataCorrupted(.init(codingPath: path, debugDescription: description, underlyingError: self))
    }
}

/// A value that is written as one string: in JSON, in YAML and on the command line alike.
package protocol Spoken: Codable, Sendable {
    /// - Throws: `Malformed` with what was expected.
    init(spoken text: String) throws(Malformed)
    var spoken: String { get }
    /// As somebody states it now. What a store holds may have been taken in under an easier rule, and is read by
    /// `init(spoken:)`.
    ///
    /// - Throws: `Malformed` with what was expected.
    init(stated text: String) throws(Malformed)
}

extension Spoken {
    package init(stated text: String) throws(Malformed) { try self.init(spoken: text) }
}

extension Spoken {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        do {
            try self.init(spoken: text)
        } catch {
            throw error.decodingError(at: decoder.codingPath)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(spoken)
    }
}
