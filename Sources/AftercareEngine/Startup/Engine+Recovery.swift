import Aftercare
import AftercareStore
import Logging

// Recovering from what an earlier run, or an earlier copy of the store, left behind.

extension Engine {
    /// After an unclean shutdown of the machine, receipts are rechecked from this many seconds before the last one:
    /// twice the time journald itself leaves between two syncs (systemd 252, journald.conf(5), `SyncIntervalSec=`).
    private static let doubtedSpan: Int64 = 600
    /// The maximum number of receipts to recheck, newest first.
    private static let maxRechecked = 20_000

    /// Reads how the last run ended, and records that this one has begun.
    func beginRun() {
        do {
            let now = environment.clock.now
            let boot = environment.bootID ?? "unknown"
            let (backup, past) = try store.write { tx -> (Instant?, StartupReport.Past) in
                let open = try tx.openRun()
                let isElsewhere = open != boot || environment.bootID == nil
                if open != nil, isElsewhere {
                    try tx.setLastOfEarlierBoot(try tx.highestSequence())
                    if try tx.uncheckedSince() == nil { try tx.setUnchecked(since: try tx.lastSettled().map { $0 - Self.doubtedSpan }) }
                }
                try tx.setOpenRun(boot)
                if store.isNew, try tx.madeAt() == nil { try tx.setMade(at: now) }
                let backup = try tx.takeBackupMark()
                if backup != nil {
                    try tx.setRestored(at: now)
                    try tx.setInDoubt(until: now)
                    try tx.setNeedsEpoch(true)
                }
                return (backup, open == nil ? .clean : isElsewhere ? .power : .crash)
            }
            startup.past = past
            if store.isNew {
                environment.logger.tell(
                    .storeMade,
                    "there was no store '\(store.path)', so a new, empty one was made. At a first start that is right; else stop the service, run 'aftercared --restore FILE' with the last backup as root, and start it again"
                )
            }
            if let backup {
                environment.logger.tell(.backupInPlace, "the store is the backup that was taken at \(backup)", [.takenAt: backup])
            }
            recoverySteps =
                environment.outlet.hasReceipts
                ? [.writer, .unknownRecords, .recentReceipts, .unconfirmed, .otherWriters, .formerStore] : [.unconfirmed]
            proceed()
        } catch {
            fail(error)
        }
    }

    /// Marks this run as cleanly ended, so that its receipts need no recheck.
    func endRun() {
        // If the last run's end could not even be read, leave it for the next start to find out.
        guard recoverySteps.first != .previousRun else { return }
        do { try store.write { try $0.setOpenRun(nil) } } catch {
            environment.logger.notice("\(error); the next start looks the last receipts up again")
        }
    }

    /// Closes the startup report; nothing is counted in it from now on.
    func closeBeginning() {
        if journal.state == .failing {
            startup.obstacle = journal.reason
            // Without the store this number cannot be read; the store's failure is logged elsewhere.
            startup.waiting = (try? store.read { try $0.unsettled(of: epoch, limit: Self.maxBatch).count }) ?? 0
        }
        startup.isOver = true
    }

    // MARK: An older copy

    /// Looks up the journal's records that this store does not know, so that they are not sent again.
    func findUnknownRecords() {
        do {
            let (unknown, writers, isRestored) = try store.read { tx in
                let unknown = UnknownNumbers(
                    known: try tx.highestSequence(), free: Set(try tx.freeSequences()), left: try tx.foreignSequences(),
                    open: try tx.openSequences())
                return (unknown, try tx.writers().map(\.author), try tx.inDoubtUntil() != nil)
            }
            environment.onProgress(.recovering)
            deliver(0) { delivery, done in
                delivery.findUnknownRecords(unknown, by: writers, isRestored: isRestored, done: done)
            } done: {
                $0.foundUnknownRecords($1)
            }
        } catch {
            fail(error)
        }
    }

    private func foundUnknownRecords(_ memory: UnknownRecords) {
        let journaledReminders: [JournaledReminder]
        switch memory {
        case .told(let told): journaledReminders = told
        case .partly(let told, let reason):
            journaledReminders = told
            environment.logger.tell(
                .journalDamaged,
                "a part of the journal is damaged (\(reason)); were the store an older copy, what is in there could be said again",
                [.reason: reason])
        case .unknown(let reason):
            holdBack(reason, "what the journal holds cannot be read")
            return rest()
        }
        do {
            let now = environment.clock.now
            if !journaledReminders.isEmpty {
                try store.write { tx in
                    try tx.recover(journaledReminders)
                    try tx.skipNames(beyond: journaledReminders.compactMap(\.treatment))
                    try tx.setRestored(at: now)
                }
                if !startup.isOver { startup.adopted += journaledReminders.count }
                environment.logger.tell(
                    .olderCopy,
                    "the journal holds \(journaledReminders.count.counted("reminder")) that the store does not know: it is an older copy. None of it is said again",
                    [.reminders: journaledReminders.count])
            }
            completed(.unknownRecords)
        } catch {
            fail(error)
        }
    }

    // MARK: An unclean shutdown

    /// Rechecks the receipts of the last minutes after a possible power cut.
    func recheck() {
        do {
            guard let since = try store.read({ try $0.uncheckedSince() }) else { return completed(.recentReceipts) }
            let open = try doubted ?? store.read { try $0.settled(since: since, of: epoch, limit: Self.maxRechecked) }
            guard !open.isEmpty else {
                try store.write { try $0.setUnchecked(since: nil) }
                return completed(.recentReceipts)
            }
            let batch = Array(open.suffix(Self.maxBatch))
            doubted = open.dropLast(batch.count)
            environment.onProgress(.rechecking(open.count))
            deliver(batch.count) { delivery, done in
                delivery.recheck(batch, done: done)
            } done: {
                $0.rechecked(batch, $1)
            }
        } catch {
            fail(error)
        }
    }

    private func rechecked(_ batch: [Reminder], _ outcomes: Delivery.Outcomes) {
        do {
            let lost = batch.filter { outcomes.results[$0.id] == .absent }
            try store.write { tx in
                for reminder in lost { _ = try tx.withdraw(reminder, .uncertain) }
            }
            startup.note(rechecked: batch.count, lost: lost.count)
            if !lost.isEmpty {
                environment.logger.tell(
                    .receiptsLost,
                    "\(lost.count.counted("reminder")) had a receipt, and no record in the journal any more: that went with the power. It is decided anew",
                    [.reminders: lost.count])
            }
            if let reason = outcomes.reason {
                doubted = nil
                holdBack(reason, "receipts cannot be looked up")
                return rest()
            }
            proceed()
        } catch {
            doubted = nil
            fail(error)
        }
    }

    func completed(_ recoveryStep: RecoveryStep) {
        recoverySteps.removeAll { $0 == recoveryStep }
        proceed()
    }
}
