/// What would happen to a patient from one instant to another, if everything is delivered at once and nobody
/// answers: one look after the other, over the very function that the engine asks.
package struct Forecast: Equatable, Sendable {
    package let from: Instant
    package let through: Instant
    /// The windows that touch the span, by opening.
    package let windows: [Window]
    /// In the order in which they happen.
    package let entries: [Entry]
    /// The patient's quiet hours that touch the span, in order.
    package let quiet: [Range<Instant>]
    /// Whether more would happen within the span than was asked for.
    package let isCut: Bool

    package struct Entry: Equatable, Sendable {
        package let at: Instant
        package let decision: Decision
        /// What is said; nil: nothing.
        package var message: Message? { decision.message }
    }
}

extension CareRecord {
    /// - Parameter most: after so many entries it ends.
    package func forecast(
        from: Instant, through: Instant, decided: DecisionHistory = DecisionHistory(), most: Int = 1000
    ) -> Forecast {
        var schedule = Schedule(self)
        var decided = decided
        var entries: [Forecast.Entry] = []
        var next: Instant? = from
        while let now = next, now <= through, entries.count < most {
            let result = schedule.evaluate(at: now, decided: decided)
            for decision in result.decisions {
                entries.append(Forecast.Entry(at: now, decision: decision))
                decided.add(decision, at: now)
            }
            // As the engine does: what is over is looked at no more.
            if !result.over.isEmpty {
                let over = Set(result.over)
                schedule = Schedule(schedule.record.without(over))
                decided = decided.without(over)
            }
            next = result.next.map { max($0, now + 1) }
        }
        return Forecast(
            from: from, through: through, windows: timeline(over: from...max(from, through)).windows, entries: entries,
            quiet: quietIntervals(from: from, through: through), isCut: next.map { $0 <= through } ?? false)
    }

    private func quietIntervals(from: Instant, through: Instant) -> [Range<Instant>] {
        guard let quietHours else { return [] }
        var nights: [Range<Instant>] = []
        var day = zone.local(from).date.adding(days: -1)
        let last = zone.local(max(from, through)).date
        while day <= last {
            if let quietRule = quietHours.interval(of: day, in: zone), quietRule.upperBound > from, quietRule.lowerBound < through {
                nights.append(quietRule)
            }
            day = day.adding(days: 1)
        }
        return nights
    }
}
