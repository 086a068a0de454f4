/// A person under aftercare (FHIR R4: Patient), known by a pseudonym.
package struct Patient: Hashable, Codable, Sendable {
    package let id: PatientID
    /// The name of the zone in which the patient lives: `Europe/Berlin`.
    package internal(set) var zone: String
    package internal(set) var language: Language
    /// nil: the clinic's. `QuietHours.never`: none, even where the clinic has some.
    package internal(set) var quietHours: QuietHours?
    /// Only an active patient is told anything.
    package private(set) var status: Status
    package internal(set) var history: History<Status> { didSet { status = history.current } }
    /// For the clinic's own tables. It never reaches the journal.
    package internal(set) var name: String?

    package init(
        id: PatientID, zone: String, language: Language, quietHours: QuietHours?, history: History<Status>, name: String?
    ) {
        self.id = id
        self.zone = zone
        self.language = language
        self.quietHours = quietHours
        status = history.current
        self.history = history
        self.name = name
    }

    enum CodingKeys: String, CodingKey {
        case id, zone, language, quietHours, status, history, name
    }

    package enum Status: String, CaseIterable, Codable, Sendable {
        case active, inactive, deceased
        /// The patient wants no reminders.
        case optedOut = "opted-out"
        /// Never a patient here: entered by mistake.
        case enteredInError = "entered-in-error"
    }
}

package typealias PatientID = ID<Patient>
