/// A status over time. Whatever fell due while a plan was on hold, or a patient away, is judged by the status at that
/// time, whenever that happens.
package struct History<Status: RawRepresentable<String> & Codable & Hashable & Sendable>: Hashable, Codable, Sendable {
    /// In order of time; never empty.
    package let steps: [Step]

    package struct Step: Hashable, Codable, Sendable {
        package let status: Status
        /// When this status began.
        package let since: Instant

        package init(status: Status, since: Instant) {
            self.status = status
            self.since = since
        }
    }

    /// - Parameter since: nil when it has always been so.
    package init(_ status: Status, since: Instant? = nil) {
        steps = [Step(status: status, since: since ?? Instant(seconds: 0))]
    }

    private init(steps: some Sequence<Step>) { self.steps = Array(steps) }

    package var current: Status { steps[steps.count - 1].status }

    /// When the current status began.
    package var since: Instant { steps[steps.count - 1].since }

    /// The status at `instant`; before the first step, the first status.
    package func status(at instant: Instant) -> Status {
        (steps.last { $0.since <= instant } ?? steps[0]).status
    }

    /// The same history with `status` from `instant` on; unchanged if that is the current status.
    package func changed(to status: Status, at instant: Instant) -> History {
        status == current ? self : History(steps: steps + [Step(status: status, since: instant)])
    }

    /// The same history without its last step; unchanged if it has only one.
    package func withoutLast() -> History { steps.count > 1 ? History(steps: steps.dropLast()) : self }

    package init(from decoder: any Decoder) throws {
        steps = try decoder.singleValueContainer().decode([Step].self)
        guard !steps.isEmpty else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "a history without a step"))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(steps)
    }
}
