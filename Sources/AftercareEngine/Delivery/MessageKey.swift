import Aftercare

/// What tells the record of a message from every other, an earlier attempt's too: its number and its first reminder.
package struct MessageKey: Hashable, Sendable {
    package let reminder: String
    package let sequence: String

    package init(reminder: String, sequence: String) {
        self.reminder = reminder
        self.sequence = sequence
    }

    init(_ message: Message) {
        self.init(reminder: message.first.id.text, sequence: message.sequence.map(String.init) ?? "")
    }

    /// The fields by which it is found.
    package var fields: [(name: String, value: String)] {
        [(OutgoingRecord.reminderIDField, reminder), (OutgoingRecord.sequenceField, sequence)]
    }
}
