/// A session (FHIR R4: Procedure), as planned and as it took place.
package struct Treatment: Hashable, Codable, Sendable {
    package let id: TreatmentID
    package internal(set) var patient: PatientID
    package var plan: PlanID
    package var route: Route
    /// The site on the body. It never reaches the journal.
    package var site: String?
    package var product: Product?
    package var status: Status
    package var plannedStart: Instant
    package var plannedEnd: Instant
    package var actualStart: Instant?
    package var actualEnd: Instant?
    /// The series that it belongs to: the id of the first session; nil when it stands alone.
    package let series: TreatmentID?
    /// Incremented by every change of its times, so that reminders of the old times keep their own identity.
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
        /// It never existed: entered by mistake.
        case enteredInError = "entered-in-error"

        /// Whether the session takes place, as far as anybody has stated.
        package var takesPlace: Bool {
            switch self {
            case .booked, .inProgress, .completed: true
            case .cancelled, .noShow, .enteredInError: false
            }
        }
    }

    /// The actual start, or else the planned one.
    package var start: Instant { actualStart ?? plannedStart }

    /// The actual end, or else the planned one; a late start delays the planned end as well.
    package var end: Instant { actualEnd ?? max(plannedEnd, plannedEnd + (start - plannedStart)) }

    /// The same treatment after `change`, made at `now`. The timing revision rises if start, end or plan differ from
    /// before.
    package func changed(at now: Instant, _ change: (inout Treatment) -> Void) -> Treatment {
        var changed = self
        change(&changed)
        return changed.start == start && changed.end == end && changed.plan == plan ? changed : changed.replanned(at: now)
    }

    /// The same treatment with a new timing revision: its reminders get a new identity from now on.
    package func replanned(at now: Instant) -> Treatment {
        var anew = self
        anew.timingRevision += 1
        anew.timesKnownAt = now
        return anew
    }

    /// The same treatment, as if its times had been known from `instant` on.
    package func known(from instant: Instant) -> Treatment {
        var known = self
        known.timesKnownAt = instant
        return known
    }
}

/// The product that was given.
///
/// Source: FDA Public Safety Notification on Exosome Products, 6 December 2019: a report wants the product, its maker
/// and its lot.
package struct Product: Hashable, Codable, Sendable {
    package let name: String
    package internal(set) var manufacturer: String?
    package internal(set) var lot: String?

    package init(name: String, manufacturer: String?, lot: String?) {
        self.name = name
        self.manufacturer = manufacturer
        self.lot = lot
    }
}

package typealias TreatmentID = ID<Treatment>
