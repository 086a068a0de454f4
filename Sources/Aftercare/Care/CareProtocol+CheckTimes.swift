// Checks that the times of an instruction are plausible: its window, its reminders, its sessions.

extension Instruction {
    func checkTimes(_ problems: inout Problems) {
        let length = window.nominalLength
        if length <= 0 {
            problems.add(.outOfRange, at: "window", "the window of '\(id)' has no length; let it close after it opens")
        }
        if window.nominalLead > WindowRule.maxReach {
            problems.add(.outOfRange, at: "window", "the window of '\(id)' opens more than a year before; open it later")
        }
        if window.nominalReach > Self.maxFollowUpSeconds {
            problems.add(
                .outOfRange, at: "window",
                "the window of '\(id)' reaches further than three years; close it earlier")
        }
        if let usefulFor, usefulFor.isZero {
            problems.add(
                .outOfRange, at: "useful",
                "a reminder that is useful for no time is never said; say how long, like 2h")
        }
        if let session, session.isZero {
            problems.add(.outOfRange, at: "session", "a session of no length; say how long it takes, like 15min")
        }
        if length > 0 { checkCadence(length, &problems) }
        if let nag { check(nag, within: length, &problems) }
        checkCold(&problems)
    }

    /// Three years, in seconds.
    private static let maxFollowUpSeconds: Int64 = 3 * 366 * 86_400

    /// The most reminders in one window. It guards against a slip of the pen, like `every: 1min`.
    static let maxReminders: Int64 = 1000

    private func checkCadence(_ length: Int64, _ problems: inout Problems) {
        switch cadence {
        case .moments(let moments):
            // The count is reported below; a million single problems help nobody.
            if moments.count > Self.maxReminders { break }
            if moments.isEmpty {
                problems.add(.missing, at: "remind", "'\(id)' never speaks; name a moment, like [start, end]")
            }
            for (index, moment) in moments.enumerated() {
                guard case .after(let span, let at) = moment else { continue }
                guard at == nil ? span.nominal >= length : span.nominal - 86_400 > length else { continue }
                problems.add(
                    .outOfRange, at: "remind.\(index)",
                    "the window of '\(id)' has closed by then, so '\(span)' is never said; write 'end', take it out, or close the window later"
                )
            }
        case .every(let span, _):
            if span.isZero {
                problems.add(.outOfRange, at: "remind", "'\(id)' speaks every '\(span)'; say how often, like every: 3h")
            } else if span.nominal > length {
                problems.add(
                    .outOfRange, at: "remind",
                    "'\(id)' speaks every '\(span)', which is longer than its window; say it more often, or write [start]")
            }
        case .daily(let times, _):
            if times.count > 1440 { break }
            if times.isEmpty {
                problems.add(.missing, at: "remind", "'\(id)' never speaks; name a time of day, like daily: [\"09:00\"]")
            }
            for (time, same) in Dictionary(grouping: times, by: \.self).sorted(by: { $0.key < $1.key }) where same.count > 1 {
                problems.add(.contradiction, at: "remind.daily", "'\(id)' names \(time) twice; remove one")
            }
        }
        if let count = cadence.count, count < 1 {
            problems.add(
                .outOfRange, at: "remind.count",
                "a count of '\(count)' says nothing; count from 1, or leave it out")
        }
        if case .daily(let times, _) = cadence, times.count > 1440 {
            problems.add(
                .outOfRange, at: "remind.daily", "'\(id)' names \(times.count) times of day, and a day has 1440 minutes; name fewer")
        } else if cadence.nominalCount(within: length) > Self.maxReminders {
            problems.add(
                .outOfRange, at: "remind",
                "'\(id)' would speak more than \(Self.maxReminders) times in one window; speak less often, or add a 'count'")
        }
    }

    /// How often an instruction may ask again.
    static let nagTimes = 1...20

    /// The first nag must come before the reminder is of no more use.
    private func check(_ nag: Nag, within length: Int64, _ problems: inout Problems) {
        if !Self.nagTimes.contains(nag.times) {
            problems.add(
                .outOfRange, at: "nag.times",
                "'\(id)' asks again \(nag.times) times; say 1 to \(Self.nagTimes.upperBound), or take 'nag' out")
        }
        if nag.every.isZero {
            problems.add(.outOfRange, at: "nag.every", "'\(id)' asks again after no time; say after how long, like 30min")
        } else if nag.every.nominal < 300 {
            problems.add(.outOfRange, at: "nag.every", "'\(id)' asks again every '\(nag.every)'; give people 5 minutes at least")
        } else if length > 0, nag.every.nominal >= nominalUse {
            problems.add(
                .contradiction, at: "nag.every",
                "'\(id)' asks again after '\(nag.every)', when the reminder is of no more use; ask sooner, or say 'useful:' for longer")
        }
    }

