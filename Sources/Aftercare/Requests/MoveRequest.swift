/// A request to move a booked treatment, with or without the rest of its series.
package struct MoveRequest: Hashable, Codable, Sendable {
    package var start: String
    /// Nil to keep the length.
    package var duration: String?
    /// Whether the later sessions of its series move too, by as much on the patient's clock. Required if there are such
    /// sessions.
    package var rest: Bool?
    /// Accepts what looks like a mistake.
    package var force: Bool?

    package init(start: String, duration: String? = nil, rest: Bool? = nil) {
        self.start = start
        self.duration = duration
        self.rest = rest
    }

    /// The moved sessions; nil if something is wrong, with every problem added to `problems`.
    ///
    /// - Parameter series: all sessions of the treatment's series, or the treatment alone.
    package func admit(
        _ treatment: Treatment, series: [Treatment], others: [Treatment] = [], zone: Zone, now: Instant,
        problems: inout Problems
    ) -> [Treatment]? {
        guard treatment.status == .booked, treatment.actualStart == nil else {
            problems.add(
                .alreadyFinished, at: "",
                "treatment '\(treatment.id)' is \(treatment.status.rawValue); schedule a new one, or take that back with 'aftercarectl "
                    + "treatment reopen \(treatment.id)'")
            return nil
        }
        let later = series.filter {
            $0.id != treatment.id && $0.status == .booked && $0.actualStart == nil && $0.plannedStart > treatment.plannedStart
        }
        if !later.isEmpty, rest == nil {
            problems.add(
                .missing, at: "rest",
                "'\(treatment.id)' is followed by \(later.map(\.id.rawValue).joined(separator: ", ")) of the same series; "
                    + "say whether the rest move too: --rest or --only")
        }
        let request = TreatmentRequest(patient: treatment.patient.rawValue, start: start, duration: duration)
        let times = request.times(usual: nil, existing: treatment, zone: zone, now: now, problems: &problems)
        guard let times, problems.list.isEmpty,
            problems.needsNoClock(rest == true, "--rest", in: zone, at: "rest")
        else { return nil }
        let moved = treatment.changed(at: now) {
            $0.plannedStart = times.start
            $0.plannedEnd = times.end
        }
        guard rest == true else { return plausible([moved], others, zone, now, &problems) }
        let shift = zone.local(times.start).asIfUTC - zone.local(treatment.plannedStart).asIfUTC
        let sessions =
            [moved]
            + later.map { session in
                let start = zone.instant(of: LocalDateTime(asIfUTC: zone.local(session.plannedStart).asIfUTC + shift))
                return session.changed(at: now) {
                    $0.plannedEnd = start + ($0.plannedEnd - $0.plannedStart)
                    $0.plannedStart = start
                }
            }
        return plausible(sessions, others, zone, now, &problems)
    }

    /// `sessions`, unless one of them is at an implausible time.
    private func plausible(
        _ sessions: [Treatment], _ others: [Treatment], _ zone: Zone, _ now: Instant, _ problems: inout Problems
    ) -> [Treatment]? {
        for session in sessions where !Instant.supported.contains(session.plannedEnd) {
            problems.add(
                .outOfRange, at: "start",
                "'\(session.id)' would be in \(zone.local(session.plannedStart).date.year), outside the years 1970 to 2199; check the year")
        }
        let moved = Set(sessions.map(\.id))
        let plausibility = Plausibility(
            others: others.filter { !moved.contains($0.id) }, zone: zone, now: now, isMeant: force ?? false)
        for session in sessions { plausibility.check(start: session.start, end: session.end, isReal: false, of: session.id, &problems) }
        return problems.list.isEmpty ? sessions : nil
    }
}
