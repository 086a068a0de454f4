/// The hours of a patient's day in which nothing is said that can wait: `21:00–08:00`, past midnight where
/// the end lies before the start.
package struct QuietHours: Hashable, Sendable {
    package let from: LocalTime
    package let to: LocalTime

    package init?(from: LocalTime, to: LocalTime) {
        guard from != to else { return nil }
        self.from = from
        self.to = to
    }

    /// How long before the quiet hours something is said that is brought forward: a quarter of an hour, in
    /// seconds, so that a slow pass does not carry it into them.
    static let lead: Int64 = 900

    /// The quiet hours that `instant` lies in, the last instant not included; nil: none.
    ///
    /// Their ends are local times, resolved as every other: where the clocks skip one it is the transition,
    /// where it happens twice the first. Where they skip all that lies between two nights, those are one.
    package func interval(around instant: Instant, in zone: Zone) -> Range<Instant>? {
        let today = zone.local(instant).date
        for day in [today, today.adding(days: -1)] {
            guard let night = interval(of: day, in: zone), night.contains(instant) else { continue }
            let before = interval(of: day.adding(days: -1), in: zone).flatMap { $0.upperBound < night.lowerBound ? nil : $0 }
            let after = interval(of: day.adding(days: 1), in: zone).flatMap { $0.lowerBound > night.upperBound ? nil : $0 }
            return (before ?? night).lowerBound..<(after ?? night).upperBound
        }
        return nil
    }

    /// The quiet hours that begin on `day`; nil where the clocks skip all of them.
    package func interval(of day: CivilDate, in zone: Zone) -> Range<Instant>? {
        let start = zone.instant(of: LocalDateTime(date: day, time: from))
        let end = zone.instant(of: LocalDateTime(date: to > from ? day : day.adding(days: 1), time: to))
        return end > start ? start..<end : nil
    }
}

extension QuietHours: Spoken, CustomStringConvertible {
    package init(spoken text: String) throws(Malformed) {
        let parts = text.split(whereSeparator: { $0 == "-" || $0 == "–" })
        let malformed = Malformed(value: text, expected: "quiet hours from one time to another, like 21:00-08:00")
        guard parts.count == 2, let from = try? LocalTime(spoken: String(parts[0])),
            let to = try? LocalTime(spoken: String(parts[1]))
        else { throw malformed }
        guard let hours = QuietHours(from: from, to: to) else {
            throw Malformed(
                value: text,
                expected: "a part of the day: quiet hours of 24 hours would silence everything. Let them end, like 21:00-08:00, or set the patient's status to inactive")
        }
        self = hours
    }

    package var spoken: String { "\(from)-\(to)" }
    package var description: String { "\(from)–\(to)" }
}
