import Aftercare
import AftercareStore
import Logging

// Whether the store is the one that it should be, and where it should be.

extension Engine {
    /// Looks whether the store's files are still where they were. To be called once a minute: SQLite does not notice, and
    /// what is written is gone at the next stop.
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

    /// Looks whether the journal holds reminders of another store, from before this one was made: then that one may have
    /// been lost. It holds nothing up: a journal that cannot be read is asked again the next day.
    func findFormerStore() {
        do {
            guard let madeAt = try store.read({ try $0.madeAt() }) else { return paid(.formerStore) }
            deliver(0) { delivery, done in delivery.findFormerStore(before: madeAt, done: done) } done: { engine, lastRecord in
                engine.note(formerStore: lastRecord, madeAt: madeAt)
                engine.paid(.formerStore)
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

    /// What an administrator should see to.
    var storeComplaints: [String] { formerStore.map { [$0.text(on: clinicClock)] } ?? [] }

    private var clinicClock: Zone { environment.zone(environment.clinic.zone) ?? .utc }
}

/// Files of the store that are no longer where they were.
struct StoreLoss: Equatable {
    let files: [String]
    let since: Instant

    var text: String {
        let names = files.map { "'\($0)'" }.joined(separator: " and ")
        return "\(names) \(files.count == 1 ? "was" : "were") removed or replaced while the service runs. It goes on with what it has open, "
            + "which is gone when it stops: save it now with 'aftercarectl backup FILE'; then stop the service, run "
            + "'aftercared --restore FILE' as root, and start it again"
    }
}

/// Another store of ours, as the journal knows it.
struct FormerStore: Equatable {
    let lastRecord: Instant
    /// When the store that is used now was made.
    let madeAt: Instant

    func text(on zone: Zone) -> String {
        func clock(_ instant: Instant) -> String {
            let local = zone.local(instant)
            return "\(local.date) \(local.time)"
        }
        return "the store was made anew on \(clock(madeAt)), since there was none, and the journal holds reminders of an earlier one up to "
            + "\(clock(lastRecord)) (\(zone.name)): if that one was lost, stop the service, run 'aftercared --restore FILE' with its last "
            + "backup as root, and start it again. This is told for as long as the journal keeps those records"
    }
}
