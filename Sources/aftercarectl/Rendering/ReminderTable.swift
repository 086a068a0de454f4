import Aftercare

/// Reminders as recorded in the ledger, newest first.
struct ReminderTable {
    let reminders: [ListedReminder]
    let clocks: Clocks

    func lines(on canvas: Canvas) -> [String] {
        var table = Table(columns: [
            .init("ID"), .init("DUE"), .init("PATIENT"), .init("INSTRUCTION", .left, .shortened(least: 12)),
            .init("ROLE"), .init("STATE"),
            .init("LATE", .right), .init("MESSAGE, OR WHY NOT", .left, .shortened(least: 20)),
        ])
        for reminder in reminders {
            let note = clocks.note(reminder.patient)
            table.rows.append([
                .init(reminder.id.short, .faint),
                .init("\(clocks[reminder.patient].dated(reminder.due))\(note.isEmpty ? "" : " \(note)")"),
                .init(reminder.patient.rawValue, .strong), .init(reminder.instruction.rawValue),
                .init(reminder.role.mark, reminder.role.isForStaff ? .warning : .plain),
                .init(reminder.state.rawValue, reminder.state.tone),
                .init(reminder.lateSeconds == 0 ? "" : Length.words(reminder.lateSeconds), .warning),
                .init(Self.words(reminder)),
            ])
        }
        return table.lines(on: canvas)
    }

    private static func words(_ reminder: ListedReminder) -> String {
        switch reminder.state {
        case .missed, .suppressed, .cancelled: reminder.reason.map(words(reason:)) ?? said(reminder)
        case .sending, .seen, .settled, .printed: said(reminder)
        }
    }

    /// What was said, and what for besides its own treatment.
    private static func said(_ reminder: ListedReminder) -> String {
        let others = reminder.alsoFor.map(\.rawValue).joined(separator: ", ")
        let also = others.isEmpty ? nil : "for \(others), too"
        let notes = [also, reminder.replaces.map { "replaces \($0.short)" }].compactMap(\.self).joined(separator: "; ")
        return "\(reminder.message ?? "")\(notes.isEmpty ? "" : " (\(notes))")"
    }

    /// The text for a reason in the ledger; a reason newer than this program is shown by its code.
    static func words(reason: String) -> String {
        MissReason(rawValue: reason)?.words ?? SuppressReason(rawValue: reason)?.words
            ?? CancelReason(rawValue: reason)?.words ?? reason.replacing("-", with: " ")
    }
}

extension Role {
    /// The reminder's role; empty if it just carries out its instruction.
    var mark: String { self == .reminder ? "" : rawValue }
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
