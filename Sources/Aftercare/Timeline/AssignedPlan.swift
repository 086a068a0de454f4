
/// A plan with the protocol version it is pinned to, after the plan's own changes to that protocol.
package struct AssignedPlan: Hashable, Sendable {
    package let plan: Plan
    package let careProtocol: CareProtocol

    /// - Parameter careProtocol: the protocol as published; the plan's changes are applied here.
    package init(plan: Plan, careProtocol: CareProtocol) {
        self.plan = plan
        self.careProtocol = careProtocol.changed(by: plan)
    }
}
