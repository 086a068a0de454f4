import Aftercare
import AftercareStore
import Logging

// Checks that the store is the right one, and in its place.

extension Engine {
    /// Checks whether the store's files are still in their place. Call this once a minute: SQLite does not notice when
    /// they are gone, and whatever is written then is lost at the next stop.
    package func checkStoreFile() {
        let now = environment.clock.now
        let missing = store.missingFiles()
        guard missing != storeLoss?.files ?? [] else { return }
        if let loss = storeLoss, missing.isEmpty {
            let seconds = now - loss.since
            environment.logger.tell(.storeBack, "the store's files are back in their place after \(seconds) s", [.seconds: seconds])
            storeLoss = nil
        } else {
            let loss = StoreLoss(files: missing, since: storeLoss?.since ?? now)
            environment.logger.tell(.storeGone, loss.text, [.reason: missing.joined(separator: ", ")])
            storeLoss = loss
        }
        tellHealth()
    }

    /// Checks whether the journal holds reminders of another store from before this one was created, since that one may
    /// have been lost. Nothing waits for this: a journal that cannot be read is checked again the next day.
    func findFormerStore() {
        do {
            guard let madeAt = try store.read({ try $0.madeAt() }) else { return completed(.formerStore) }
            deliver(0) { delivery, done in
                delivery.findFormerStore(before: madeAt, done: done)
            } done: { engine, lastRecord in
                engine.note(formerStore: lastRecord, madeAt: madeAt)
                engine.completed(.formerStore)
            }
        } catch {
            fail(error)
        }
    }

    private func note(formerStore lastRecord: Instant?, madeAt: Instant) {
        let isNews = formerStore == nil
        formerStore = lastRecord.map { FormerStore(lastRecord: $0, madeAt: madeAt) }
        guard isNews, let formerStore else { return }
        environment.logger.tell(.storeReplaced, formerStore.text(on: clinicClock), [.reason: "\(formerStore.lastRecord)"])
    }

    /// Problems that an administrator should look into.
    var storeComplaints: [String] { formerStore.map { [$0.text(on: clinicClock)] } ?? [] }

    private var clinicClock: Zone { environment.zone(environment.clinic.zone) ?? .utc }
}
