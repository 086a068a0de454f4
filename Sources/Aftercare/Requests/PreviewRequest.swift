/// A request to see what would happen to a patient. The values are as typed; `admit` checks them.
package struct PreviewRequest: Hashable, Codable, Sendable {
    package var patient: String
    /// A treatment or a series that is not scheduled yet, to be shown as if it were.
    package var treatment: TreatmentRequest?
    /// Nil for now.
    package var from: String?
    /// Nil to go on until nothing more is to come.
    package var lasting: String?

    package init(patient: String, treatment: TreatmentRequest? = nil, from: String? = nil, lasting: String? = nil) {
        self.patient = patient
        self.treatment = treatment
        self.from = from
        self.lasting = lasting
    }

    /// The furthest that a preview looks ahead: three years and a month, in seconds.
    private static let maxHorizonSeconds: Int64 = 1130 * 86_400

    /// The span that is asked for; nil where something is wrong, with every problem in `problems`.
    package func admit(_ schedule: Schedule, now: Instant, problems: inout Problems) -> ClosedRange<Instant>? {
        let zone = schedule.zone
        let start = from.map { problems.instant($0, in: zone, now: now, at: "from") } ?? now
        var length: Span?
        if let lasting {
            do { length = try Span(plain: lasting) } catch { problems.add(.malformed, at: "lasting", "\(error)") }
            if length?.isZero == true {
                problems.add(.outOfRange, at: "lasting", "a preview of no time shows nothing; say how far, like 3d")
            }
        }
        if let start, start < now {
            problems.add(
                .outOfRange, at: "from", "\(zone.written(start)) has passed; 'aftercarectl reminders' shows what was")
        }
        guard problems.list.isEmpty, let start else { return nil }
        let end = length.map { zone.adding($0, to: start) } ?? schedule.ends.values.max() ?? start
        return start...max(start, min(end, start + Self.maxHorizonSeconds))
    }
}
