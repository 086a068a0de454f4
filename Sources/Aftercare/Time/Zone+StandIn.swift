// Times of patients whose zone this machine does not know: UTC stands in for it.

extension Zone {
    /// The suffix of a written time if UTC only stands in.
    var mark: String { standsInFor == nil ? "" : " UTC" }
}

extension Problems {
    /// `span` after `instant`; nil, with a problem added, if it counts days in a zone that this machine does not know.
    mutating func adding(_ span: Span, to instant: Instant, in zone: Zone, at path: String) -> Instant? {
        guard needsNoClock(span.isCalendar, span.plain, in: zone, at: path) else { return nil }
        return zone.adding(span, to: instant)
    }

    /// Whether a stated time can be resolved in `zone`; if not, a problem is added.
    ///
    /// - Parameters:
    ///   - isLocal: it is a time of day or a number of days, by the patient's clock.
    ///   - text: as stated.
    mutating func needsNoClock(_ isLocal: Bool, _ text: String, in zone: Zone, at path: String) -> Bool {
        guard isLocal, let name = zone.standsInFor else { return true }
        // The example has no seconds, so that it is not taken for a time in this message and converted to the patient's
        // clock.
        add(
            .unknownZone, at: path,
            "'\(text)' counts by the patient's clock, and this machine does not know the time zone '\(name)'; state a time in UTC, like "
                + "2026-11-21T17:30Z, or hours, or install the zone (\(Problem.zoneRemedy))")
        return false
    }
}

extension Problem {
    /// The packages that bring a zone back to the machine.
    package static let zoneRemedy = "package tzdata, for old names also tzdata-legacy"

    /// Nothing to come can be computed for a patient in a zone that this machine does not know.
    package static func zoneAway(_ name: String) -> Problem {
        Problem(
            .unknownZone, at: "",
            "this machine does not know the patient's time zone '\(name)', so what is to come cannot be worked out; install it "
                + "(\(zoneRemedy)), or give the patient another with 'aftercarectl patient change PATIENT --zone ZONE'")
    }
}
