/// A time zone that this machine does not know, or no longer knows, so that nothing in it can be scheduled.
package struct UnknownZone: Equatable, Codable, Sendable {
    package var name: String
    package var since: Instant
    /// Why, for example `its file is missing`.
    package var reason: String
    /// The number of active patients without reminders until it is back.
    package var patients: Int
    /// Whether it is the clinic's own, the default of patients.
    package var isClinics: Bool

    enum CodingKeys: String, CodingKey {
        case name = "zone"
        case since, reason, patients, isClinics
    }

    package init(name: String, since: Instant, reason: String, patients: Int, isClinics: Bool = false) {
        self.name = name
        self.since = since
        self.reason = reason
        self.patients = patients
        self.isClinics = isClinics
    }
}
