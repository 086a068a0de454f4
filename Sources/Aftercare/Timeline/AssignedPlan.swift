/// A plan together with the version of the protocol that it is pinned to, with the plan's own changes to it.
package struct AssignedPlan: Hashable, Codable, Sendable {
    package let plan: Plan
    package let careProtocol: CareProtocol

    enum CodingKeys: String, CodingKey {
        case plan
        case careProtocol = "protocol"
    }

    /// - Parameter careProtocol: as it is published; the plan's changes are made to it here.
    package init(plan: Plan, careProtocol: CareProtocol) {
        self.plan = plan
        self.careProtocol = careProtocol.changed(by: plan)
    }
}
