/// Somebody wants to see what would happen to a patient. Everything is as it was typed; `admit` weighs it.
package struct PreviewRequest: Hashable, Codable, Sendable {
    package var patient: String
    /// A treatment that is not scheduled yet, or a series, to see it as if it were.
    package var treatment: TreatmentRequest?
    /// nil: from now on.
    package var from: String?
    /// nil: until nothing more is to come.
    package var lasting: String?

    package init(patient: String, treatment: TreatmentRequest? = nil, from: String? = nil, lasting: String? = nil) {
        self.patient = patient
        self.treatment = treatment
        self.from = from
        self.lasting = lasting
    }

    /// The furthest that is looked ahead: three years and a month, in seconds.
    private static let maxHorizon: Int64 = 1130 * 86_400

    /// The span that is asked for; nil where something is wrong, with every problem in `problems`.
    package func admit(_ record: CareRecord, now: Instant, problems: inout Problems) -> ClosedRange<Instant>? {
        let zone = record.zone
        let start = from.map { problems.instant($0, in: zone, now: now, at: "from") } ?? now
        var length: Span?
        if let lasting {
            do { length = try Span(plain: lasting) } catch { problems.add(.malformed, at: "lasting", "\(error)") }
            if length?.isZero == true { problems.add(.outOfRange, at: "lasting", "a preview of no time shows nothing; say how far, like 3d") }
        }
        if let start, start < now {
            problems.add(
                .outOfRange, at: "from", "\(zone.written(start)) has passed; 'aftercarectl reminders' shows what was")
        }
        guard problems.list.isEmpty, let start else { return nil }
        let end = length.map { zone.adding($0, to: start) } ?? record.ends.values.max() ?? start
        return start...max(start, min(end, start + Self.maxHorizon))
    }
}
