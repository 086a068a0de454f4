import Aftercare
import AftercareAPI
import AftercareEngine
import Foundation

// From what the engine says to what goes over the socket.

extension OutcomeBody {
    /// - Parameter store: the id of the store that it lies in.
    init(_ outcome: Outcome, store: UUID) {
        func body<Value>(_ change: Change<Value>) -> ChangeBody<Value> {
            ChangeBody(change: change.kind.rawValue, value: change.value)
        }
        self.init(
            patients: outcome.patients.map(body), plans: outcome.plans.map(body),
            treatments: outcome.treatments.map(body), reactions: outcome.reactions.map(body),
            responses: outcome.responses.map { ResponseBody($0, store: store) },
            notes: outcome.notes.isEmpty ? nil : outcome.notes,
            upgrades: outcome.upgrades.isEmpty ? nil : outcome.upgrades.map(UpgradeBody.init),
            drafts: outcome.drafts.isEmpty ? nil : outcome.drafts)
    }
}

extension UpgradeBody {
    init(_ upgrade: Upgrade) {
        self.init(from: upgrade.from, to: upgrade.to, plans: upgrade.plans, differences: upgrade.differences)
    }
}
