/// The hours of a patient's day in which nothing is emitted that can wait: `21:00–08:00`, past midnight if the end lies
/// before the start.
package struct QuietHours: Hashable, Sendable {
    /// No quiet hours at all, for somebody who wants none although the clinic has some.
    package static let never = QuietHours(hours: nil)

    private struct Hours: Hashable {
        let from: LocalTime
        let to: LocalTime
    }

    /// Nil when no hour is quiet.
    private let hours: Hours?

    /// The start and the end; nil when no hour is quiet.
    package var from: LocalTime? { hours?.from }
    package var to: LocalTime? { hours?.to }

    private init(hours: Hours?) { self.hours = hours }

    package init?(from: LocalTime, to: LocalTime) {
        guard from != to else { return nil }
        hours = Hours(from: from, to: to)
    }

    /// How long before the quiet hours an advanced reminder is emitted: a quarter of an hour, in seconds, so that a
    /// slow pass does not carry it into them.
    static let lead: Int64 = 900

    /// The quiet hours around `instant`, without the closing instant; nil when it lies in none.
    ///
    /// Both ends are local times, resolved like any other: one that the clocks skip is the transition, one that happens
    /// twice is the first. Where the clocks skip everything between two nights, these count as one.
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

    /// The quiet hours that begin on `day`; nil if there are none, or if the clocks skip all of them.
    package func interval(of day: CivilDate, in zone: Zone) -> Range<Instant>? {
        guard let hours else { return nil }
        let start = zone.instant(of: LocalDateTime(date: day, time: hours.from))
        let end = zone.instant(of: LocalDateTime(date: hours.to > hours.from ? day : day.adding(days: 1), time: hours.to))
        return end > start ? start..<end : nil
    }
}

extension QuietHours: TextRepresentable, CustomStringConvertible {
    /// Reads `21:00-08:00`, `21:00 - 08:00`, `21-8`, and `none`.
    package init(text: String) throws(MalformedText) {
        if text == "none" {
            self = .never
            return
        }
        let times = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "–" }.map { Self.time($0) }
        guard times.count == 2, let from = times[0], let to = times[1] else {
            throw MalformedText(
                value: text, expected: "quiet hours from one time to another, like 21:00-08:00; where there are none, say none")
        }
        guard let hours = QuietHours(from: from, to: to) else {
            throw MalformedText(
                value: text,
                expected:
                    "a part of the day: quiet hours of 24 hours would silence everything. Let them end, like 21:00-08:00, or set the patient's status to inactive"
            )
        }
        self = hours
    }

    /// How many minutes of a day must not be quiet: four hours. Then a reminder every three hours is emitted at least
    /// once by day, and what waited for the end of a night does not run into the next one.
    private static let minAwakeMinutes = 240

    package init(stated text: String) throws(MalformedText) {
        try self.init(text: text)
        guard let from, let to, (from.minuteOfDay - to.minuteOfDay + 1440) % 1440 < Self.minAwakeMinutes else { return }
        throw MalformedText(
            value: text, expected: "quiet hours like 21:00-08:00",
            fault:
                "would leave less than \(Self.minAwakeMinutes / 60) hours of a day in which anything is said; let the quiet hours end sooner, like 21:00-08:00, or set the patient's status to inactive"
        )
    }

    /// A full hour may be written without its minutes.
    private static func time(_ text: Substring) -> LocalTime? {
        var plain = text.drop { $0 == " " }
        while plain.last == " " { plain.removeLast() }
        return try? LocalTime(text: plain.contains(":") ? String(plain) : "\(plain):00")
    }

    package var text: String { hours.map { "\($0.from)-\($0.to)" } ?? "none" }
    package var description: String { hours.map { "\($0.from)–\($0.to)" } ?? "none" }
}
