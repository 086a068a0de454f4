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

    /// The record of `message` as it stands in the ledger of `store`, sent at `now`. It contains no name, site or free
    /// text. A message of several reminders repeats what differs between them, and lists them in one field of JSON; a
    /// reminder for several treatments repeats the treatment field once for each.
    ///
    /// - Parameters:
    ///   - command: the command that the staff types to reach this service; the catalog's texts include it.
    ///   - key: seals the record; nil when records are not sealed.
    init(_ message: Message, store: UUID, now: Instant, command: String, key: [UInt8]? = nil) throws {
        let reminders = message.reminders
        let windows = reminders.map(\.occurrence.window)
        let kind = message.kind
        func each(_ name: String, _ values: [String]) -> [(name: String, value: String)] {
            var seen: Set<String> = []
            return values.filter { seen.insert($0).inserted }.map { (name, $0) }
        }
        var fields: [(name: String, value: String)] = [
            ("MESSAGE", message.text),
            ("MESSAGE_ID", kind.messageID),
            ("PRIORITY", String(kind.priority)),
            ("SYSLOG_IDENTIFIER", Self.identifier),
        ]
        fields += each(Self.reminderIDField, reminders.map(\.id.text))
        fields += each("AFTERCARE_ROLE", reminders.map(\.occurrence.role.rawValue))
        fields += [
            (Self.storeField, Self.text(store)),
            (Self.sequenceField, message.sequence.map(String.init) ?? ""),
            (Self.attemptField, String(message.attempt)),
            (Self.epochField, String(message.epoch ?? 1)),
            ("AFTERCARE_PATIENT", message.patient.rawValue),
        ]
        fields += each(
            Self.treatmentField,
            reminders.flatMap { [$0.occurrence.window.treatment] + ($0.payload?.alsoFor ?? []) }.map(\.rawValue))
        fields += each("AFTERCARE_PLAN", windows.map(\.plan.rawValue))
        fields += each("AFTERCARE_PROTOCOL", windows.map(\.careProtocol.text))
        fields += each("AFTERCARE_INSTRUCTION", windows.map(\.instruction.rawValue))
        fields += each("AFTERCARE_KIND", windows.map(\.kind.rawValue))
        fields += [
            ("AFTERCARE_DUE", message.due.text),
            ("AFTERCARE_WINDOW_START", (windows.map(\.opens).min() ?? message.due).text),
            ("AFTERCARE_WINDOW_END", (windows.map(\.closes).max() ?? message.due).text),
            ("AFTERCARE_USEFUL_UNTIL", message.usefulUntil.text),
            ("AFTERCARE_LATE_SEC", String(max(0, now - message.due))),
        ]
        fields += each("AFTERCARE_LANG", reminders.map { $0.payload?.language.tag ?? "" })
        fields.append((Event.Way.ctl.rawValue, command))
        fields += each(
            "AFTERCARE_REPLACES", reminders.compactMap(\.occurrence.replaces).map { OccurrenceID($0, store: store).text })
        if let redelivery = message.redelivery { fields.append(("AFTERCARE_REDELIVERY", redelivery.rawValue)) }
        if reminders.count > 1 {
            fields.append((MessageItem.field, try MessageItem.text(of: reminders.map { MessageItem($0, store: store) })))
        }
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
