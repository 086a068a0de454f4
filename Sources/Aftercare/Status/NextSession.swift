/// The session that is under way, or comes next.
package struct NextSession: Equatable, Codable, Sendable {
    package var treatment: Treatment
    /// In its series, from 1; nil: it stands alone.
    package var number: Int?
    /// How many sessions the series has.
    package var count: Int?

    package init(treatment: Treatment, number: Int? = nil, count: Int? = nil) {
        self.treatment = treatment
        self.number = number
        self.count = count
    }
}

extension NextSession {
    /// Whether its plan is active or not; nil: no session of `record` is under way at `now`, or to come.
    init?(of record: CareRecord, at now: Instant) {
        let known = record.treatments.filter { $0.status != .enteredInError }.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
        let next = known.first { ($0.status == .booked || $0.status == .inProgress) && $0.end > now }
        guard let next else { return nil }
        let series = next.series.map { series in known.filter { $0.series == series } }
        let index = series?.firstIndex { $0.id == next.id }
        self.init(treatment: next, number: index.map { $0 + 1 }, count: series?.count)
    }
}
