extension TreatmentRequest {
    /// The most sessions of one series.
    private static let maxSessions = 60

    /// The requested sessions, one request each: only this one if it is not a series; nil if the series is invalid,
    /// with every problem added to `problems`. The first keeps the id and the keys of the series; the ids of the others
    /// are numbered on from it.
    ///
    /// - Parameter zone: the patient's; nil if there is no such patient, which is reported elsewhere.
    package func sessions(in zone: Zone?, now: Instant, problems: inout Problems) -> [TreatmentRequest]? {
        guard every != nil || times != nil else { return [self] }
        let before = problems.list.count
        var step: Span?
        do { step = try every.map(Span.init(plain:)) } catch { problems.add(.malformed, at: "every", "\(error)") }
        if every == nil { problems.add(.missing, at: "every", "say how far the sessions lie apart, like 2w") }
        if let step, step.isZero {
            problems.add(.outOfRange, at: "every", "the sessions would all begin at once; say how far they lie apart, like 2w")
        }
        if let times, !(2...Self.maxSessions).contains(times) {
            problems.add(
                .outOfRange, at: "times", "'\(times)' is no number of sessions; a series has 2 to \(Self.maxSessions)")
        } else if times == nil {
            problems.add(.missing, at: "times", "say how many sessions the series has, like 4")
        }
        for (path, value) in [("end", end), ("started", started), ("ended", ended)] where value != nil {
            problems.add(
                .contradiction, at: path, "a series has a start, and a duration for each session; leave '\(path)' out")
        }
        guard problems.list.count == before, let zone, let step, let times, let start else {
            return problems.list.count == before ? [alone] : nil
        }
        guard let first = problems.instant(start, in: zone, now: now, at: "start"),
            problems.needsNoClock(step.isCalendar, every ?? "", in: zone, at: "every")
        else { return nil }
        let last = zone.adding(step * (times - 1), to: first)
        guard Instant.supported.contains(last) else {
            problems.add(
                .outOfRange, at: "every",
                "the last of \(times) sessions would be in \(zone.local(last).date.year), outside the years 1970 to 2199; let them lie "
                    + "closer together")
            return nil
        }
        return (0..<times).map { index in
            var session = self
            if index > 0 {
                session.every = nil
                session.times = nil
                session.id = id.map { "\($0)-\(index + 1)" }
                session.start = zone.adding(step * index, to: first).text
            }
            return session
        }
    }

    /// The sessions of one patient follow one another: no two of a series overlap. Such a series cannot be meant, so
    /// `force` does not accept it.
    ///
    /// - Parameter times: of the first session.
    func checkDistance(_ times: Times, in zone: Zone, _ problems: inout Problems) {
        guard let every, let step = try? Span(plain: every), let count = self.times else { return }
        let starts = (0..<count).map { zone.adding(step * $0, to: times.start) }
        let length = times.end - times.start
        guard let nearest = zip(starts.dropFirst(), starts).map({ $0 - $1 }).min(), nearest < length else { return }
        let lasts = Span(seconds: length).plain
        problems.add(
            .contradiction, at: "every",
            "sessions that last \(lasts) cannot begin \(Span(seconds: nearest).plain) after one another; let them lie at least "
                + "\(lasts) apart, or give a shorter duration")
    }

    /// Without a patient or a start there are no sessions; what is missing is reported for this one.
    private var alone: TreatmentRequest {
        var alone = self
        alone.every = nil
        alone.times = nil
        return alone
    }
}
