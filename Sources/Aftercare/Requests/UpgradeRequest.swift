/// A request that plans follow a newer version of their protocol. The values are as typed; `admit` checks them, plan by
/// plan.
package struct UpgradeRequest: Hashable, Codable, Sendable {
    /// All plans that follow an older version of this protocol and are not over; nil for a single `plan`.
    package var `protocol`: String?
    package var plan: String?
    /// Nil, or `newest`, for the newest.
    package var version: String?
    /// The modality of each compress that only the newer version leaves to the plan.
    package var compress: String?

    package init(protocol: String? = nil, plan: String? = nil, version: String? = nil, compress: String? = nil) {
        self.protocol = `protocol`
        self.plan = plan
        self.version = version
        self.compress = compress
    }

    /// The plan under the newer version, with its own changes; nil if that does not fit, with every problem added to
    /// `problems`.
    package func admit(_ plan: Plan, to newer: CareProtocol, now: Instant, problems: inout Problems) -> Plan? {
        let isAsked = newer.modalityChoices.contains { plan.modalities[$0] == nil }
        let request = PlanChangeRequest(compress: isAsked ? compress : nil, version: String(newer.version))
        guard var upgraded = request.admit(plan, careProtocol: newer, now: now, problems: &problems) else { return nil }
        // What the plan has decided stays so: only what is new is as it was said now.
        let kept = plan.modalities.filter { upgraded.modalities[$0.key] != nil }
        upgraded.modalities.merge(kept) { $1 }
        return upgraded
    }
}

extension CareProtocol {
    /// This protocol as one plan asks it of its patient: with the plan's changes, and without the instructions that the
    /// plan leaves out.
    package func asked(by plan: Plan) -> CareProtocol {
        let own = changed(by: plan)
        return own.with(own.instructions.filter(plan.includes))
    }
}
