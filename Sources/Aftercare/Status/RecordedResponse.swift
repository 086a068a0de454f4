package import Foundation

/// An answer to a reminder, as it was recorded.
package struct RecordedResponse: Equatable, Codable, Sendable {
    /// The reminder that was answered: the first saying of it, also where a repetition was answered.
    package var reminder: OccurrenceID
    package var treatment: TreatmentID
    package var instruction: InstructionID
    package var answer: Response.Answer.Kind
    /// Of a snooze: when it is said again.
    package var until: Instant?
    package var at: Instant

    /// - Parameter store: the id of the store that it lies in.
    package init(_ response: Response, store: UUID) {
        reminder = OccurrenceID(response.reminder, store: store)
        treatment = response.reminder.treatment
        instruction = response.reminder.instruction
        answer = response.answer.kind
        if case .snoozed(let until) = response.answer { self.until = until }
        at = response.at
    }
}
