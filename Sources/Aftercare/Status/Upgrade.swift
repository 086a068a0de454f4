/// Plans moved from one version of their protocol to another, with the same changes for their patients.
package struct Upgrade: Equatable, Codable, Sendable {
    package var from: ProtocolReference
    package var to: ProtocolReference
    package var plans: [PlanID]
    /// What changes for their patients; may be empty.
    package var differences: [ProtocolDifference]

    package init(from: ProtocolReference, to: ProtocolReference, plans: [PlanID], differences: [ProtocolDifference]) {
        self.from = from
        self.to = to
        self.plans = plans
        self.differences = differences
    }
}
