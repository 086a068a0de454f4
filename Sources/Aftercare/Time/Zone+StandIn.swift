// What people state and read while nobody knows the clock on the patient's wall.

extension Zone {
    /// What a time is followed by where UTC only stands in.
    var mark: String { standsInFor == nil ? "" : " UTC" }
}

extension Problems {
    /// `span` after `instant`; nil, with a finding, where it counts days by a clock that nobody knows.
    mutating func adding(_ span: Span, to instant: Instant, in zone: Zone, at path: String) -> Instant? {
        guard needsNoClock(span.isCalendar, span.plain, in: zone, at: path) else { return nil }
        return zone.adding(span, to: instant)
    }

    /// Whether what was stated can be placed in time.
    ///
    /// - Parameters:
    ///   - isLocal: it is a time of day or a number of days, by the patient's clock.
    ///   - text: as it was stated.
    mutating func needsNoClock(_ isLocal: Bool, _ text: String, in zone: Zone, at path: String) -> Bool {
        guard isLocal, let name = zone.standsInFor else { return true }
        // Without its seconds, the example is not taken for a time that this speaks of, and put on the patient's clock.
        add(
            .unknownZone, at: path,
            "'\(text)' counts by the patient's clock, and this machine does not know the time zone '\(name)'; state a time in UTC, like "
                + "2026-11-21T17:30Z, or hours, or install the zone (\(Problem.zoneRemedy))")
        return false
    }
}

extension Problem {
    /// How a zone comes back to the machine.
    package static let zoneRemedy = "package tzdata, for old names also tzdata-legacy"

    /// What cannot be worked out for a patient in a zone that this machine does not know.
    package static func zoneAway(_ name: String) -> Problem {
        Problem(
            .unknownZone, at: "",
            "this machine does not know the patient's time zone '\(name)', so what is to come cannot be worked out; install it "
                + "(\(zoneRemedy)), or give the patient another with 'aftercarectl patient change PATIENT --zone ZONE'")
    }
}
