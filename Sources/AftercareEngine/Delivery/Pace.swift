import Aftercare

/// How fast records may go out: as fast as they are due, until the journal says that it dropped some.
///
/// journald drops what exceeds a unit's rate, without telling the sender: by default 10,000 records in 30 s,
/// more where the disk has room (systemd 252, journald.conf(5), `RateLimitBurst=`). What it let through in the
/// 30 s before a drop is what it lets through in any 30 s; a tenth less leaves room for our log lines.
struct Pace: Equatable, Sendable {
    /// Seconds in which journald counts by default.
    static let window: Int64 = 30
    /// Fewer are never allowed in a window: a journal that drops even these is asked again, record for record.
    static let least = 300
    /// Seconds after which a drop has long been noticed.
    private static let span: Int64 = 300
    /// Seconds without a drop after which the limit is taken to be lifted.
    private static let memory: Int64 = 3_600

    /// The most records in a window; nil: there is no limit that we know of.
    private(set) var limit: Int?
    private var droppedAt: Instant?
    private var delivered: [(at: Instant, count: Int)] = []

    /// So many records were found in the journal.
    mutating func note(delivered count: Int, at now: Instant) {
        forget(now)
        guard count > 0 else { return }
        if delivered.last?.at == now { delivered[delivered.count - 1].count += count } else { delivered.append((now, count)) }
    }

    /// The journal let through what it did, and dropped the rest. That shows only in its next window, so the fullest of
    /// those since the last drop is the one that was too full.
    mutating func noteDrop(at now: Instant) {
        forget(now)
        let since = delivered.filter { $0.at > droppedAt ?? .distantPast }
        let most = (since.map { passed(by: $0.at) }.max() ?? 0) * 9 / 10
        limit = max(Self.least, min(limit ?? .max, most))
        droppedAt = now
    }

    /// How many may go out now.
    mutating func allowance(at now: Instant) -> Int {
        forget(now)
        guard let limit else { return .max }
        return max(0, limit - passed(by: now))
    }

    /// When more may go out, where none may now.
    func renewal(after now: Instant) -> Instant {
        (delivered.first { now - $0.at <= Self.window }?.at ?? now) + Self.window + 1
    }

    /// What went through in the window that ends then.
    private func passed(by end: Instant) -> Int {
        delivered.filter { $0.at <= end && end - $0.at <= Self.window }.map(\.count).reduce(0, +)
    }

    /// What is long ago counts no more; nor does what a clock that was set calls the future.
    private mutating func forget(_ now: Instant) {
        delivered.removeAll { $0.at > now || now - $0.at > Self.span }
        if let droppedAt, now - droppedAt > Self.memory || droppedAt > now { (limit, self.droppedAt) = (nil, nil) }
    }

    static func == (one: Self, other: Self) -> Bool {
        one.limit == other.limit && one.droppedAt == other.droppedAt
            && one.delivered.elementsEqual(other.delivered) { $0.at == $1.at && $0.count == $1.count }
    }
}
