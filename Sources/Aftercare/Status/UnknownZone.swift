/// A time zone that the service's machine does not know, or no longer: nobody can tell when anything is due there.
package struct UnknownZone: Equatable, Codable, Sendable {
    package var name: String
    package var since: Instant
    /// Why: `its file is missing`.
    package var reason: String
    /// How many active patients are told nothing until it is back.
    package var patients: Int
    /// Whether it is the clinic's own, which patients have who state none.
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
