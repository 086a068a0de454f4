import Aftercare
package import Foundation

extension OutgoingRecord {
    /// The field by which a reminder is looked up.
    package static let reminderIDField = "AFTERCARE_REMINDER_ID"
    /// The id of the store that holds the reminder: numbers count within one store.
    package static let storeField = "AFTERCARE_STORE"
    package static let sequenceField = "AFTERCARE_SEQ"
    package static let attemptField = "AFTERCARE_ATTEMPT"
    package static let treatmentField = "AFTERCARE_TREATMENT"
    package static let epochField = "AFTERCARE_EPOCH"
    package static let barrierField = "AFTERCARE_BARRIER"
    static let identifier = "aftercare"

    /// The text form of a store's id.
    package static func text(_ store: UUID) -> String { store.uuidString.lowercased() }

    /// The record of `reminder` as it stands in the ledger of `store`, sent at `now`. It contains no name, site or free
    /// text. A reminder for several treatments repeats the treatment field once for each.
    ///
    /// - Parameters:
    ///   - command: the command that the staff types to reach this service; the catalog's texts include it.
    ///   - key: seals the record; nil when records are not sealed.
    init(_ reminder: Reminder, store: UUID, now: Instant, command: String, key: [UInt8]? = nil) {
        let occurrence = reminder.occurrence
        let window = occurrence.window
        var fields: [(name: String, value: String)] = [
            ("MESSAGE", reminder.message?.text ?? ""),
            ("MESSAGE_ID", occurrence.role.kind.messageID),
            ("PRIORITY", String(occurrence.role.kind.priority)),
            ("SYSLOG_IDENTIFIER", Self.identifier),
            (Self.reminderIDField, reminder.id.text),
            ("AFTERCARE_ROLE", occurrence.role.rawValue),
            (Self.storeField, Self.text(store)),
            (Self.sequenceField, reminder.sequence.map(String.init) ?? ""),
            (Self.attemptField, String(reminder.attempt)),
            (Self.epochField, String(reminder.epoch ?? 1)),
            ("AFTERCARE_PATIENT", reminder.patient.rawValue),
            (Self.treatmentField, window.treatment.rawValue),
        ]
        fields += (reminder.message?.alsoFor ?? []).map { (Self.treatmentField, $0.rawValue) }
        fields += [
            ("AFTERCARE_PLAN", window.plan.rawValue),
            ("AFTERCARE_PROTOCOL", window.careProtocol.text),
            ("AFTERCARE_INSTRUCTION", window.instruction.rawValue),
            ("AFTERCARE_KIND", window.kind.rawValue),
            ("AFTERCARE_DUE", occurrence.due.text),
            ("AFTERCARE_WINDOW_START", window.opens.text),
            ("AFTERCARE_WINDOW_END", window.closes.text),
            ("AFTERCARE_LATE_SEC", String(max(0, now - occurrence.due))),
            ("AFTERCARE_LANG", reminder.message?.language.tag ?? ""),
            (Event.Way.ctl.rawValue, command),
        ]
        if let replaced = occurrence.replaces {
            fields.append(("AFTERCARE_REPLACES", OccurrenceID(replaced, store: store).text))
        }
        if let redelivery = reminder.redelivery { fields.append(("AFTERCARE_REDELIVERY", redelivery.rawValue)) }
        if let key { fields.append((RecordSeal.field, RecordSeal.sign(fields: fields, key: key))) }
        self.init(fields)
    }

    /// A low-priority mark behind everything that was sent before it.
    static func barrier(nonce: String) -> OutgoingRecord {
        OutgoingRecord([
            ("MESSAGE", "aftercared looks whether the journal is reading"),
            ("MESSAGE_ID", RecordKind.barrier.messageID),
            ("PRIORITY", String(RecordKind.barrier.priority)),
            ("SYSLOG_IDENTIFIER", "aftercared"),
            (barrierField, nonce),
        ])
    }
}