    /// Cold, or what a plan may make cold: 20 minutes at most, and 10 minutes of rest before the next.
    ///
    /// Source: published aftercare sheets (a joint injection; an IV site): ceiling for cold.
    private func checkCold(_ problems: inout Problems) {
        guard let session, modality == .cold || modality == .planDecides else { return }
        if session.nominal > 20 * 60 {
            problems.add(
                .outOfRange, at: "session", "'\(session)' of cold is too long; published sheets allow 20 minutes at a time")
        }
        if let gap = cadence.nominalGap, gap > 0, gap - session.nominal < 10 * 60 {
            problems.add(
                .outOfRange, at: "remind",
                "the skin needs 10 minutes between two goes of cold; speak less often, or shorten the session of '\(session)'")
        }
    }
}

extension Instruction {
    /// How long a reminder is of use, in seconds, if the next one follows as closely as it can.
    var nominalUse: Int64 { usefulFor?.nominal ?? cadence.nominalGap ?? window.nominalLength }
}

// Lengths in seconds for comparisons, never for schedules: days of 24 hours, months of 30.5 days.

extension Span {
    var nominal: Int64 { Int64(months) * 61 * 43_200 + Int64(days) * 86_400 + seconds }
}

extension Anchor {
    /// How far from the start of its treatment it can lie, in seconds: earliest and latest.
    ///
    /// - Parameter session: how long the treatment may take, in seconds.
    fileprivate func reach(session: ClosedRange<Int64>) -> ClosedRange<Int64> {
        let base = isOfStart ? 0...0 : session
        let way = edge.isBefore ? -offset.nominal : offset.nominal
        let slack: Int64 = at == nil ? 0 : 86_400
        return base.lowerBound + way - slack...base.upperBound + way + slack
    }

    fileprivate var isOfStart: Bool { edge.isOfStart }
}

extension WindowRule {
    /// The most it can last, in seconds; zero or less if it never opens.
    fileprivate var nominalLength: Int64 {
        switch closes {
        case .lasting(let span): return span.nominal
        case .at(let anchor):
            guard anchor != opens else { return 0 }
            let session = anchor.isOfStart == opens.isOfStart ? 0...0 : 0...TreatmentRequest.longest
            return anchor.reach(session: session).upperBound - opens.reach(session: session).lowerBound
        }
    }

    /// The furthest it can open before its treatment, in seconds.
    fileprivate var nominalLead: Int64 { opens.edge.isBefore ? opens.offset.nominal + (opens.at == nil ? 0 : 86_400) : 0 }

    /// The furthest it can close after its treatment, in seconds.
    fileprivate var nominalReach: Int64 {
        switch closes {
        case .lasting(let span): opens.edge.isBefore ? span.nominal - opens.offset.nominal : opens.offset.nominal + span.nominal
        case .at(let anchor): anchor.edge.isBefore ? 0 : anchor.offset.nominal
        }
    }
}

extension Cadence {
    fileprivate var count: Int? {
        switch self {
        case .moments: nil
        case .every(_, let count), .daily(_, let count): count
        }
    }

    /// The most reminders it has in a window of `length` seconds.
    fileprivate func nominalCount(within length: Int64) -> Int64 {
        let most = count.map { Int64(max(0, $0)) } ?? .max
        return switch self {
        case .moments(let moments): Int64(moments.count)
        case .every(let span, _): span.isZero ? 0 : min(most, length / span.nominal)
        case .daily(let times, _): min(most, length / 86_400 * Int64(times.count))
        }
    }

    /// The shortest gap between two reminders, in seconds; nil if none follows another, or only by chance.
    fileprivate var nominalGap: Int64? {
        if count == 1 { return nil }
        switch self {
        case .every(let span, _): return span.nominal
        case .daily(let times, _): return Self.gap(of: times.map { Int64($0.minuteOfDay) * 60 })
        case .moments(let moments):
            return Self.gap(
                of: moments.compactMap { moment in
                    switch moment {
                    case .start: 0
                    case .after(let span, at: nil): span.nominal
                    case .after, .end: nil
                    }
                })
        }
    }

    private static func gap(of instants: [Int64]) -> Int64? {
        let sorted = instants.sorted()
        return zip(sorted, sorted.dropFirst()).map { $1 - $0 }.min()
    }
}
