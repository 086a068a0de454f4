/// The windows of one topic, and which of them run into one another: found by one sweep over them in the order of
/// their opening, for each set of sessions that have begun.
final class Stretches {
    /// In the order of treatments, the earliest first, and of their protocols.
    let holdings: [Holding]
    /// Their places, by the opening of their windows.
    private lazy var byOpening = holdings.indices.sorted { (holdings[$0].window.opens, $0) < (holdings[$1].window.opens, $1) }
    /// The instants from which they count, in order.
    private lazy var beginnings = holdings.map(\.countsFrom).sorted()
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
    private static let mostKept = 16

    init(_ holdings: [Holding]) { self.holdings = holdings }

    /// The windows that overlap or touch `holding`'s, one after another, itself included, as far as their sessions have
    /// begun by `now`.
    func stretch(of holding: Holding, at now: Instant) -> [Holding] {
        guard holdings.count > 1 else { return [holding] }
        var places = touching(holding, at: now).flatMap(\.places)
        // What has not begun counts for itself alone.
        if !holding.hasBegun(by: now), let own = holdings.firstIndex(where: { $0.window == holding.window }) { places.append(own) }
        return places.sorted().map { holdings[$0] }
    }

    /// The latest end of these.
    func end(of holding: Holding, at now: Instant) -> Instant {
        guard holdings.count > 1 else { return holding.window.closes }
        let latest = touching(holding, at: now).map(\.closes).max()
        let own = holding.isInForce || latest == nil ? holding.window.closes : .distantPast
        return max(own, latest ?? .distantPast)
    }

    private func touching(_ holding: Holding, at now: Instant) -> ArraySlice<Stretch> {
        let stretches = stretches(at: now)
        // They lie one after the other, so their ends are in order too.
        let first = stretches.partition { $0.closes >= holding.window.opens }
        let last = stretches.partition { $0.opens > holding.window.closes }
        return stretches[first..<max(first, last)]
    }

    private func stretches(at now: Instant) -> [Stretch] {
        let begun = beginnings.partition { $0 > now }
        if let known = merged[begun] { return known }
        var stretches: [Stretch] = []
        for place in byOpening where holdings[place].hasBegun(by: now) {
            let window = holdings[place].window
            if let last = stretches.indices.last, window.opens <= stretches[last].closes {
                stretches[last].closes = max(stretches[last].closes, window.closes)
                stretches[last].places.append(place)
            } else {
                stretches.append(Stretch(opens: window.opens, closes: window.closes, places: [place]))
            }
        }
        if merged.count >= Self.mostKept { merged = [:] }
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
