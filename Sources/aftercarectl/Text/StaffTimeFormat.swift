import Aftercare

/// Formats times for staff, on one clock and relative to one moment.
struct StaffTimeFormat {
    let zone: Zone
    let now: Instant

    /// A moment: `Fri 18:30` within six days, `Fri 27 Nov 18:30` within the year, otherwise with the year.
    func moment(_ instant: Instant) -> String {
        let local = zone.local(instant)
        let today = zone.local(now).date
        if abs(local.date.dayNumber - today.dayNumber) <= 6 { return "\(local.date.weekdayName) \(local.time)" }
        let day = "\(local.date.weekdayName) \(local.date.day) \(local.date.monthName)"
        return local.date.year == today.year ? "\(day) \(local.time)" : "\(day) \(local.date.year) \(local.time)"
    }

    /// A moment today as the time alone: `14:30`.
    func brief(_ instant: Instant) -> String {
        let local = zone.local(instant)
        return local.date == zone.local(now).date ? "\(local.time)" : moment(instant)
    }

    /// A moment with its full date, `Fri 2026-11-27 18:30`: for lists that mix past and future.
    func dated(_ instant: Instant) -> String {
        let local = zone.local(instant)
        return "\(local.date.weekdayName) \(local.date) \(local.time)"
    }

    /// A span: `Fri 2026-11-27 17:30–18:15`; the second date appears only if it differs.
    func dated(_ start: Instant, until end: Instant) -> String {
        let last = zone.local(end)
        return "\(dated(start))–\(last.date == zone.local(start).date ? "\(last.time)" : dated(end))"
    }

    /// The time from now: `in 12 min`, `12 min ago`, `now`.
    func distance(_ instant: Instant) -> String {
        let seconds = instant - now
        if seconds == 0 { return "now" }
        return seconds > 0 ? "in \(Length.words(seconds))" : "\(Length.words(-seconds)) ago"
    }
}

/// Formats lengths of time for tables.
enum Length {
    /// A length of time: `12 min`, `5 h 12 min`, `53 h`, `12 days`.
    ///
    /// Rounds up to the next minute, so that the time left agrees with a clock that shows no seconds.
    static func words(_ seconds: Int64) -> String {
        let minutes = (max(0, seconds) + 59) / 60
        let hours = minutes / 60
        switch hours {
        case 0: return "\(minutes) min"
        case ..<24: return minutes % 60 == 0 ? "\(hours) h" : "\(hours) h \(minutes % 60) min"
        case ..<72: return "\(hours) h"
        default: return "\(hours / 24) days"
        }
    }
}
