import Aftercare

/// The clock on somebody's wall, seen at one moment.
struct StaffTimeFormat {
    let zone: Zone
    let now: Instant

    /// `Fri 18:30` within six days, `Fri 27 Nov 18:30` within the year, else with the year.
    func moment(_ instant: Instant) -> String {
        let local = zone.local(instant)
        let today = zone.local(now).date
        if abs(local.date.dayNumber - today.dayNumber) <= 6 { return "\(local.date.weekdayName) \(local.time)" }
        let day = "\(local.date.weekdayName) \(local.date.day) \(local.date.monthName)"
        return local.date.year == today.year ? "\(day) \(local.time)" : "\(day) \(local.date.year) \(local.time)"
    }

    /// Of a moment today only the time: `14:30`.
    func brief(_ instant: Instant) -> String {
        let local = zone.local(instant)
        return local.date == zone.local(now).date ? "\(local.time)" : moment(instant)
    }

    /// `Fri 2026-11-27 18:30`: for lists, where past and future stand side by side.
    func dated(_ instant: Instant) -> String {
        let local = zone.local(instant)
        return "\(local.date.weekdayName) \(local.date) \(local.time)"
    }

    /// `Fri 2026-11-27 17:30–18:15`; the second day is named where it is another.
    func dated(_ start: Instant, until end: Instant) -> String {
        let last = zone.local(end)
        return "\(dated(start))–\(last.date == zone.local(start).date ? "\(last.time)" : dated(end))"
    }

    /// `in 12 min`, `12 min ago`, `now`.
    func distance(_ instant: Instant) -> String {
        let seconds = instant - now
        if seconds == 0 { return "now" }
        return seconds > 0 ? "in \(Length.words(seconds))" : "\(Length.words(-seconds)) ago"
    }
}

/// Lengths of time in words, for tables.
enum Length {
    /// `12 min`, `5 h 12 min`, `53 h`, `12 days`.
    ///
    /// Begun minutes count, so that what is left agrees with a clock that shows no seconds.
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
