/// The session that is under way, or comes next.
package struct NextSession: Equatable, Codable, Sendable {
    package var treatment: Treatment
    /// Its position in its series, from 1; nil outside a series.
    package var number: Int?
    /// The number of sessions in the series.
    package var count: Int?

    package init(treatment: Treatment, number: Int? = nil, count: Int? = nil) {
        self.treatment = treatment
        self.number = number
        self.count = count
    }
}

extension NextSession {
    /// Nil if no session of `record` is under way at `now` or to come. The status of its plan does not matter.
    init?(of record: CareRecord, at now: Instant) {
        let known = record.treatments.filter { $0.status != .enteredInError }.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
        let next = known.first { ($0.status == .booked || $0.status == .inProgress) && $0.end > now }
        guard let next else { return nil }
        let series = next.series.map { series in known.filter { $0.series == series } }
        let index = series?.firstIndex { $0.id == next.id }
        self.init(treatment: next, number: index.map { $0 + 1 }, count: series?.count)
    }
}
