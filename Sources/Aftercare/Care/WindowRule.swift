/// When an instruction holds, relative to its treatment.
package struct WindowRule: Hashable, Codable, Sendable {
    package let opens: Anchor
    package let closes: Closing

    package init(opens: Anchor, closes: Closing) {
        self.opens = opens
        self.closes = closes
    }

    /// The furthest that a window may open before its treatment: one year, in seconds. `check` refuses more.
    package static let maxReach: Int64 = 366 * 86_400

    package enum Closing: Hashable, Sendable {
        /// This long after it opened.
        case lasting(Span)
        /// At a point of its own.
        case at(Anchor)
    }
}

/// A point in time before or after a treatment's start or end.
package struct Anchor: Hashable, Codable, Sendable {
    package let edge: Edge
    /// The distance from it; never negative.
    package let offset: Span
    /// Moves it to this local time on the day thus found: "3 days after, at 09:00".
    package let at: LocalTime?

    package init(edge: Edge, offset: Span = .zero, at: LocalTime? = nil) {
        self.edge = edge
        self.offset = offset
        self.at = at
    }

    package enum Edge: String, CaseIterable, Codable, Sendable {
        case beforeStart = "before-start"
        case afterStart = "after-start"
        case beforeEnd = "before-end"
        case afterEnd = "after-end"

        package var isBefore: Bool { self == .beforeStart || self == .beforeEnd }
        var isOfStart: Bool { self == .beforeStart || self == .afterStart }
    }

    /// The start or the end of `treatment` that it is counted from.
    func base(for treatment: Treatment) -> Instant { edge.isOfStart ? treatment.start : treatment.end }

    /// The instant of the anchor for `treatment` in `zone`.
    ///
    /// A local time never crosses the edge: "after the end, at 09:00" of a treatment that ended at 14:00 is 09:00 of
    /// the next day, and likewise "before" means the day before.
    func instant(for treatment: Treatment, in zone: Zone) -> Instant {
        let base = base(for: treatment)
        let reached = zone.adding(edge.isBefore ? -offset : offset, to: base)
        guard let at else { return reached }
        let date = zone.local(reached).date
        let found = zone.instant(of: LocalDateTime(date: date, time: at))
        if edge.isBefore, found > base {
            return zone.instant(of: LocalDateTime(date: date.adding(days: -1), time: at))
        }
        if !edge.isBefore, found < base {
            return zone.instant(of: LocalDateTime(date: date.adding(days: 1), time: at))
        }
        return found
    }
}
