import Aftercare
import AftercareEngine
import AftercareSimulation

extension Emission {
    /// A reminder of the message, as its record has it.
    struct Saying {
        let id: String
        let due: Instant?
        /// Whether it may have been said before.
        let isUncertain: Bool
    }

    /// The number of the message.
    var number: Int64? { self[OutgoingRecord.sequenceField].flatMap { Int64($0) } }

    /// The ids that the record can be found by.
    var ids: [String] { values(of: OutgoingRecord.reminderIDField) }

    /// Its reminders; nil where the record does not say what belongs to each of its ids.
    var sayings: [Saying]? {
        guard let text = self[MessageItem.field] else {
            guard ids.count == 1 else { return nil }
            return [
                Saying(
                    id: ids[0], due: self["AFTERCARE_DUE"].flatMap { try? Instant(text: $0) },
                    isUncertain: self["AFTERCARE_REDELIVERY"] == Redelivery.uncertain.rawValue)
            ]
        }
        guard let items = try? MessageItem.list(from: text), items.map(\.reminder.text) == ids else { return nil }
        return items.map { Saying(id: $0.reminder.text, due: $0.due, isUncertain: $0.redelivery == .uncertain) }
    }
}
