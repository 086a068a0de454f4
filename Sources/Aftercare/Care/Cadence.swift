/// How often an instruction speaks within its window.
package enum Cadence: Hashable, Sendable {
    /// At given moments of the window.
    case moments([Moment])
    /// At the start of the window and every so often after it, before its end; at most `count` times.
    case every(Span, count: Int?)
    /// At local times of day within the window; at most `count` times.
    case daily([LocalTime], count: Int?)

    /// A moment of a window.
    package enum Moment: Hashable, Sendable {
        case start
        case end
        /// So long after the window opened; with a time of day, at that time of the day so found.
        case after(Span, at: LocalTime?)
    }
}

/// One place of a cadence in one window: which it is, and when.
struct Beat: Equatable {
    let place: Int
    let instant: Instant
}

extension Cadence {
    /// The beats of a window that fall into `span`, ascending; the two of a pair that fall together count once.
    ///
    /// Places are counted from the start of the window, whatever the span, so they can be part of an identity.
    func beats(in window: ClosedRange<Instant>, zone: Zone, over span: ClosedRange<Instant>) -> [Beat] {
        let clipped = max(window.lowerBound, span.lowerBound)...max(
            max(window.lowerBound, span.lowerBound), min(window.upperBound, span.upperBound))
        guard clipped.lowerBound <= window.upperBound, clipped.lowerBound <= span.upperBound else { return [] }
        switch self {
        case .moments(let moments):
            return Self.moments(moments, in: window, zone: zone).filter { clipped.contains($0.instant) }
        case .every(let span, let count):
            return Self.every(span, count: count, in: window, zone: zone, over: clipped)
        case .daily(let times, let count):
            return Self.daily(times, count: count, in: window, zone: zone, over: clipped)
        }
    }

    private static func moments(_ moments: [Moment], in window: ClosedRange<Instant>, zone: Zone) -> [Beat] {
        var beats: [Beat] = []
        for (place, moment) in moments.enumerated() {
            let instant: Instant
            switch moment {
            case .start: instant = window.lowerBound
            case .end: instant = window.upperBound
            case .after(let span, let at):
                let reached = zone.adding(span, to: window.lowerBound)
                instant = at.map { zone.instant(of: LocalDateTime(date: zone.local(reached).date, time: $0)) } ?? reached
            }
            if window.contains(instant), !beats.contains(where: { $0.instant == instant }) {
                beats.append(Beat(place: place, instant: instant))
            }
        }
        return beats.sorted { $0.instant < $1.instant }
    }

    private static func every(
        _ step: Span, count: Int?, in window: ClosedRange<Instant>, zone: Zone, over span: ClosedRange<Instant>
    ) -> [Beat] {
        var beats: [Beat] = []
        // Elapsed steps can be skipped in one go, calendar steps only by their upper bound.
        let skipped = max(0, (span.lowerBound - window.lowerBound) / max(step.longest, 1))
        var place = Int(skipped)
        while count.map({ place < $0 }) ?? true {
            let instant = zone.adding(step * place, to: window.lowerBound)
            guard instant <= span.upperBound, instant < window.upperBound else { break }
            if instant >= span.lowerBound, beats.last?.instant != instant { beats.append(Beat(place: place, instant: instant)) }
            place += 1
        }
        return beats
    }

    private static func daily(
        _ times: [LocalTime], count: Int?, in window: ClosedRange<Instant>, zone: Zone, over span: ClosedRange<Instant>
    ) -> [Beat] {
        let times = times.sorted()
        let firstDay = zone.local(window.lowerBound).date
        // A count asks for all the places before, since the first day may hold fewer than the others.
        var date = count == nil ? max(firstDay, zone.local(span.lowerBound).date.adding(days: -1)) : firstDay
        var beats: [Beat] = []
        var counted = 0
        while zone.instant(of: LocalDateTime(date: date, time: .midnight)) <= span.upperBound {
            for (index, time) in times.enumerated() {
                let instant = zone.instant(of: LocalDateTime(date: date, time: time))
                guard window.contains(instant) else { continue }
                if let count, counted >= count { return beats }
                counted += 1
                if span.contains(instant), beats.last?.instant != instant {
                    beats.append(Beat(place: (date.dayNumber - firstDay.dayNumber) * times.count + index, instant: instant))
                }
            }
            date = date.adding(days: 1)
        }
        return beats
    }
}
