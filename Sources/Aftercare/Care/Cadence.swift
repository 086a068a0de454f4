/// How often an instruction is repeated within its window.
package enum Cadence: Hashable, Sendable {
    /// At given moments of the window.
    case moments([Moment])
    /// At the start of the window and at this interval after it, before its end; at most `count` times.
    case every(Span, count: Int?)
    /// At local times of day within the window; at most `count` times.
    case daily([LocalTime], count: Int?)

    /// A moment of a window.
    package enum Moment: Hashable, Sendable {
        case start
        case end
        /// This long after the window opened. With a time of day: at that time on the day thus found, or on the next
        /// day if it had passed when the window opened.
        case after(Span, at: LocalTime?)
    }
}

/// One instant of a cadence in one window; `place` is its index.
struct Beat: Equatable {
    let place: Int
    let instant: Instant
}

/// The beats of a cadence in one window, in order and one at a time, so that a window of months costs no more than the
/// part that is needed.
///
/// `place` is counted from the start of the window wherever the iteration begins, so it can be part of an identity.
/// Two beats at one instant count once.
struct Beats: Sequence, IteratorProtocol {
    private let window: ClosedRange<Instant>
    private let zone: Zone
    private let from: Instant
    private var pattern: Pattern
    private var last: Instant?

    private enum Pattern {
        case listed([Beat], index: Int)
        case every(Span, count: Int?, place: Int)
        case daily([LocalTime], count: Int?, counted: Int, first: CivilDate, date: CivilDate, index: Int)
    }

    /// - Parameter from: where the iteration begins; earlier beats are skipped.
    init(_ cadence: Cadence, in window: ClosedRange<Instant>, zone: Zone, from: Instant) {
        self.window = window
        self.zone = zone
        self.from = from
        switch cadence {
        case .moments(let moments):
            pattern = .listed(Cadence.beats(of: moments, in: window, zone: zone).inside, index: 0)
        case .every(let step, let count) where step.longest > 0:
            // Skips all steps that surely lie before `from` at once.
            let passed = Swift.max(0, (from - window.lowerBound) / Swift.max(step.longest, 1))
            pattern = .every(step, count: count, place: Int(passed))
        case .daily(let times, let count) where !times.isEmpty:
            let first = zone.local(window.lowerBound).date
            // A count needs every earlier day, since the first may have fewer times than the others.
            let date = count == nil ? Swift.max(first, zone.local(from).date.adding(days: -1)) : first
            pattern = .daily(times.sorted(), count: count, counted: 0, first: first, date: date, index: 0)
        case .every, .daily:
            // No protocol check admits this; it would never advance.
            pattern = .listed([], index: 0)
        }
    }

    mutating func next() -> Beat? {
        while let beat = step() {
            guard beat.instant >= from, beat.instant != last else { continue }
            last = beat.instant
            return beat
        }
        return nil
    }

    /// The next beat of the pattern, needed or not; nil after the last.
    private mutating func step() -> Beat? {
        switch pattern {
        case .listed(let beats, let index):
            guard index < beats.count else { return nil }
            pattern = .listed(beats, index: index + 1)
            return beats[index]
        case .every(let span, let count, let place):
            if let count, place >= count { return nil }
            let instant = zone.adding(span * place, to: window.lowerBound)
            guard instant < window.upperBound else { return nil }
            pattern = .every(span, count: count, place: place + 1)
            return Beat(place: place, instant: instant)
        case .daily(let times, let count, var counted, let first, var date, var index):
            while count.map({ counted < $0 }) ?? true {
                if index == times.count {
                    index = 0
                    date = date.adding(days: 1)
                }
                let place = (date.dayNumber - first.dayNumber) * times.count + index
                let instant = zone.instant(of: LocalDateTime(date: date, time: times[index]))
                guard instant < window.upperBound else { return nil }
                index += 1
                guard instant >= window.lowerBound else { continue }
                counted += 1
                pattern = .daily(times, count: count, counted: counted, first: first, date: date, index: index)
                return Beat(place: place, instant: instant)
            }
            return nil
        }
    }
}

extension Cadence {
    /// The beats at given moments that this calendar puts outside `window`, so that they are never emitted.
    func beats(outside window: ClosedRange<Instant>, zone: Zone) -> [Beat] {
        guard case .moments(let moments) = self else { return [] }
        return Self.beats(of: moments, in: window, zone: zone).outside
    }

    /// In order of time. A beat at the close is left to `end`: by then nothing else holds any more.
    fileprivate static func beats(
        of moments: [Moment], in window: ClosedRange<Instant>, zone: Zone
    ) -> (inside: [Beat], outside: [Beat]) {
        var inside: [Beat] = []
        var outside: [Beat] = []
        for (place, moment) in moments.enumerated() {
            let beat = Beat(place: place, instant: moment.instant(in: window, zone: zone))
            if moment == .end || beat.instant < window.upperBound {
                inside.append(beat)
            } else if beat.instant > window.upperBound || !moments.contains(.end) {
                outside.append(beat)
            }
        }
        return (inside.sorted { ($0.instant, $0.place) < ($1.instant, $1.place) }, outside)
    }
}

extension Cadence.Moment {
    fileprivate func instant(in window: ClosedRange<Instant>, zone: Zone) -> Instant {
        switch self {
        case .start: return window.lowerBound
        case .end: return window.upperBound
        case .after(let span, let at):
            let reached = zone.adding(span, to: window.lowerBound)
            guard let at else { return reached }
            let date = zone.local(reached).date
            let found = zone.instant(of: LocalDateTime(date: date, time: at))
            return found < window.lowerBound ? zone.instant(of: LocalDateTime(date: date.adding(days: 1), time: at)) : found
        }
    }
}
