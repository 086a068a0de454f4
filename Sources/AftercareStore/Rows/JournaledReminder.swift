package import Aftercare
import GRDB

/// A reminder as a record of the journal says it; the reminders of one record share its number and cursor.
package struct JournaledReminder: Equatable, Sendable {
    package let id: OccurrenceID
    package let sequence: Int64
    package let attempt: Int
    package let cursor: String
    /// The text of the record.
    package let text: String
    /// `nil` for a record from before epochs were recorded.
    package let epoch: Int?
    /// `nil` when the record does not name it, or this comes from the store, which does not keep it.
    package let treatment: TreatmentID?

    package init(
        id: OccurrenceID, sequence: Int64, attempt: Int, cursor: String, text: String, epoch: Int? = nil, treatment: TreatmentID? = nil
    ) {
        self.id = id
        self.sequence = sequence
        self.attempt = attempt
        self.cursor = cursor
        self.text = text
        self.epoch = epoch
        self.treatment = treatment
    }
}
