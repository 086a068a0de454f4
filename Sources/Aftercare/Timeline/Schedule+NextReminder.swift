import Foundation

/// Fills the placeholder `{next}` of a text.
extension Schedule {
    /// When the next reminder after `occurrence` in its window will be emitted, seen from `now`; nil when none will be,
    /// if nothing changes.
    func next(after occurrence: Occurrence, of scheduled: ScheduledInstruction, at now: Instant) -> Instant? {
        next(of: scheduled, after: max(occurrence.due, now), through: scheduled.window.closes + QuietHoursRule.maxShift) { later in
            isWorded(later, of: scheduled) && willBeEmitted(later)
        }
    }

    /// Whether there is a text for `occurrence`. There is none for an end while another treatment asks for the same.
    private func isWorded(_ occurrence: Occurrence, of scheduled: ScheduledInstruction) -> Bool {
        if occurrence.phase == .end, end(of: scheduled, at: occurrence.due) > scheduled.window.closes { return false }
        return phrase(for: occurrence, of: scheduled, now: occurrence.due) != nil
    }
}

extension Placeholder {
    /// `text` without the sentences that mention a next reminder; nil when nothing is left.
    static func withoutNext(_ text: String) -> String? {
        guard text.contains("{\(Placeholder.next)}") else { return text }
        let kept = Sentence.all(in: text).filter { !$0.contains("{\(Placeholder.next)}") }
        let rest = kept.joined().trimmingCharacters(in: .whitespacesAndNewlines)
        return rest.isEmpty ? nil : rest
    }
}

extension String {
    /// The text as a sentence of its own: capitalised, and with a full stop unless it ends with punctuation.
    var asSentence: String {
        guard let first, let last else { return self }
        return first.uppercased() + dropFirst() + (last.isPunctuation ? "" : ".")
    }
}
