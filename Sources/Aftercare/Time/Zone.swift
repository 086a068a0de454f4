/// A time zone as a value: the offsets of its clocks from the past until the year 2199.
///
/// It is read from the machine's own zone database (RFC 8536), not from one compiled into a library, so that an update
/// of the system's `tzdata` reaches every patient.
package struct Zone: Hashable, Sendable {
    /// `Europe/Berlin`.
    package let name: String
    /// The instants at which the offset changes, ascending.
    let transitions: [Instant]
    /// Seconds east of UTC: `offsets[0]` before the first transition, `offsets[i + 1]` from transition `i` on.
    let offsets: [Int64]
    /// The zone that UTC stands in for, since this machine does not know it; nil for every other zone.
    package let standsInFor: String?

    /// - Precondition: `offsets` has one element more than `transitions`.
    package init(name: String, transitions: [Instant], offsets: [Int64]) {
        precondition(offsets.count == transitions.count + 1)
        self.name = name
        self.transitions = transitions
        self.offsets = offsets
        standsInFor = nil
    }

    package static let utc = Zone(name: "UTC", transitions: [], offsets: [0])

    /// UTC in place of a zone that this machine does not know: for whatever needs no wall clock.
    package init(standingInFor name: String) {
        self.name = "UTC"
        transitions = []
        offsets = [0]
        standsInFor = name
    }

    /// Seconds east of UTC at `instant`.
    package func offset(at instant: Instant) -> Int64 { offsets[transitionsUpTo(instant)] }

    /// The local date and time at `instant`.
    package func local(_ instant: Instant) -> LocalDateTime { LocalDateTime(asIfUTC: instant + offset(at: instant)) }

    /// When a local time happens in this zone.
    package enum Resolution: Equatable, Sendable {
        case once(Instant)
        /// The clocks are set back over it: it happens at `first` and again at `second`.
        case twice(first: Instant, second: Instant)
        /// The clocks are set forward over it at `transition`: it does not exist.
        case skipped(transition: Instant)

        /// The instant of a reminder at this time: the first of two, or the transition if there is none.
        package var instant: Instant {
            switch self {
            case .once(let instant), .twice(let instant, _), .skipped(let instant): instant
            }
        }
    }

    package func resolve(_ local: LocalDateTime) -> Resolution {
        let asIfUTC = local.asIfUTC
        // No offset reaches 26 hours, so only segments within that distance can contain it.
        var index = transitionsUpTo(asIfUTC - Self.maxOffsetSeconds)
        let last = transitionsUpTo(asIfUTC + Self.maxOffsetSeconds)
        var found: [Instant] = []
        var skipped: Instant?
        while index <= last {
            let candidate = asIfUTC - offsets[index]
            let starts = index == 0 ? nil : transitions[index - 1]
            let ends = index == transitions.count ? nil : transitions[index]
            let hasStarted = starts.map { candidate >= $0 } ?? true
            let hasNotEnded = ends.map { candidate < $0 } ?? true
            if hasStarted && hasNotEnded { found.append(candidate) }
            if let starts, !hasStarted, found.isEmpty, skipped == nil { skipped = starts }
            index += 1
        }
        switch found.count {
        case 0: return .skipped(transition: skipped ?? asIfUTC - offsets[last])
        case 1: return .once(found[0])
        default: return .twice(first: found[0], second: found[1])
        }
    }

    /// When `local` happens; see `Resolution.instant`.
    package func instant(of local: LocalDateTime) -> Instant { resolve(local).instant }

    /// `span` after `instant`: its months and days by the calendar here, then its seconds as elapsed time.
    package func adding(_ span: Span, to instant: Instant) -> Instant {
        guard span.isCalendar else { return instant + span.seconds }
        let local = local(instant)
        let date = local.date.adding(months: span.months).adding(days: span.days)
        return self.instant(of: local.on(date)) + span.seconds
    }

    private static let maxOffsetSeconds: Int64 = 26 * 3600

    /// The number of transitions at or before `instant`.
    private func transitionsUpTo(_ instant: Instant) -> Int {
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= instant { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
