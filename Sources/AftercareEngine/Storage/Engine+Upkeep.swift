import AftercareStore
import Logging

extension Engine {
    /// Fills the store's reserve up again where there is room for it, in steps between which everything else has
    /// its turn. To be called every now and then.
    package func keepReserve() async {
        guard environment.storage.shortage() == nil else { return }
        do {
            while try !store.growReserve() { await Task.yield() }
        } catch {
            environment.logger.tell(
                .reserveMissing, "the store's reserve for a full disk could not be filled (\(error)); trying again in a minute",
                [.reason: "\(error)"])
        }
    }
}
