import Aftercare
package import Foundation

/// What a record is about: one stable id for every kind of record.
package enum MessageID {
    /// A reminder to a patient, or a repetition of one.
    package static let reminder = "5b5a8b3d0c1e4b5f9a64c1d2e7f80391"
    /// What a patient was told is wrong, and said anew.
    package static let correction = "4e2ea16b0c6a4094bb419f07d4c939e4"
    /// To the staff: nobody answered.
    package static let escalation = "af91c31ba0a84448b794b8a904372ca2"
    /// To the staff: did a treatment take place?
    package static let confirmation = "24e90ae612ca45718953f811d3dee2be"
    /// To the staff: a reaction was reported.
    package static let reaction = "a0e7711aecb94b5d8cb948aaa32602d1"
    /// A mark that the daemon sends to itself to learn whether the journal is reading.
    package static let barrier = "c0a7d1f27b3945d8a1f35e0d96b2c847"
}

extension Role {
    fileprivate var messageID: String {
        switch self {
        case .reminder, .nag, .snoozed: MessageID.reminder
        case .correction: MessageID.correction
        case .escalation: MessageID.escalation
        case .confirmation: MessageID.confirmation
        case .reaction: MessageID.reaction
        }
    }

    /// As syslog counts: 2 critical, 3 error, 4 warning, 5 notice.
    fileprivate var priority: Int {
        switch self {
        case .reaction: 2
        case .escalation: 3
        case .confirmation: 4
        case .reminder, .nag, .snoozed, .correction: 5
        }
    }
}

extension Record {
    /// The field by which a reminder is found again.
    package static let reminderIDField = "AFTERCARE_REMINDER_ID"
    /// The id of the store whose reminder it is: numbers count within it.
    package static let storeField = "AFTERCARE_STORE"
    package static let sequenceField = "AFTERCARE_SEQ"
    package static let attemptField = "AFTERCARE_ATTEMPT"
    package static let barrierField = "AFTERCARE_BARRIER"
    static let identifier = "aftercare"

    /// How an id of a store is written.
    package static func spoken(_ store: UUID) -> String { store.uuidString.lowercased() }

    /// The record of `reminder` as it stands in the ledger of `store`, sent at `now`. No name, no site, no free
    /// text. A reminder that speaks for several treatments bears the field of the treatment once for each.
    ///
    /// - Parameter key: seals it; nil: it bears no seal.
    init(_ reminder: Reminder, store: UUID, now: Instant, key: [UInt8]? = nil) {
        let occurrence = reminder.occurrence
        let window = occurrence.window
        var fields: [(name: String, value: String)] = [
            ("MESSAGE", reminder.message?.text ?? ""),
            ("MESSAGE_ID", occurrence.role.messageID),
            ("PRIORITY", String(occurrence.role.priority)),
            ("SYSLOG_IDENTIFIER", Self.identifier),
            (Self.reminderIDField, reminder.id.spoken),
            ("AFTERCARE_ROLE", occurrence.role.rawValue),
            (Self.storeField, Self.spoken(store)),
            (Self.sequenceField, reminder.sequence.map(String.init) ?? ""),
            (Self.attemptField, String(reminder.attempt)),
            ("AFTERCARE_PATIENT", reminder.patient.rawValue),
            ("AFTERCARE_TREATMENT", window.treatment.rawValue),
        ]
        fields += (reminder.message?.alsoFor ?? []).map { ("AFTERCARE_TREATMENT", $0.rawValue) }
        fields += [
            ("AFTERCARE_PLAN", window.plan.rawValue),
            ("AFTERCARE_PROTOCOL", window.careProtocol.spoken),
            ("AFTERCARE_INSTRUCTION", window.instruction.rawValue),
            ("AFTERCARE_KIND", window.kind.rawValue),
            ("AFTERCARE_DUE", occurrence.due.spoken),
            ("AFTERCARE_WINDOW_START", window.opens.spoken),
            ("AFTERCARE_WINDOW_END", window.closes.spoken),
            ("AFTERCARE_LATE_SEC", String(max(0, now - occurrence.due))),
            ("AFTERCARE_LANG", reminder.message?.language.tag ?? ""),
        ]
        if let replaced = occurrence.replaces {
            fields.append(("AFTERCARE_REPLACES", OccurrenceID(replaced, store: store).spoken))
        }
        if let redelivery = reminder.redelivery { fields.append(("AFTERCARE_REDELIVERY", redelivery.rawValue)) }
        if let key { fields.append((RecordSeal.field, RecordSeal.sign(fields: fields, key: key))) }
        self.init(fields)
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
