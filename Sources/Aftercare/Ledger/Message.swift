/// What one patient is told at one moment (FHIR R4: Communication, `basedOn` its reminders): one journal record, of one or
/// several reminders. Each keeps its id, its state and its receipt; all of them share the number.
package struct Message: Hashable, Sendable {
    /// At least one, in the order in which the message says them.
    package let reminders: [Reminder]

    private init(_ reminders: [Reminder]) { self.reminders = reminders }

    /// Groups reminders that stand in the order of their numbers: those that share one are one message. A reminder
    /// without a number is a message by itself.
    package static func list(of reminders: [Reminder]) -> [Message] {
        Runs(of: reminders[...], by: \.sequence).flatMap { run in
            run.first?.sequence == nil ? run.map { Message([$0]) } : [Message(Array(run))]
        }
    }

    /// The reminder that it is named after: the first.
    package var first: Reminder { reminders[0] }
    package var patient: PatientID { first.patient }
    package var sequence: Int64? { first.sequence }
    package var epoch: Int? { first.epoch }
    package var text: String { Payload.text(of: reminders.compactMap(\.payload)) }
    /// The highest of its reminders' attempts.
    package var attempt: Int { reminders.map(\.attempt).max() ?? 0 }
    /// What is known about earlier attempts: the most doubtful of its reminders; nil if none was sent before.
    package var redelivery: Redelivery? {
        let marks = reminders.compactMap(\.redelivery)
        return marks.contains(.uncertain) ? .uncertain : marks.first
    }
    /// The instant at which the first of its reminders was due.
    package var due: Instant { reminders.map(\.occurrence.due).min() ?? first.occurrence.due }
    /// The first instant at which a part of it would be of no use, or wrong.
    package var usefulUntil: Instant { reminders.map(\.occurrence.deadline).min() ?? first.occurrence.deadline }
}
