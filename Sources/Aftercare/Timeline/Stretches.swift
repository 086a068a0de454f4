/// The windows of one topic, and which of them run into one another: found by one sweep over them in the order of
/// their opening, for each set of sessions that have begun.
final class Stretches {
    /// In the order of treatments, the earliest first, and of their protocols.
    let instructions: [ScheduledInstruction]
    /// Their places, by the opening of their windows.
    private lazy var byOpening = instructions.indices.sorted { (instructions[$0].window.opens, $0) < (instructions[$1].window.opens, $1) }
    /// The instants from which they count, in order.
    private lazy var beginnings = instructions.map(\.countsFrom).sorted()
    /// By how many had begun.
    private var merged: [Int: [Stretch]] = [:]

    /// Windows that overlap or touch one another.
    private struct Stretch {
        let opens: Instant
        var closes: Instant
        /// The places of its windows.
        var places: [Int]
    }

    /// So many are kept: those of a look, and of the few reminders that a status foretells.
    private static let maxKept = 16

    init(_ instructions: [ScheduledInstruction]) { self.instructions = instructions }

    /// The windows that overlap or touch `scheduled`'s, one after another, itself included, as far as their sessions have
    /// begun by `now`.
    func stretch(of scheduled: ScheduledInstruction, at now: Instant) -> [ScheduledInstruction] {
        guard instructions.count > 1 else { return [scheduled] }
        var places = touching(scheduled, at: now).flatMap(\.places)
        // What has not begun counts for itself alone.
        if !scheduled.hasBegun(by: now), let own = instructions.firstIndex(where: { $0.window == scheduled.window }) { places.append(own) }
        return places.sorted().map { instructions[$0] }
    }

    /// The latest end of these.
    func end(of scheduled: ScheduledInstruction, at now: Instant) -> Instant {
        guard instructions.count > 1 else { return scheduled.window.closes }
        let latest = touching(scheduled, at: now).map(\.closes).max()
        let own = scheduled.isInForce || latest == nil ? scheduled.window.closes : .distantPast
        return max(own, latest ?? .distantPast)
    }

    private func touching(_ scheduled: ScheduledInstruction, at now: Instant) -> ArraySlice<Stretch> {
        let stretches = stretches(at: now)
        // They lie one after the other, so their ends are in order too.
        let first = stretches.partition { $0.closes >= scheduled.window.opens }
        let last = stretches.partition { $0.opens > scheduled.window.closes }
        return stretches[first..<max(first, last)]
    }

    private func stretches(at now: Instant) -> [Stretch] {
        let begun = beginnings.partition { $0 > now }
        if let known = merged[begun] { return known }
        var stretches: [Stretch] = []
        for place in byOpening where instructions[place].hasBegun(by: now) {
            let window = instructions[place].window
            if let last = stretches.indices.last, window.opens <= stretches[last].closes {
                stretches[last].closes = max(stretches[last].closes, window.closes)
                stretches[last].places.append(place)
            } else {
                stretches.append(Stretch(opens: window.opens, closes: window.closes, places: [place]))
            }
        }
        if merged.count >= Self.maxKept { merged = [:] }
        merged[begun] = stretches
        return stretches
    }
}

extension RandomAccessCollection where Index == Int {
    /// The first index whose element is `late`, in a collection where all that follow it are so too.
    fileprivate func partition(by late: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if late(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
