/// A scheduled session (FHIR R4: Procedure), as planned and as it went.
package struct Treatment: Hashable, Codable, Sendable {
    package let id: TreatmentID
    package let patient: PatientID
    package let plan: PlanID
    package let route: Route
    /// Where on the body. It never reaches the journal.
    package let site: String?
    package let product: Product?
    package let status: Status
    package let plannedStart: Instant
    package let plannedEnd: Instant
    package let actualStart: Instant?
    package let actualEnd: Instant?
    /// The course of sessions that it belongs to: the id of the first of them; nil: it stands alone.
    package let series: TreatmentID?
    /// Raised by every change of its times, so that reminders of the old times keep their own identity.
    package let timingRevision: Int
    /// When these times became known. Reminders whose instant lay before that were never planned under them.
    package let timesKnownAt: Instant

    package init(
        id: TreatmentID, patient: PatientID, plan: PlanID, route: Route, site: String?, product: Product?,
        status: Status, plannedStart: Instant, plannedEnd: Instant, actualStart: Instant? = nil,
        actualEnd: Instant? = nil, series: TreatmentID? = nil, timingRevision: Int = 1,
        timesKnownAt: Instant = Instant(seconds: 0)
    ) {
        self.id = id
        self.patient = patient
        self.plan = plan
        self.route = route
        self.site = site
        self.product = product
        self.status = status
        self.plannedStart = plannedStart
        self.plannedEnd = plannedEnd
        self.actualStart = actualStart
        self.actualEnd = actualEnd
        self.series = series
        self.timingRevision = timingRevision
        self.timesKnownAt = timesKnownAt
    }

    package enum Status: String, CaseIterable, Codable, Sendable {
        case booked, completed, cancelled
        case inProgress = "in-progress"
        case noShow = "no-show"

        /// Whether the session takes place, as far as anybody has said.
        package var takesPlace: Bool { self != .cancelled && self != .noShow }
    }

    /// When it started, or else is planned to.
    package var start: Instant { actualStart ?? plannedStart }

    /// When it ended, or else is planned to; a late start moves a planned end along.
    package var end: Instant { actualEnd ?? max(plannedEnd, plannedEnd + (start - plannedStart)) }

    /// The same treatment with these changes, made at `now`; what is left out stays. The timing revision rises
    /// where start or end move.
    package func changed(
        at now: Instant, plan: PlanID? = nil, route: Route? = nil, site: String? = nil, product: Product? = nil,
        status: Status? = nil, plannedStart: Instant? = nil, plannedEnd: Instant? = nil,
        actualStart: Instant? = nil, actualEnd: Instant? = nil
    ) -> Treatment {
        let same = Treatment(
            id: id, patient: patient, plan: plan ?? self.plan, route: route ?? self.route,
            site: site ?? self.site, product: product ?? self.product, status: status ?? self.status,
            plannedStart: plannedStart ?? self.plannedStart, plannedEnd: plannedEnd ?? self.plannedEnd,
            actualStart: actualStart ?? self.actualStart, actualEnd: actualEnd ?? self.actualEnd, series: series,
            timingRevision: timingRevision, timesKnownAt: timesKnownAt)
        return same.start == start && same.end == end && same.plan == self.plan ? same : same.replanned(at: now)
    }

    /// The same treatment, planned anew: its reminders have another identity from now on.
    package func replanned(at now: Instant) -> Treatment {
        Treatment(
            id: id, patient: patient, plan: plan, route: route, site: site, product: product, status: status,
            plannedStart: plannedStart, plannedEnd: plannedEnd, actualStart: actualStart, actualEnd: actualEnd,
            series: series, timingRevision: timingRevision + 1, timesKnownAt: now)
    }
}

/// What was given.
///
/// Source: FDA Public Safety Notification on Exosome Products, 6 December 2019: a report wants the product,
/// its maker and its lot.
package struct Product: Hashable, Codable, Sendable {
    package let name: String
    package let manufacturer: String?
    package let lot: String?

    package init(name: String, manufacturer: String?, lot: String?) {
        self.name = name
        self.manufacturer = manufacturer
        self.lot = lot
    }
}
