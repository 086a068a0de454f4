import Foundation

/// Formats times and lengths of time for a patient, by the clock where they live and in their language.
struct PatientTimeFormat {
    let zone: Zone
    let language: Language

    /// `Friday 18:30` today and within the next six days, `Friday 12 June, 18:30` before and beyond.
    func moment(_ instant: Instant, seenFrom now: Instant) -> String { moment(instant, isNear: isNear(instant, now)) }

    /// `Friday and Saturday`, each once; with dates if one of them is past or more than six days ahead. Two on one day
    /// are distinguished by their times.
    func days(_ instants: [Instant], seenFrom now: Instant) -> String {
        let isNear = instants.allSatisfy { self.isNear($0, now) }
        // Each day is formatted once, however many instants fall on it.
        var known: [CivilDate: String] = [:]
        let days = instants.map { instant in
            let date = zone.local(instant).date
            if let day = known[date] { return day }
            let day = day(instant, isNear: isNear)
            known[date] = day
            return day
        }
        guard Set(days).count < days.count else { return list(days) }
        return list(zip(instants, days).map { moment($0, on: $1, isNear: isNear) })
    }

    private func moment(_ instant: Instant, isNear: Bool) -> String {
        moment(instant, on: day(instant, isNear: isNear), isNear: isNear)
    }

    private func moment(_ instant: Instant, on day: String, isNear: Bool) -> String {
        "\(day)\(isNear ? "" : ",") \(zone.local(instant).time)"
    }

    private func day(_ instant: Instant, isNear: Bool) -> String {
        // The local clock is formatted as if it were UTC's, so that only our own zone data counts.
        let date = Date(timeIntervalSince1970: TimeInterval(zone.local(instant).asIfUTC.seconds))
        var style = Date.FormatStyle(locale: locale, calendar: Calendar(identifier: .gregorian), timeZone: .gmt)
            .weekday(.wide)
        if !isNear { style = style.day().month(.wide).year() }
        return date.formatted(style)
    }

    func list(_ days: [String]) -> String {
        var seen: Set<String> = []
        let once = days.filter { seen.insert($0).inserted }
        return once.formatted(.list(type: .and).locale(locale))
    }

    /// `5 hours, 12 minutes`: the two largest units, rounded down. Days have 24 hours.
    func length(of seconds: Int64) -> String {
        let smallest: Int64 = seconds < 86_400 ? 60 : 3600
        var allowed: Set<Duration.UnitsFormatStyle.Unit> = seconds < 86_400 ? [.hours, .minutes] : [.days, .hours]
        if seconds < 60 { allowed = [.minutes] }
        // Rounded down here, since the style would round up to a unit that is not reached.
        let whole = Duration.seconds(seconds - seconds % smallest)
        return whole.formatted(.units(allowed: allowed, width: .wide).locale(locale))
    }

    private func isNear(_ instant: Instant, _ now: Instant) -> Bool {
        (0...6).contains(zone.local(instant).date.dayNumber - zone.local(now).date.dayNumber)
    }

    private var locale: Locale { Locale(identifier: language.tag) }
}
