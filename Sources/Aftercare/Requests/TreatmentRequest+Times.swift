// When a treatment takes place: the planned and the real times of a request, on the patient's clock.

extension TreatmentRequest {
    struct Times {
        let start: Instant
        let end: Instant
        let actualStart: Instant?
        let actualEnd: Instant?
    }

    /// - Parameters:
    ///   - resetsLength: it takes as long as usual again.
    ///   - others: the patient's other sessions, one of which may be meant.
    func times(
        usual: Span?, existing: Treatment?, resetsLength: Bool = false, others: [Treatment] = [], zone: Zone, now: Instant,
        problems: inout Problems
    ) -> Times? {
        let before = problems.list.count
        func instant(_ text: String?, _ path: String, _ problems: inout Problems) -> Instant? {
            text.flatMap { problems.instant($0, in: zone, now: now, at: path) }
        }
        let start = instant(start, "start", &problems) ?? existing?.plannedStart
        let statedEnd = instant(end, "end", &problems)
        let started = instant(started, "started", &problems)
        let ended = instant(ended, "ended", &problems)
        var length = usual
        if let duration {
            do { length = try Span(plain: duration) } catch { problems.add(.malformed, at: "duration", "\(error)") }
            if end != nil { problems.add(.contradiction, at: "duration", "say 'end' or 'duration', not both") }
        }
        guard problems.list.count == before else { return nil }
        guard let start else {
            problems.add(.missing, at: "start", "say when it starts, like \(PointInTime.example(in: zone, now: now))")
            return nil
        }
        let kept =
            resetsLength
            ? nil : self.start == nil && duration == nil ? existing?.plannedEnd : existing.map { start + ($0.plannedEnd - $0.plannedStart) }
        guard
            let end = statedEnd ?? (duration == nil ? kept : nil)
                ?? length.flatMap({ problems.adding($0, to: start, in: zone, at: "duration") })
        else {
            guard problems.list.count == before else { return nil }
            problems.add(.missing, at: "duration", "say how long it takes, like 45min")
            return nil
        }
        check(start: start, end: end, path: statedEnd == nil ? "duration" : "end", zone: zone, problems: &problems)
        let actualStart = started ?? existing?.actualStart
        let actualEnd = ended ?? existing?.actualEnd
        let slip = Plausibility(others: others, zone: zone, now: now, isMeant: false)
        let booked = "\(existing.map { "'\($0.id)'" } ?? "it") is booked for \(slip.day(start))"
        func meant(_ actual: Instant) -> String { existing.map { slip.meantSession(near: actual, insteadOf: $0.id) } ?? "; if" }
        if let actualStart, let actualEnd {
            check(start: actualStart, end: actualEnd, path: "ended", zone: zone, problems: &problems)
        } else if let ended, ended <= start {
            problems.add(
                .endsBeforeStart, at: "ended",
                "\(booked), and would have ended before, at \(slip.day(ended))\(meant(ended)) it took place earlier than planned, "
                    + "say when it began too ('--started')")
        }
        if let started, actualEnd == nil, end - started > Self.longest {
            problems.add(
                .outOfRange, at: "started",
                "\(booked), and would have begun days before, at \(slip.day(started))\(meant(started)) it took place earlier than "
                    + "planned, move it first")
        }
        for (path, actual) in [("started", started), ("ended", ended)] {
            guard let actual, actual > now + 60 else { continue }
            problems.add(.outOfRange, at: path, "\(zone.written(actual)) lies in the future; say it when it has happened")
        }
        guard problems.list.count == before else { return nil }
        return Times(start: start, end: end, actualStart: actualStart, actualEnd: actualEnd)
    }

    private func check(start: Instant, end: Instant, path: String, zone: Zone, problems: inout Problems) {
        if end <= start {
            problems.add(
                .endsBeforeStart, at: path,
                "it would end at \(zone.written(end)), not after its start at \(zone.written(start)); check both times")
        } else if end - start > Self.longest {
            problems.add(.outOfRange, at: path, "it would last longer than two days; check both times")
        }
    }
}
