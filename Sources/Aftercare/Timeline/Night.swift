/// What becomes of an instant in the patient's quiet hours (rule 6).
struct Night {
    /// nil: there are none.
    let hours: QuietHours?
    let policy: QuietPolicy
    let zone: Zone

    /// How far an instant is moved at most, in seconds: never as far as two days, one of them of 25 hours, since
    /// two nights are one where the clocks skip all that lies between.
    var reach: Int64 { hours == nil ? 0 : 49 * 3600 }

    /// When it is said instead of at `instant`; nil: not at all, since neither later nor earlier would do.
    ///
    /// - Parameters:
    ///   - deadline: by when it must have been said.
    ///   - next: the next of its kind, which it must not come close to.
    ///   - earliest: it may not be said before that.
    func moved(_ instant: Instant, deadline: Instant, next: Instant?, earliest: Instant) -> Instant? {
        guard let quiet = hours?.interval(around: instant, in: zone) else { return instant }
        let later = quiet.upperBound
        let earlier = quiet.lowerBound - QuietHours.lead
        let fitsLater = later < deadline && next.map { later + Occurrence.tolerance <= $0 } ?? true
        let fitsEarlier = earlier >= earliest
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
