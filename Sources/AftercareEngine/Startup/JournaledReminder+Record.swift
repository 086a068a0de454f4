import Aftercare
package import AftercareStore

extension JournaledReminder {
    /// Reads a reminder back from its journal record; nil when the record is not a reminder's.
    package init?(_ record: OutgoingRecord, cursor: String) {
        guard let id = record[OutgoingRecord.reminderIDField].flatMap({ try? OccurrenceID(text: $0) }),
            let sequence = record[OutgoingRecord.sequenceField].flatMap({ Int64($0) })
        else { return nil }
        self.init(
            id: id, sequence: sequence, attempt: record[OutgoingRecord.attemptField].flatMap { Int($0) } ?? 1, cursor: cursor,
            text: record["MESSAGE"] ?? "", epoch: record[OutgoingRecord.epochField].flatMap { Int($0) },
            treatment: record[OutgoingRecord.treatmentField].flatMap { TreatmentID($0) })
    }
}
