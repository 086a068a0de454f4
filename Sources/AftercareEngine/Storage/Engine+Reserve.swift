import AftercareStore
import Logging

extension Engine {
    /// Refills the store's reserve when there is room for it, in steps that let other work in between. Call this
    /// regularly.
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
