/// What readable journals show of the time since a backup: the reminders emitted, and so some of what people entered.
/// An entry that led to no reminder is in no journal.
package struct SinceBackup: Codable, Equatable, Sendable {
    /// The moment of the backup.
    package var takenAt: Instant
    /// The number of reminders emitted since; none is emitted again.
    package var said: Int
    /// Patients and treatments of these reminders that the backup does not know.
    package var missing: [Missing]
    /// Corrections emitted since: something was moved, changed or taken back.
    package var corrections: [Correction]

    package struct Missing: Codable, Hashable, Sendable {
        package var patient: String
        /// Nil if the backup does not know the patient either.
        package var treatment: String?
        /// The number of its reminders.
        package var reminders: Int

        package init(patient: String, treatment: String?, reminders: Int) {
            self.patient = patient
            self.treatment = treatment
            self.reminders = reminders
        }
    }

    package struct Correction: Codable, Hashable, Sendable {
        package var patient: String
        package var at: Instant
        package var text: String

        package init(patient: String, at: Instant, text: String) {
            self.patient = patient
            self.at = at
            self.text = text
        }
    }

    package init(takenAt: Instant, said: Int, missing: [Missing], corrections: [Correction]) {
        self.takenAt = takenAt
        self.said = said
        self.missing = missing
        self.corrections = corrections
    }
}
