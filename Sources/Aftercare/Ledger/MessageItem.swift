package import Foundation

/// One reminder of a message, as the message's record lists it in the JSON of its field `AFTERCARE_REMINDERS`: the record
/// repeats its other fields, in no order. The properties are named after the keys; do not change them.
package struct MessageItem: Hashable, Codable, Sendable {
    package let reminder: OccurrenceID
    package let role: Role
    package let attempt: Int
    package let redelivery: Redelivery?
    package let treatment: TreatmentID
    package let plan: PlanID
    package let careProtocol: ProtocolReference
    package let instruction: InstructionID
    package let kind: Instruction.Kind
    package let due: Instant
    package let windowStart: Instant
    package let windowEnd: Instant
    package let usefulUntil: Instant
    /// The reminder that it corrects.
    package let replaces: OccurrenceID?

    enum CodingKeys: String, CodingKey {
        case reminder, role, attempt, redelivery, treatment, plan, instruction, kind, due, windowStart, windowEnd, usefulUntil, replaces
        case careProtocol = "protocol"
    }

    /// - Parameter store: the id of the store that holds the reminder.
    package init(_ reminder: Reminder, store: UUID) {
        let window = reminder.occurrence.window
        self.reminder = reminder.id
        role = reminder.occurrence.role
        attempt = reminder.attempt
        redelivery = reminder.redelivery
        treatment = window.treatment
        plan = window.plan
        careProtocol = window.careProtocol
        instruction = window.instruction
        kind = window.kind
        due = reminder.occurrence.due
        windowStart = window.opens
        windowEnd = window.closes
        usefulUntil = reminder.occurrence.deadline
        replaces = reminder.occurrence.replaces.map { OccurrenceID($0, store: store) }
    }

    package static let field = "AFTERCARE_REMINDERS"

    /// The JSON of `items`, in their order.
    package static func text(of items: [MessageItem]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(items), as: UTF8.self)
    }

    /// - Throws: `DecodingError` where the text is no list of reminders.
    package static func list(from text: String) throws -> [MessageItem] {
        try JSONDecoder().decode([MessageItem].self, from: Data(text.utf8))
    }
}
