/// A scheduled session (FHIR R4: Procedure), as planned and as it went.
package struct Treatment: Hashable, Codable, Sendable {
    package let id: TreatmentID
    package let patient: PatientID
    package var plan: PlanID
    package var route: Route
    /// Where on the body. It never reaches the journal.
    package var site: String?
    package var product: Product?
    package var status: Status
    package var plannedStart: Instant
    package var plannedEnd: Instant
    package var actualStart: Instant?
    package var actualEnd: Instant?
    /// The course of sessions that it belongs to: the id of the first of them; nil: it stands alone.
    package let series: TreatmentID?
    /// Raised by every change of its times, so that reminders of the old times keep their own identity.
    package private(set) var timingRevision: Int
    /// When these times became known. Reminders whose instant lay before that were never planned under them.
    package private(set) var timesKnownAt: Instant

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

    enum CodingKeys: String, CodingKey {
        case id, patient, plan, route, site, product, status, plannedStart, plannedEnd, actualStart, actualEnd, series
        case timingRevision, timesKnownAt
    }

    package enum Status: String, CaseIterable, Codable, Sendable {
        case booked, completed, cancelled
        case inProgress = "in-progress"
        case noShow = "no-show"
        /// It never was: somebody entered it by mistake.
        case enteredInError = "entered-in-error"

        /// Whether the session takes place, as far as anybody has said.
        package var takesPlace: Bool {
            switch self {
            case .booked, .inProgress, .completed: true
            case .cancelled, .noShow, .enteredInError: false
            }
        }
    }

    /// When it started, or else is planned to.
    package var start: Instant { actualStart ?? plannedStart }

    /// When it ended, or else is planned to; a late start moves a planned end along.
    package var end: Instant { actualEnd ?? max(plannedEnd, plannedEnd + (start - plannedStart)) }

    /// The same treatment after `change`, made at `now`. The timing revision rises where start, end or plan are
    /// others than before.
    package func changed(at now: Instant, _ change: (inout Treatment) -> Void) -> Treatment {
        var changed = self
        change(&changed)
        return changed.start == start && changed.end == end && changed.plan == plan ? changed : changed.replanned(at: now)
    }

    /// The same treatment, planned anew: its reminders have another identity from now on.
    package func replanned(at now: Instant) -> Treatment {
        var anew = self
        anew.timingRevision += 1
        anew.timesKnownAt = now
        return anew
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

package typealias TreatmentID = ID<Treatment>
