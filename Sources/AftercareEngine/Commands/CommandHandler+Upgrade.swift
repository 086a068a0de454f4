import Aftercare
import AftercareStore

extension CommandHandler {
    mutating func upgrade(_ request: UpgradeRequest) throws {
        guard let plans = try plans(of: request), let newer = try newer(of: request, plans) else { return }
        var known: [UpgradeKey: Int] = [:]
        for plan in plans {
            var problems = Problems(at: request.plan == nil ? plan.id.rawValue : "")
            let upgraded = request.admit(plan, to: newer, now: now, problems: &problems)
            guard let upgraded = accepted(upgraded, problems) else { continue }
            try apply(upgraded, was: plan)
            guard plan.careProtocol != newer.reference, let older = try tx.careProtocol(plan.careProtocol) else { continue }
            let differences = newer.asked(by: upgraded).differences(from: older.asked(by: plan))
            let key = UpgradeKey(from: plan.careProtocol, differences: differences)
            if let index = known[key] {
                outcome.upgrades[index].plans.append(plan.id)
            } else {
                known[key] = outcome.upgrades.count
                outcome.upgrades.append(
                    Upgrade(from: plan.careProtocol, to: newer.reference, plans: [plan.id], differences: differences))
            }
        }
    }

    private struct UpgradeKey: Hashable {
        let from: ProtocolReference
        let differences: [ProtocolDifference]
    }

    /// The named plan, or all plans of a protocol that are not over and follow an older version.
    private mutating func plans(of request: UpgradeRequest) throws -> [Plan]? {
        switch (request.plan, request.protocol) {
        case (let name?, nil):
            guard let plan = try PlanID(name).flatMap(tx.plan) else {
                allProblems.append(Problem(.unknownPlan, at: "plan", "unknown plan '\(name)'; run 'aftercarectl plan list'"))
                return nil
            }
            return [plan]
        case (nil, _?):
            guard let newer = try newer(of: request, []) else { return nil }
            return try tx.openPlans(following: newer.id).filter { $0.careProtocol.version < newer.version }
        case (nil, nil), (_?, _?):
            allProblems.append(
                Problem(.contradiction, at: "", "say which plans: one 'plan', or a 'protocol' for all that follow it"))
            return nil
        }
    }

    /// The requested version.
    private mutating func newer(of request: UpgradeRequest, _ plans: [Plan]) throws -> CareProtocol? {
        guard let id = request.protocol.flatMap({ ProtocolID($0) }) ?? plans.first?.careProtocol.id else {
            allProblems.append(
                Problem(.unknownProtocol, at: "protocol", "unknown protocol '\(request.protocol ?? "")'; run 'aftercarectl protocol list'"))
            return nil
        }
        guard let version = request.version, version != "newest" else {
            if let newest = try tx.careProtocol(id) { return newest }
            allProblems.append(Problem(.unknownProtocol, at: "protocol", "unknown protocol '\(id)'; run 'aftercarectl protocol list'"))
            return nil
        }
        if let number = ProtocolReference.version(version), let found = try tx.careProtocol(ProtocolReference(id: id, version: number)) {
            return found
        }
        allProblems.append(
            Problem(.unknownProtocol, at: "version", "protocol '\(id)' has no version '\(version)'; run 'aftercarectl protocol list'"))
        return nil
    }
}
