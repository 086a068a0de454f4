package import Aftercare
import GRDB

/// A record of ours as the journal holds it.
package struct JournaledReminder: Equatable, Sendable {
    package let id: OccurrenceID
    package let sequence: Int64
    package let attempt: Int
    package let cursor: String
    /// What it says.
    package let text: String
    /// nil: it is from before epochs were kept.
    package let epoch: Int?
    /// nil: it is not told, or the trace comes from the store, which keeps none.
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
