/// Plans that came to follow another version of their protocol, and for whose patients the same is otherwise now.
package struct Upgrade: Equatable, Codable, Sendable {
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
