import Foundation

// The reminders of a message. A record of several repeats what differs between them, in no order, and lists in one field
// which values belong together.

extension JournalRecord {
    private static let idField = "AFTERCARE_REMINDER_ID"
    private static let listField = "AFTERCARE_REMINDERS"

    /// A record for each reminder of the message, in their order: as if it were of this one alone. None where it is no
    /// message.
    ///
    /// - Throws: `Failure.unreadable` where the reminders that the record lists are not those that its fields name.
    package func reminders() throws -> [JournalRecord] {
        let ids = values(of: Self.idField)
        // In what the service says of its own work the field is a count.
        guard !ids.isEmpty else { return [] }
        guard let text = self[Self.listField] else {
            guard ids.count == 1 else { throw Failure.unreadable("it names \(ids), and does not list them") }
            return [self]
        }
        let items = try JSONDecoder().decode([Item].self, from: Data(text.utf8))
        guard items.map(\.reminder).sorted() == ids.sorted() else {
            throw Failure.unreadable("it names \(ids), and lists \(items.map(\.reminder))")
        }
        let shared = values.filter { $0.key != Self.listField }
        return items.map { JournalRecord(values: shared.merging($0.values) { $1 }) }
    }

    /// A reminder in the list of its message.
    private struct Item: Decodable {
        let reminder, role, treatment, plan, `protocol`, instruction, kind, due, windowStart, windowEnd, usefulUntil: String
        let attempt: Int
        let redelivery, replaces: String?

        /// The fields that are its own.
        var values: [String: [String]] {
            func own(_ value: String?) -> [String] { value.map { [$0] } ?? [] }
            return [
                JournalRecord.idField: own(reminder), "AFTERCARE_ROLE": own(role), "AFTERCARE_ATTEMPT": own("\(attempt)"),
                "AFTERCARE_REDELIVERY": own(redelivery), "AFTERCARE_TREATMENT": own(treatment), "AFTERCARE_PLAN": own(plan),
                "AFTERCARE_PROTOCOL": own(self.protocol), "AFTERCARE_INSTRUCTION": own(instruction), "AFTERCARE_KIND": own(kind),
                "AFTERCARE_DUE": own(due), "AFTERCARE_WINDOW_START": own(windowStart), "AFTERCARE_WINDOW_END": own(windowEnd),
                "AFTERCARE_USEFUL_UNTIL": own(usefulUntil), "AFTERCARE_REPLACES": own(replaces),
            ]
        }
    }
}
