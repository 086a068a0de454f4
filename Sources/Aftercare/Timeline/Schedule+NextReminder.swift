import Foundation

/// What a text says of the reminder that follows.
extension Schedule {
    /// When the next reminder after `occurrence` in its window is said, seen from `now`; nil: none is, if nothing
    /// changes.
    func next(after occurrence: Occurrence, of scheduled: ScheduledInstruction, at now: Instant) -> Instant? {
        next(of: scheduled, after: max(occurrence.due, now), through: scheduled.window.closes + QuietHoursRule.maxShift) { later in
            isWorded(later, of: scheduled) && isSayable(later)
        }
    }

    /// Whether there are words for `occurrence`: there are none for an end while another treatment asks for the same.
    private func isWorded(_ occurrence: Occurrence, of scheduled: ScheduledInstruction) -> Bool {
        if occurrence.phase == .end, end(of: scheduled, at: occurrence.due) > scheduled.window.closes { return false }
        return phrase(for: occurrence, of: scheduled, now: occurrence.due) != nil
    }
}

extension Placeholder {
    /// `text` without the sentences that speak of a next reminder; nil: nothing is left.
    static func withoutNext(_ text: String) -> String? {
        guard text.contains("{\(Placeholder.next)}") else { return text }
        let kept = Sentence.all(in: text).filter { !$0.contains("{\(Placeholder.next)}") }
        let rest = kept.joined().trimmingCharacters(in: .whitespacesAndNewlines)
        return rest.isEmpty ? nil : rest
    }
}

extension String {
    /// As a sentence of its own: with a capital letter, and a point where nothing ends it.
    var asSentence: String {
        guard let first, let last else { return self }
        return first.uppercased() + dropFirst() + (last.isPunctuation ? "" : ".")
    }
}
