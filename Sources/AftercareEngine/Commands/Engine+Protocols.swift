package import Aftercare
import AftercareStore

extension Engine {
    /// Takes in the protocols that were read from files: these and no others are offered to new plans. One by which
    /// patients would be told otherwise, though plans follow that version, is left out, and told.
    package func load(_ careProtocols: [CareProtocol]) throws -> LoadedProtocols {
        try store.write { tx in
            var loaded = LoadedProtocols()
            let before = try tx.careProtocols()
            try tx.withdrawCareProtocols()
            for careProtocol in careProtocols where try !tx.offer(careProtocol) {
                let known = try tx.careProtocol(careProtocol.reference)
                loaded.refused.append(
                    RefusedProtocol(
                        reference: careProtocol.reference, plans: try tx.pinnedPlans(to: careProtocol.reference),
                        differences: known.map(careProtocol.differences) ?? []))
            }
            loaded.changes = ProtocolChange.list(from: before, to: try tx.careProtocols())
            return loaded
        }
    }
}
