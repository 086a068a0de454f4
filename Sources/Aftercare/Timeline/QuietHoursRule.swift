/// How the patient's quiet hours move an instant (rule 6 of aftercare(7)).
struct QuietHoursRule {
    /// Nil when there are none.
    let hours: QuietHours?
    let policy: QuietPolicy
    let zone: Zone

    /// The furthest that any instant is moved, in seconds: less than two days, one of them of 25 hours. Two nights
    /// count as one where the clocks skip everything between them.
    static let maxShift: Int64 = 49 * 3600

    /// The furthest that this rule moves an instant, in seconds.
    var reach: Int64 { hours == nil ? 0 : Self.maxShift }

    /// The reason for leaving out a reminder that can be moved to no other time.
    var exclusion: SuppressReason { policy == .skip ? .quietSkip : .quietHours }

    /// The time at which to emit instead of `instant`; nil when it is left out, see `exclusion`.
    ///
    /// It keeps 15 minutes from both neighbours, wherever these are moved to: the one before may wait for the end of
    /// its own quiet hours.
    ///
    /// - Parameters:
    ///   - deadline: the reminder must be emitted before it.
    ///   - previous: the instant of the occurrence before it.
    ///   - next: the instant of the occurrence after it.
    ///   - earliest: the earliest time allowed.
    func moved(
        _ instant: Instant, deadline: Instant, previous: Instant? = nil, next: Instant? = nil, earliest: Instant
    ) -> Instant? {
        guard let quiet = hours?.interval(around: instant, in: zone) else { return instant }
        let later = quiet.upperBound
        let earlier = quiet.lowerBound - QuietHours.lead
        let fitsLater = later < deadline && next.map { later + Occurrence.tolerance <= $0 } ?? true
        let fitsEarlier = earlier >= earliest && previous.map { waited($0) + Occurrence.tolerance <= earlier } ?? true
        switch policy {
        case .override: return instant
        case .skip: return nil
        case .defer: return fitsLater ? later : fitsEarlier ? earlier : nil
        case .advance: return fitsEarlier ? earlier : fitsLater ? later : nil
        }
    }

    /// The first instant from `instant` on that is not quiet.
    func waited(_ instant: Instant) -> Instant { hours?.interval(around: instant, in: zone)?.upperBound ?? instant }
}
