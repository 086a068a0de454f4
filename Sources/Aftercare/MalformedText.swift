/// A piece of text that does not say what it should.
///
/// `expected` is a phrase that tells the writer what to put instead, with an example.
package struct MalformedText: Error, Equatable, Sendable, CustomStringConvertible {
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
