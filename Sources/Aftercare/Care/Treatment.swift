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
    /// Raised by every change of its times, so that reminders of the old times keep their own identity.
    package let timingRevision: Int

    package init(
        id: TreatmentID, patient: PatientID, plan: PlanID, route: Route, site: String?, product: Product?,
        status: Status, plannedStart: Instant, plannedEnd: Instant, actualStart: Instant? = nil,
        actualEnd: Instant? = nil, timingRevision: Int = 1
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
        self.timingRevision = timingRevision
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

    /// The same treatment with these changes; what is left out stays. The timing revision rises where start or end move.
    package func changed(
        plan: PlanID? = nil, route: Route? = nil, site: String? = nil, product: Product? = nil,
        status: Status? = nil, plannedStart: Instant? = nil, plannedEnd: Instant? = nil,
        actualStart: Instant? = nil, actualEnd: Instant? = nil
    ) -> Treatment {
        func with(revision: Int) -> Treatment {
            Treatment(
                id: id, patient: patient, plan: plan ?? self.plan, route: route ?? self.route,
                site: site ?? self.site, product: product ?? self.product, status: status ?? self.status,
                plannedStart: plannedStart ?? self.plannedStart, plannedEnd: plannedEnd ?? self.plannedEnd,
                actualStart: actualStart ?? self.actualStart, actualEnd: actualEnd ?? self.actualEnd,
                timingRevision: revision)
        }
        let same = with(revision: timingRevision)
        return same.start == start && same.end == end ? same : with(revision: timingRevision + 1)
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
