/// A person under aftercare (FHIR R4: Patient), known by a pseudonym.
package struct Patient: Hashable, Codable, Sendable {
    package let id: PatientID
    /// The name of the patient's time zone: `Europe/Berlin`.
    package let zone: String
    package let language: Language
    /// Nil for the clinic's. `QuietHours.never` for none, even if the clinic has some.
    package let quietHours: QuietHours?
    /// Only an active patient gets reminders.
    package let status: Status
    package let history: History<Status>
    /// For the clinic's own tables. It never reaches the journal.
    package let name: String?

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
