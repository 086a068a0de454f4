/// What would happen to a patient from one instant to another, if everything is delivered at once and nobody answers:
/// one evaluation after the other, with the function that the engine calls.
package struct Forecast: Equatable, Sendable {
    package let from: Instant
    package let through: Instant
    /// The windows that touch the span, in order of opening.
    package let windows: [Window]
    /// In the order in which they happen.
    package let entries: [Entry]
    /// What the patient and the staff are told, in the order in which it goes out.
    package let messages: [Composed]
    /// The patient's quiet hours that touch the span, in order.
    package let quiet: [Range<Instant>]
    /// Whether the limit cut off entries within the span.
    package let isCut: Bool

    package struct Entry: Equatable, Sendable {
        package let at: Instant
        package let decision: Decision
        /// The message that is emitted; nil when none is.
        package var payload: Payload? { decision.payload }
    }

    /// One message of one evaluation.
    package struct Composed: Equatable, Sendable {
        package let at: Instant
        /// In the order in which the message says them.
        package let decisions: [Decision]
        package var text: String { Payload.text(of: decisions.compactMap(\.payload)) }
        package var isForStaff: Bool { decisions.contains { $0.occurrence.role.isForStaff } }
    }
}

extension Schedule {
    /// - Parameter most: after so many entries it ends.
    package func forecast(
        from: Instant, through: Instant, decided: DecisionHistory = DecisionHistory(), most: Int = 1000
    ) -> Forecast {
        var schedule = self
        var decided = decided
        var entries: [Forecast.Entry] = []
        var messages: [Forecast.Composed] = []
        var next: Instant? = from
        while let now = next, now <= through, entries.count < most {
            let result = schedule.evaluate(at: now, decided: decided)
            let composed = schedule.messages(of: result.decisions.filter(\.isEmitted), at: now)
            messages += composed.map { Forecast.Composed(at: now, decisions: $0) }
            let said = Dictionary(composed.joined().map { ($0.occurrence.key, $0) }) { first, _ in first }
            for decision in result.decisions.map({ said[$0.occurrence.key] ?? $0 }) {
                entries.append(Forecast.Entry(at: now, decision: decision))
                decided.add(decision, at: now)
            }
            // As in the engine: what is over is not evaluated again.
            if !result.over.isEmpty {
                let over = Set(result.over)
                schedule = Schedule(schedule.record.without(over))
                decided = decided.without(over)
            }
            next = result.next.map { max($0, now + 1) }
        }
        return Forecast(
            from: from, through: through, windows: timeline(over: from...max(from, through)).windows, entries: entries,
            messages: messages, quiet: record.quietIntervals(from: from, through: through), isCut: next.map { $0 <= through } ?? false)
    }
}

extension CareRecord {
    fileprivate func quietIntervals(from: Instant, through: Instant) -> [Range<Instant>] {
        guard let quietHours else { return [] }
        var intervals: [Range<Instant>] = []
        var day = zone.local(from).date.adding(days: -1)
        let last = zone.local(max(from, through)).date
        while day <= last {
            if let interval = quietHours.interval(of: day, in: zone), interval.upperBound > from, interval.lowerBound < through {
                intervals.append(interval)
            }
            day = day.adding(days: 1)
        }
        return intervals
    }
}
