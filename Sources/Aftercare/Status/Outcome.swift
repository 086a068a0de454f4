/// What a command changed, or would change in a trial. Properties are named after their keys.
package struct Outcome: Equatable, Codable, Sendable {
    package var patients: [Change<Patient>]
    package var plans: [Change<Plan>]
    package var treatments: [Change<Treatment>]
    package var reactions: [Change<Reaction>]
    package var responses: [RecordedResponse]
    /// Notes for whoever gave the command.
    @OmittedWhenEmpty package var notes: [String]
    /// Plans that now follow another version of their protocol, grouped by what changes for their patients.
    @OmittedWhenEmpty package var upgrades: [Upgrade]
    /// Protocols that a plan now follows and no clinician has signed off.
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
