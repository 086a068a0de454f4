/// What becomes of an instant in the patient's quiet hours (rule 6).
struct QuietHoursRule {
    /// nil: there are none.
    let hours: QuietHours?
    let policy: QuietPolicy
    let zone: Zone

    /// How far any instant is moved at most, in seconds: never as far as two days, one of them of 25 hours, since
    /// two nights are one where the clocks skip all that lies between.
    static let maxShift: Int64 = 49 * 3600

    /// How far an instant is moved at most, in seconds.
    var reach: Int64 { hours == nil ? 0 : Self.maxShift }

    /// Why something is not said where it can be moved to no other time.
    var exclusion: SuppressReason { policy == .skip ? .quietSkip : .quietHours }

    /// When it is said instead of at `instant`; nil: not at all, see `exclusion`.
    ///
    /// It keeps 15 minutes from both neighbours, wherever these are moved to: what comes before it may wait for the
    /// end of its own quiet hours.
    ///
    /// - Parameters:
    ///   - deadline: by when it must have been said.
    ///   - previous: the instant of the one before it.
    ///   - next: the instant of the one after it.
    ///   - earliest: it may not be said before that.
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
