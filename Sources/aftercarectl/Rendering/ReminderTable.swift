import Aftercare
import AftercareAPI

/// Reminders as the ledger has them, newest first.
struct ReminderTable {
    let reminders: [ReminderBody]
    let clocks: Clocks

    func lines(on canvas: Canvas) -> [String] {
        var table = Table(columns: [
            .init("DUE"), .init("PATIENT"), .init("INSTRUCTION", .left, .shortened(least: 12)), .init("STATE"),
            .init("LATE", .right), .init("MESSAGE, OR WHY NOT", .left, .shortened(least: 20)),
        ])
        for reminder in reminders {
            let note = clocks.note(reminder.patient)
            table.rows.append([
                .init("\(clocks[reminder.patient].dated(reminder.due))\(note.isEmpty ? "" : " \(note)")"),
                .init(reminder.patient.rawValue, .strong), .init(reminder.instruction.rawValue),
                .init(reminder.state.rawValue, reminder.state.tone),
                .init(reminder.lateSeconds == 0 ? "" : Length.words(reminder.lateSeconds), .warning),
                .init(Self.words(reminder)),
            ])
        }
        return table.lines(on: canvas)
    }

    private static func words(_ reminder: ReminderBody) -> String {
        switch reminder.state {
        case .missed, .suppressed, .cancelled: reminder.reason.map(words(reason:)) ?? reminder.message ?? ""
        case .sending, .seen, .settled, .printed: reminder.message ?? ""
        }
    }

    /// The reasons that the ledger stores, in words; one that is newer than this program, as it is.
    static func words(reason: String) -> String {
        MissReason(rawValue: reason)?.words ?? SuppressReason(rawValue: reason)?.words
            ?? reason.replacing("-", with: " ")
    }
}

extension ReminderState {
    var tone: Tone {
        switch self {
        case .settled, .printed: .good
        case .sending, .seen: .plain
        case .missed, .suppressed: .warning
        case .cancelled: .faint
        }
    }
}
