/// Refuses what looks like a mistake: a session years ago, two at once for one patient. The problem suggests what was
/// probably meant. `force` accepts it all the same.
struct Plausibility {
    /// The patient's other sessions.
    let others: [Treatment]
    let zone: Zone
    let now: Instant
    /// Whether the request has `force`.
    let isMeant: Bool

    /// How far from now a session is plausible, in seconds: a year.
    private static let maxBookingDistanceSeconds: Int64 = 366 * 86_400
    /// How long ago a session may have ended that is only booked now, in seconds: a day.
    private static let maxBackdatingSeconds: Int64 = 86_400

    private static let forceHint = "if it is meant, say it again with '--force'"

    /// Checks a session that is new, or moved.
    func check(start: Instant, end: Instant, isReal: Bool, of id: TreatmentID?, _ problems: inout Problems) {
        guard !isMeant else { return }
        if start > now + Self.maxBookingDistanceSeconds {
            problems.add(
                .implausible, at: "start",
                "\(day(start)) is \(days(from: now, to: start)) days away\(meant(start)); \(Self.forceHint)")
        } else if start < now - Self.maxBookingDistanceSeconds || !isReal && end < now - Self.maxBackdatingSeconds {
            problems.add(
                .implausible, at: "start",
                "\(day(start)) lies \(days(from: start, to: now)) days in the past\(meant(start)); if it took place, say when it "
                    + "began and ended ('--started', '--ended'); \(Self.forceHint)")
        }
        for other in others where other.id != id && other.status.takesPlace && other.start < end && start < other.end {
            problems.add(
                .implausible, at: "start",
                "it would overlap with '\(other.id)' of the same patient, \(day(other.start)) to \(zone.local(other.end).time); "
                    + "choose another time, or move '\(other.id)' first; \(Self.forceHint)")
        }
    }

    /// The other session of the patient that a time near `instant` was probably meant for: `; did you mean 'T-0011', of
    /// …?`
    func meantSession(near instant: Instant, insteadOf id: TreatmentID) -> String {
        let near = others.filter { $0.id != id && $0.status.takesPlace && abs($0.start - instant) < 2 * 86_400 }
            .min { (abs($0.start - instant), $0.id) < (abs($1.start - instant), $1.id) }
        return near.map { "; did you mean '\($0.id)', of \(day($0.start))? If not, and" } ?? "; if"
    }

    /// `2026-12-13 11:04`, on the patient's clock; in UTC, and marked so, if that is unknown.
    func day(_ instant: Instant) -> String { zone.written(instant) }

    private func days(from one: Instant, to other: Instant) -> Int {
        zone.local(other).date.dayNumber - zone.local(one).date.dayNumber
    }

    /// The same day of this year or the next.
    private func meant(_ instant: Instant) -> String {
        guard abs(instant - now) > 300 * 86_400 else { return "" }
        let local = zone.local(instant)
        let year = zone.local(now).date.year
        let near = [year, year + 1].compactMap { CivilDate(year: $0, month: local.date.month, day: local.date.day) }
            .first { zone.instant(of: local.on($0)) > now }
        return near.map { " (did you mean \($0) \(local.time)?)" } ?? ""
    }
}
