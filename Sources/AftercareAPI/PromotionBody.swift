package import Aftercare

/// What came of a person's decision that the machines that wrote before are off for good.
package struct PromotionBody: Codable, Equatable, Sendable {
    package var epoch: Int
    /// So many were sent by another machine, and had no receipt.
    package var withoutReceipt: Int
    /// What was due by then, and is in no journal, is said again; nil: the store came from no backup.
    package var inDoubtUntil: Instant?

    /// What journals tell of the time after the backup that was put in place; nil: none was.
    package var sinceBackup: SinceBackupBody?

    package init(epoch: Int, withoutReceipt: Int, inDoubtUntil: Instant?) {
        self.epoch = epoch
        self.withoutReceipt = withoutReceipt
        self.inDoubtUntil = inDoubtUntil
    }
}

/// What the journals that can be read tell of the time since a backup was made: the reminders that were said, and so
/// some of what had been entered. What led to no reminder is in no journal.
package struct SinceBackupBody: Codable, Equatable, Sendable {
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
