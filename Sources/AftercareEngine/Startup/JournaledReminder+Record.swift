import Aftercare
package import AftercareStore

extension JournaledReminder {
    /// Reads the reminders of a message back from its journal record; none when the record is not a message's.
    package static func list(of record: OutgoingRecord, cursor: String) -> [JournaledReminder] {
        guard let sequence = record[OutgoingRecord.sequenceField].flatMap({ Int64($0) }) else { return [] }
        let attempt = record[OutgoingRecord.attemptField].flatMap { Int($0) } ?? 1
        let treatment = record[OutgoingRecord.treatmentField].flatMap { TreatmentID($0) }
        func journaled(_ id: OccurrenceID, _ attempt: Int, _ treatment: TreatmentID?) -> JournaledReminder {
            JournaledReminder(
                id: id, sequence: sequence, attempt: attempt, cursor: cursor, text: record["MESSAGE"] ?? "",
                epoch: record[OutgoingRecord.epochField].flatMap { Int($0) }, treatment: treatment)
        }
        if let items = record[MessageItem.field].flatMap({ try? MessageItem.list(from: $0) }), !items.isEmpty {
            return items.map { journaled($0.reminder, $0.attempt, $0.treatment) }
        }
        return record.values(of: OutgoingRecord.reminderIDField).compactMap { try? OccurrenceID(text: $0) }
            .map { journaled($0, attempt, treatment) }
    }
}
