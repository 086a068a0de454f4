import Foundation

/// Times and lengths as a patient reads them, by the clock on their wall and in their language.
struct SpokenClock {
    let zone: Zone
    let language: Language

    /// `Friday 18:30` within the next six days, `Friday 12 June, 18:30` beyond.
    func moment(_ instant: Instant, seenFrom now: Instant) -> String {
        let isNear = isNear(instant, now)
        return "\(day(instant, seenFrom: now))\(isNear ? "" : ",") \(zone.local(instant).time)"
    }

    /// `Friday` within the next six days, `Friday 12 June` beyond.
    func day(_ instant: Instant, seenFrom now: Instant) -> String {
        // The local clock is laid out as if it were UTC's, so that only our own zone data counts.
        let date = Date(timeIntervalSince1970: TimeInterval(zone.local(instant).asIfUTC.seconds))
        var style = Date.FormatStyle(locale: locale, calendar: Calendar(identifier: .gregorian), timeZone: .gmt)
            .weekday(.wide)
        if !isNear(instant, now) { style = style.day().month(.wide).year() }
        return date.formatted(style)
    }

    /// `Friday and Saturday`, each once.
    func list(_ days: [String]) -> String {
        var once: [String] = []
        for day in days where !once.contains(day) { once.append(day) }
        return once.formatted(.list(type: .and).locale(locale))
    }

    /// `5 hours, 12 minutes`: the two largest units.
    func length(of seconds: Int64) -> String {
        guard seconds >= 60 else {
            return Duration.seconds(seconds).formatted(.units(allowed: [.minutes], width: .wide).locale(locale))
        }
        let style = Duration.UnitsFormatStyle.units(
            allowed: [.weeks, .days, .hours, .minutes], width: .wide, maximumUnitCount: 2
        ).locale(locale)
        return Duration.seconds(seconds).formatted(style)
    }

    private func isNear(_ instant: Instant, _ now: Instant) -> Bool {
        (-1...6).contains(zone.local(instant).date.dayNumber - zone.local(now).date.dayNumber)
    }

    private var locale: Locale { Locale(identifier: language.tag) }
}
