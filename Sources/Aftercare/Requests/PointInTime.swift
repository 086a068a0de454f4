/// A time as people state it: with an offset, on the patient's clock, or relative to now.
package enum PointInTime: Hashable, Sendable {
    /// `2026-11-21T17:30:00Z`
    case instant(Instant)
    /// `2026-11-21 17:30`, on the clock of the patient's zone.
    case local(LocalDateTime)
    /// `now`, `now-40min`, `now+2h`.
    case fromNow(Span, isBefore: Bool)
}

extension PointInTime: TextRepresentable {
    package init(text: String) throws(MalformedText) {
        let rest = text.hasPrefix("now") ? text.dropFirst(3).drop { $0 == " " } : ""
        if text == "now" {
            self = .fromNow(.zero, isBefore: false)
        } else if let sign = rest.first, sign == "-" || sign == "+" {
            let span = try Span(plain: String(rest.dropFirst().drop { $0 == " " }))
            self = .fromNow(span, isBefore: sign == "-" && !span.isZero)
        } else if let instant = try? Instant(text: text) {
            self = .instant(instant)
        } else if let local = try? LocalDateTime(text: text) {
            self = .local(local)
        } else {
            throw Self.malformed(text, like: "'2026-11-21 17:30' on the patient's clock, 2026-11-21T17:30:00Z")
        }
    }

    /// The error for a text that is not a time.
    ///
    /// - Parameter example: complete times.
    static func malformed(_ text: String, like example: String) -> MalformedText {
        MalformedText(value: text, expected: "a time, like \(example), or now-40min", fault: TimeSlip(in: text)?.fault)
    }

    package var text: String {
        switch self {
        case .instant(let instant): instant.text
        case .local(let local): local.text
        case .fromNow(let span, let isBefore): span.isZero ? "now" : "now\(isBefore ? "-" : "+")\(span.plain.filter { $0 != " " })"
        }
    }
}

extension Problems {
    /// The instant that `text` states in `zone`; nil, with a problem added, if it states none. The examples in problems
    /// lie ahead, on the patient's clock.
    package mutating func instant(_ text: String, in zone: Zone, now: Instant, at path: String) -> Instant? {
        do throws(MalformedText) {
            return try PointInTime(text: text).instant(in: zone, now: now, at: path, problems: &self)
        } catch {
            // An error about the length of time in "now+5m" needs no example of a time.
            let isLength = error.value != text
            let coming = PointInTime.coming(in: zone, now: now)
            let example = "\(PointInTime.example(in: zone, now: now)) on the patient's clock, \(coming)"
            add(.malformed, at: path, isLength ? "\(error)" : "\(PointInTime.malformed(text, like: example))")
            return nil
        }
    }
}

extension PointInTime {
    /// `'2026-11-30 09:00'`: a time that is still to come.
    static func example(in zone: Zone, now: Instant) -> String {
        let local = zone.local(coming(in: zone, now: now))
        return "'\(local.date) \(local.time)'"
    }

    /// Tomorrow at nine.
    fileprivate static func coming(in zone: Zone, now: Instant) -> Instant {
        let nine = LocalTime(hour: 9, minute: 0) ?? .midnight
        return zone.instant(of: LocalDateTime(date: zone.local(now).date.adding(days: 1), time: nine))
    }
}

extension PointInTime {
    /// The instant of this time in `zone`; nil, with a problem added, if there is none.
    ///
    /// A local time that the clocks skip is refused here, unlike in a cadence: a person who types it has made a
    /// mistake. Of one that happens twice, the first is taken; an offset chooses the second.
    package func instant(in zone: Zone, now: Instant, at path: String, problems: inout Problems) -> Instant? {
        let instant: Instant
        guard problems.needsNoClock(isLocal, text, in: zone, at: path) else { return nil }
        switch self {
        case .instant(let stated): instant = stated
        case .fromNow(let span, let isBefore): instant = zone.adding(isBefore ? -span : span, to: now)
        case .local(let local):
            switch zone.resolve(local) {
            case .once(let found), .twice(let found, _): instant = found
            case .skipped(let transition):
                problems.add(
                    .skippedLocalTime, at: path,
                    "\(local.date) \(local.time) does not exist in \(zone.name), where the clocks go forward to "
                        + "\(zone.local(transition).time); say a time that exists")
                return nil
            }
        }
        guard Instant.supported.contains(instant) else {
            problems.add(.outOfRange, at: path, "\(zone.local(instant).date) lies outside the years 1970 to 2199; check the year")
            return nil
        }
        return instant
    }

    /// Whether it counts by the patient's wall clock.
    private var isLocal: Bool {
        switch self {
        case .instant: false
        case .local: true
        case .fromNow(let span, _): span.isCalendar
        }
    }
}
