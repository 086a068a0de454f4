/// Finds which windows of one topic overlap or touch: one sweep in order of opening, for each set of sessions that have
/// begun.
final class OverlapIndex {
    /// In the order of treatments, the earliest first, and of the instructions in their protocols.
    let instructions: [ScheduledInstruction]
    /// Indices into `instructions`, in the order in which the windows open.
    private lazy var byOpening = instructions.indices.sorted { (instructions[$0].window.opens, $0) < (instructions[$1].window.opens, $1) }
    /// The instants from which they count, ascending.
    private lazy var beginnings = instructions.map(\.countsFrom).sorted()
    /// The groups by the number of sessions that have begun.
    private var groupsByCount: [Int: [Group]] = [:]

    /// Windows that overlap or touch one another.
    private struct Group {
        let opens: Instant
        var closes: Instant
        /// Indices into `instructions`.
        var indices: [Int]
    }

    /// How many sets of groups are kept: enough for an evaluation, and for the few reminders that a status shows ahead.
    private static let maxKept = 16

    init(_ instructions: [ScheduledInstruction]) { self.instructions = instructions }

    /// The instructions whose windows overlap or touch that of `scheduled`, directly or through others, itself
    /// included, as far as their sessions have begun by `now`.
    func overlapping(_ scheduled: ScheduledInstruction, at now: Instant) -> [ScheduledInstruction] {
        guard instructions.count > 1 else { return [scheduled] }
        var indices = groups(touching: scheduled, at: now).flatMap(\.indices)
        // A session that has not begun counts for itself alone.
        if !scheduled.hasBegun(by: now), let own = instructions.firstIndex(where: { $0.window == scheduled.window }) { indices.append(own) }
        return indices.sorted().map { instructions[$0] }
    }

    /// The latest end of the windows that `overlapping` finds.
    func end(of scheduled: ScheduledInstruction, at now: Instant) -> Instant {
        guard instructions.count > 1 else { return scheduled.window.closes }
        let latest = groups(touching: scheduled, at: now).map(\.closes).max()
        let own = scheduled.isInForce || latest == nil ? scheduled.window.closes : .distantPast
        return max(own, latest ?? .distantPast)
    }

    private func groups(touching scheduled: ScheduledInstruction, at now: Instant) -> ArraySlice<Group> {
        let groups = groups(at: now)
        // The groups lie one after the other, so their ends are in order too.
        let first = groups.partitionPoint { $0.closes >= scheduled.window.opens }
        let last = groups.partitionPoint { $0.opens > scheduled.window.closes }
        return groups[first..<max(first, last)]
    }

    private func groups(at now: Instant) -> [Group] {
        let begun = beginnings.partitionPoint { $0 > now }
        if let known = groupsByCount[begun] { return known }
        var groups: [Group] = []
        for index in byOpening where instructions[index].hasBegun(by: now) {
            let window = instructions[index].window
            if let last = groups.indices.last, window.opens <= groups[last].closes {
                groups[last].closes = max(groups[last].closes, window.closes)
                groups[last].indices.append(index)
            } else {
                groups.append(Group(opens: window.opens, closes: window.closes, indices: [index]))
            }
        }
        if groupsByCount.count >= Self.maxKept { groupsByCount = [:] }
        groupsByCount[begun] = groups
        return groups
    }
}

extension RandomAccessCollection where Index == Int {
    /// The index of the first element for which `isLate` holds; it must hold for all elements after that one.
    fileprivate func partitionPoint(where isLate: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if isLate(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
