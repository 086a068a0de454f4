import Aftercare
package import AftercareStore

extension Trace {
    /// What a record of ours tells of itself; nil: it is none.
    package init?(_ record: Record, cursor: String) {
        guard let id = record[Record.reminderIDField].flatMap({ try? OccurrenceID(spoken: $0) }),
            let sequence = record[Record.sequenceField].flatMap({ Int64($0) })
        else { return nil }
        self.init(
            id: id, sequence: sequence, attempt: record[Record.attemptField].flatMap { Int($0) } ?? 1, cursor: cursor,
            text: record["MESSAGE"] ?? "", epoch: record[Record.epochField].flatMap { Int($0) },
            treatment: record[Record.treatmentField].flatMap { TreatmentID($0) })
    }
}
