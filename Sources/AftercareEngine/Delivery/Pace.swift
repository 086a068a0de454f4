import Aftercare

/// The rate at which records may go out: as fast as they are due, until journald reports that it dropped some.
///
/// journald drops whatever exceeds a unit's rate limit without notifying the sender: by default 10,000 records in 30 s,
/// more when the disk has room (systemd 252, journald.conf(5), `RateLimitBurst=`). What it let through in the 30 s
/// before a drop is what it lets through in any 30 s; the new limit is a tenth lower, to leave room for this service's
/// log lines.
struct Pace: Sendable {
    /// The window, in seconds, in which journald counts by default.
    static let window: Int64 = 30
    /// The minimum limit per window. If the journal drops even these, each record is looked up again.
    static let least = 300
    /// The number of seconds for which deliveries are kept; any drop has been noticed long before that.
    private static let span: Int64 = 300
    /// The number of seconds without a drop after which the rate limit is assumed to be lifted.
    private static let memory: Int64 = 3_600

    /// The maximum number of records in a window; nil when no limit is known.
    private(set) var limit: Int?
    private var droppedAt: Instant?
    private var delivered: [(at: Instant, count: Int)] = []

    /// Counts records that were found in the journal.
    mutating func note(delivered count: Int, at now: Instant) {
        forget(now)
        guard count > 0 else { return }
        if delivered.last?.at == now { delivered[delivered.count - 1].count += count } else { delivered.append((now, count)) }
    }

    /// Lowers the limit after a drop. journald reports a drop only in its next window, so the fullest window since the
    /// last drop is the one that exceeded the limit.
    mutating func noteDrop(at now: Instant) {
        forget(now)
        let since = delivered.filter { $0.at > droppedAt ?? .distantPast }
        let most = (since.map { passed(by: $0.at) }.max() ?? 0) * 9 / 10
        limit = max(Self.least, min(limit ?? .max, most))
        droppedAt = now
    }

    /// The number of records that may go out now.
    ///
    /// - Parameter inTheAir: the number of records that are being sent.
    mutating func allowance(at now: Instant, inTheAir: Int = 0) -> Int {
        forget(now)
        guard let limit else { return .max }
        return max(0, limit - passed(by: now) - inTheAir)
    }

    /// When more records may go out, if none may now.
    func renewal(after now: Instant) -> Instant {
        (delivered.first { now - $0.at <= Self.window }?.at ?? now) + Self.window + 1
    }

    /// The number of records delivered in the window that ends at `end`.
    private func passed(by end: Instant) -> Int {
        delivered.filter { $0.at <= end && end - $0.at <= Self.window }.map(\.count).reduce(0, +)
    }

    /// Discards entries that are too old, and those that lie in the future because the clock was set.
    private mutating func forget(_ now: Instant) {
        delivered.removeAll { $0.at > now || now - $0.at > Self.span }
        if let droppedAt, now - droppedAt > Self.memory || droppedAt > now { (limit, self.droppedAt) = (nil, nil) }
    }
}
