package import Aftercare
package import Foundation

/// What a command changed, or (on trial) would change.
package struct OutcomeBody: Codable, Sendable {
    package var patients: [ChangeBody<Patient>]
    package var plans: [ChangeBody<Plan>]
    package var treatments: [ChangeBody<Treatment>]
    package var reactions: [ChangeBody<Reaction>]
    package var responses: [ResponseBody]
    /// What somebody should know of it; nil: nothing.
    package var notes: [String]?
    /// The plans that follow another version of their protocol now, by what their patients are told otherwise; nil: none.
    package var upgrades: [UpgradeBody]?
    /// Protocols that a plan follows from now on, and that no clinician has signed off; nil: none.
    package var drafts: [ProtocolReference]?

    package init(
        patients: [ChangeBody<Patient>] = [], plans: [ChangeBody<Plan>] = [], treatments: [ChangeBody<Treatment>] = [],
        reactions: [ChangeBody<Reaction>] = [], responses: [ResponseBody] = [], notes: [String]? = nil,
        upgrades: [UpgradeBody]? = nil, drafts: [ProtocolReference]? = nil
    ) {
        self.patients = patients
        self.plans = plans
        self.treatments = treatments
        self.reactions = reactions
        self.responses = responses
        self.notes = notes
        self.upgrades = upgrades
        self.drafts = drafts
    }
}

/// Plans for whose patients the same is otherwise under another version of their protocol.
package struct UpgradeBody: Codable, Sendable {
    package var from: ProtocolReference
    package var to: ProtocolReference
    package var plans: [PlanID]
    /// What their patients are told otherwise; none: nothing.
    package var differences: [ProtocolDifference]

    package init(from: ProtocolReference, to: ProtocolReference, plans: [PlanID], differences: [ProtocolDifference]) {
        self.from = from
        self.to = to
        self.plans = plans
        self.differences = differences
    }
}

/// An answer to a reminder, as it was recorded.
package struct ResponseBody: Codable, Sendable {
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

package struct ChangeBody<Value: Codable & Sendable>: Codable, Sendable {
    /// `created`, `changed` or `unchanged`.
    package var change: String
    package var value: Value

    package init(change: String, value: Value) {
        self.change = change
        self.value = value
    }
}
