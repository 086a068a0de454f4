package import Foundation

/// A response to a reminder, as recorded.
package struct RecordedResponse: Equatable, Codable, Sendable {
    /// The reminder that it answers; the first one, even if a repetition was answered.
    package var reminder: OccurrenceID
    package var treatment: TreatmentID
    package var instruction: InstructionID
    package var answer: Response.Answer.Kind
    /// Only of a snooze: when the reminder comes again.
    package var until: Instant?
    package var at: Instant

    /// - Parameter store: the id of the store that holds it.
    package init(_ response: Response, store: UUID) {
        reminder = OccurrenceID(response.reminder, store: store)
        treatment = response.reminder.treatment
        instruction = response.reminder.instruction
        answer = response.answer.kind
        if case .snoozed(let until) = response.answer { self.until = until }
        at = response.at
    }
}
