extension Preview {
    /// The quiet hours of one night.
    package struct QuietSpan: Equatable, Codable, Sendable {
        package var from: Instant
        package var to: Instant
    }
}
