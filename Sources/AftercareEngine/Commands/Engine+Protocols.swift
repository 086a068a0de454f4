package import Aftercare
import AftercareStore

extension Engine {
    /// Loads the protocols read from files; only these are offered to new plans. If a protocol's content changed under
    /// an unchanged version that plans follow, that protocol is left out and reported.
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
