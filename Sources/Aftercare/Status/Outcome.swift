/// What a command changed, or (on trial) would change. Its properties have the names that its keys have.
package struct Outcome: Equatable, Codable, Sendable {
    package var patients: [Change<Patient>]
    package var plans: [Change<Plan>]
    package var treatments: [Change<Treatment>]
    package var reactions: [Change<Reaction>]
    package var responses: [RecordedResponse]
    /// What somebody should know of it.
    @OmittedWhenEmpty package var notes: [String]
    /// The plans that follow another version of their protocol now, by what their patients are told otherwise.
    @OmittedWhenEmpty package var upgrades: [Upgrade]
    /// Protocols that a plan follows from now on, and that no clinician has signed off.
    @OmittedWhenEmpty package var drafts: [ProtocolReference]

    package init(
        patients: [Change<Patient>] = [], plans: [Change<Plan>] = [], treatments: [Change<Treatment>] = [],
        reactions: [Change<Reaction>] = [], responses: [RecordedResponse] = [], notes: [String] = [], upgrades: [Upgrade] = [],
        drafts: [ProtocolReference] = []
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
