extension Outcome {
    /// One thing as a command left it.
    package struct Change<Value: Codable & Equatable & Sendable>: Equatable, Codable, Sendable {
        package var kind: ChangeKind
        package var value: Value

        enum CodingKeys: String, CodingKey {
            case kind = "change"
            case value
        }

        package init(_ kind: ChangeKind, _ value: Value) {
            self.kind = kind
            self.value = value
        }

        /// - Parameter old: its value before; nil if it is new.
        package init(_ value: Value, was old: Value?) {
            self.init(old == nil ? .created : old == value ? .unchanged : .changed, value)
        }
    }
}
