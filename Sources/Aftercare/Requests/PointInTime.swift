/// A time as people state it: with an offset, by the patient's own clock, or from now.
package enum PointInTime: Hashable, Sendable {
    /// `2026-11-21T17:30:00Z`
    case instant(Instant)
    /// `2026-11-21 17:30`, on the clock of the patient's zone.
    case local(LocalDateTime)
    /// `now`, `now-40min`, `now+2h`.
    case fromNow(Span, isBefore: Bool)
}

extension PointInTime: Spoken {
    package init(spoken text: String) throws(Malformed) {
        let trimmed = text.filter { $0 != " " }
        if trimmed == "now" {
            self = .fromNow(.zero, isBefore: false)
        } else if trimmed.hasPrefix("now-") || trimmed.hasPrefix("now+") {
            self = .fromNow(try Span(plain: String(trimmed.dropFirst(4))), isBefore: trimmed.hasPrefix("now-"))
        } else if let instant = try? Instant(spoken: text) {
            self = .instant(instant)
        } else if let local = try? LocalDateTime(spoken: text) {
            self = .local(local)
        } else {
            throw Malformed(
                value: text,
                expected: "a time, like '2026-11-21 17:30' on the patient's clock, 2026-11-21T17:30:00Z, or now-40min")
        }
    }

    package var spoken: String {
        switch self {
        case .instant(let instant): instant.spoken
        case .local(let local): local.spoken
        case .fromNow(let span, let isBefore): span.isZero ? "now" : "now\(isBefore ? "-" : "+")\(span.plain.filter { $0 != " " })"
        }
    }
}

extension PointInTime {
    /// The instant it means in `zone`; nil, with a finding, where there is none.
    ///
    /// A local time that the clocks skip is refused here, unlike in a cadence: a person who types it has made
    /// a mistake. Of one that happens twice, the first is taken; an offset chooses the second.
    package func instant(in zone: Zone, now: Instant, at path: String, findings: inout Findings) -> Instant? {
        let instant: Instant
        switch self {
        case .instant(let stated): instant = stated
        case .fromNow(let span, let isBefore): instant = zone.adding(isBefore ? -span : span, to: now)
        case .local(let local):
            switch zone.resolve(local) {
            case .once(let found), .twice(let found, _): instant = found
            case .skipped(let transition):
                findings.add(
                    .skippedLocalTime, at: path,
                    "\(local.date) \(local.time) does not exist in \(zone.name), where the clocks go forward to "
                        + "\(zone.local(transition).time); say a time that exists")
                return nil
            }
        }
        guard Instant.supported.contains(instant) else {
            findings.add(.outOfRange, at: path, "\(zone.written(instant)) lies outside the years 1970 to 2199; check the year")
            return nil
        }
        return instant
    }
}
