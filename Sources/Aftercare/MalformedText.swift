/// An error for a piece of text that does not have the expected form.
///
/// `expected` is a phrase that says what to write instead, with an example.
package struct MalformedText: Error, Equatable, Sendable, CustomStringConvertible {
    package let value: String
    package let expected: String
    /// What is wrong, if more is known than that it is not as expected: "does not exist: …".
    package let fault: String?

    package init(value: String, expected: String, fault: String? = nil) {
        self.value = value
        self.expected = expected
        self.fault = fault
    }

    package var description: String { "'\(value.quotable)' \(fault ?? "is not \(expected)")" }

    /// The same error as a decoding error, for values that arrive as JSON.
    package func decodingError(at path: [any CodingKey]) -> DecodingError {
        .dataCorrupted(.init(codingPath: path, debugDescription: description, underlyingError: self))
    }
}
