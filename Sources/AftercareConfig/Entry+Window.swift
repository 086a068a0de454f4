import Aftercare

// How a protocol file expresses an instruction's window and the times of its reminders.

extension Entry {
    /// `{ after: end, for: 24h }`, `{ before: start, offset: 24h, until: { after: end, offset: 24h } }`
    func windowRule() -> WindowRule? {
        guard let block = block(["after", "before", "offset", "at", "for", "until"]) else { return nil }
        let length = block["for"].map { $0.span() }
        let closing = block["until"].map { until in
            until.block(["after", "before", "offset", "at"]).flatMap { $0.anchor(defaultOffset: nil) }
        }
        let opens = block.anchor(defaultOffset: length ?? nil)
        switch (length, closing) {
        case (let length?, nil): return both(opens, length).map { WindowRule(opens: $0, closes: .lasting($1)) }
        case (nil, let closing?): return both(opens, closing).map { WindowRule(opens: $0, closes: .at($1)) }
        case (nil, nil): report("\(name) never closes; add 'for: 24h', or 'until: { after: end, offset: 24h }'")
        case (.some, .some): report("\(name) closes twice; keep 'for' or 'until'")
        }
        return nil
    }

    /// `[start, 12h, end]`, `{ every: 3h, count: 8 }` or `{ daily: ["09:00", "19:00"], count: 6 }`
    func cadence() -> Cadence? {
        guard isGroup else {
            return list().flatMap { items in
                let moments = items.compactMap { $0.moment() }
                return moments.count == items.count ? .moments(moments) : nil
            }
        }
        guard let block = block(["every", "daily", "count"]) else { return nil }
        let count = block["count"].map { $0.integer() }
        if case .some(nil) = count { return nil }
        switch (block["every"], block["daily"]) {
        case (let every?, nil): return every.span().map { .every($0, count: count ?? nil) }
        case (nil, let daily?):
            guard let items = daily.list() else { return nil }
            let times = items.compactMap { $0.value(LocalTime.self) }
            return times.count == items.count ? .daily(times, count: count ?? nil) : nil
        default:
            report(
                "\(name) must say one of 'every: 3h' and 'daily: [\"09:00\"]', or be a list, like [start, 12h, end]")
            return nil
        }
    }

    /// `start`, `end`, `12h` or `{ after: 3d, at: "09:00" }`
    private func moment() -> Cadence.Moment? {
        if isGroup {
            guard let block = block(["after", "at"]), let after = block.required("after", like: "3d")?.span()
            else { return nil }
            guard let at = block["at"] else { return .after(after, at: nil) }
            return at.value(LocalTime.self).map { .after(after, at: $0) }
        }
        guard let text = text() else { return nil }
        switch text {
        case "start": return .start
        case "end": return .end
        default:
            if let digit = text.utf8.first, (0x30...0x39).contains(digit) { return span().map { .after($0, at: nil) } }
            report(
                "'\(text.quotable)' is no moment of a window; write start, end, a length like 12h, or "
                    + "{ after: 3d, at: \"09:00\" }")
            return nil
        }
    }

    private func both<One, Other>(_ one: One?, _ other: Other?) -> (One, Other)? {
        guard let one, let other else { return nil }
        return (one, other)
    }
}

extension Block {
    /// `after: end`, `before: start, offset: 3d, at: "09:00"`
    ///
    /// - Parameter defaultOffset: the distance before the edge, if the file does not give one.
    fileprivate func anchor(defaultOffset: Span?) -> Anchor? {
        let edge: Anchor.Edge?
        switch (self["after"], self["before"]) {
        case (let after?, nil): edge = after.choice(Side.self).map { $0 == .start ? .afterStart : .afterEnd }
        case (nil, let before?): edge = before.choice(Side.self).map { $0 == .start ? .beforeStart : .beforeEnd }
        default:
            missing(
                "a window in \(within) must say one of 'after' and 'before', and 'start' or 'end' of the treatment",
                at: "after")
            edge = nil
        }
        let offset = self["offset"].map { $0.span() }
        let at = self["at"].map { $0.value(LocalTime.self) }
        guard let edge, offset != .some(nil), at != .some(nil) else { return nil }
        return Anchor(edge: edge, offset: (offset ?? nil) ?? (edge.isBefore ? defaultOffset : nil) ?? .zero, at: at ?? nil)
    }
}

/// The side of a treatment that a window is anchored to.
private enum Side: String, CaseIterable {
    case start, end
}
