import Aftercare

/// What a record is about: one stable id for every kind of record.
package enum MessageID {
    /// A reminder to a patient.
    package static let reminder = "5b5a8b3d0c1e4b5f9a64c1d2e7f80391"
    /// A mark that the daemon sends to itself to learn whether the journal is reading.
    package static let barrier = "c0a7d1f27b3945d8a1f35e0d96b2c847"
}

extension Record {
    /// The field by which a reminder is found again.
    package static let reminderIDField = "AFTERCARE_REMINDER_ID"
    package static let barrierField = "AFTERCARE_BARRIER"
    static let identifier = "aftercare"

    /// The record of `reminder` as it stands in the ledger, sent at `now`. No name, no site, no free text.
    init(_ reminder: Reminder, now: Instant) {
        let window = reminder.occurrence.window
        self.init([
            ("MESSAGE", reminder.message ?? ""),
            ("MESSAGE_ID", MessageID.reminder),
            ("PRIORITY", "5"),
            ("SYSLOG_IDENTIFIER", Self.identifier),
            (Self.reminderIDField, reminder.id.spoken),
            ("AFTERCARE_SEQ", reminder.sequence.map(String.init) ?? ""),
            ("AFTERCARE_ATTEMPT", String(reminder.attempt)),
            ("AFTERCARE_PATIENT", reminder.patient.rawValue),
            ("AFTERCARE_TREATMENT", window.treatment.rawValue),
            ("AFTERCARE_PLAN", window.plan.rawValue),
            ("AFTERCARE_PROTOCOL", window.careProtocol.spoken),
            ("AFTERCARE_INSTRUCTION", window.instruction.rawValue),
            ("AFTERCARE_KIND", window.kind.rawValue),
            ("AFTERCARE_DUE", reminder.occurrence.due.spoken),
            ("AFTERCARE_WINDOW_START", window.opens.spoken),
            ("AFTERCARE_WINDOW_END", window.closes.spoken),
            ("AFTERCARE_LATE_SEC", String(max(0, now - reminder.occurrence.due))),
            ("AFTERCARE_LANG", reminder.language?.tag ?? ""),
        ])
    }

    /// A mark of low priority behind everything that was sent before it.
    static func barrier(nonce: String) -> Record {
        Record([
            ("MESSAGE", "aftercared looks whether the journal is reading"),
            ("MESSAGE_ID", MessageID.barrier),
            ("PRIORITY", "7"),
            ("SYSLOG_IDENTIFIER", "aftercared"),
            (barrierField, nonce),
        ])
    }
}
