/// What the journals that can be read tell of the time since a backup was made: the reminders that were said, and so
/// some of what had been entered. What led to no reminder is in no journal.
package struct SinceBackup: Codable, Equatable, Sendable {
    /// The moment that the backup shows.
    package var takenAt: Instant
    /// How many reminders were said since; none is said again.
    package var said: Int
    /// What they were about and the backup does not know, by its names.
    package var missing: [Missing]
    /// What was said since to correct what had been said: something was moved, changed or taken back.
    package var corrections: [Correction]

    package struct Missing: Codable, Hashable, Sendable {
        package var patient: String
        /// nil: the backup does not know the patient either.
        package var treatment: String?
        /// How many were said.
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
