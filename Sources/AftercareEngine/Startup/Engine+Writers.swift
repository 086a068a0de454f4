package import Aftercare
import AftercareStore
import Logging

// Writers: which machine and user this process runs under, who wrote before it, and the outcome of their reminders.

extension Engine {
    /// The number of receipts looked up to learn who wrote them, or whether all of a writer's records are here.
    private static let witnesses = 20
    /// Seconds between two checks for other machines' journals, and for a machine that has replaced this one.
    private static let writersPause: Int64 = 45

    /// The epoch in which records are sent now.
    var epoch: Int { writer?.epoch ?? 1 }

    /// The reminders that wait for another machine's journal, by epoch.
    var withheldInOrder: [WithheldRecords] { withheld.sorted { $0.key < $1.key }.map(\.value) }

    // MARK: The current writer

    /// Determines the machine and user of this process, and whether another machine has replaced this one.
    func survey() {
        do {
            let (writers, receipts) = try store.read { tx in
                let writers = try tx.writers()
                return (writers, writers.isEmpty ? try tx.newestReceipts(of: 1, limit: Self.witnesses) : [])
            }
            writersCheckedAt = environment.clock.now
            deliver(0) { delivery, done in
                delivery.survey(writers.map(\.author), receipts: receipts.compactMap(Receipt.init), done: done)
            } done: {
                $0.surveyed($1, after: writers, isOld: !receipts.isEmpty)
            }
        } catch {
            fail(error)
        }
    }

    /// - Parameter isOld: whether the store has receipts from before writers were recorded.
    private func surveyed(_ survey: Delivery.Survey, after writers: [Writer], isOld: Bool) {
        guard case .told(let own, let former, let epochs) = survey else {
            if case .unknown(let reason) = survey { holdBack(reason, "who writes cannot be told") }
            return rest()
        }
        do {
            let now = environment.clock.now
            var added = writers.isEmpty && isOld ? [Writer(epoch: 1, author: former ?? .unknown, since: .distantPast)] : []
            let last = writers.last ?? added.last
            let isRestored = try store.read { try $0.needsEpoch() }
            if let last, !isRestored, let newer = epochs.first(where: { $0.replaces(last) }) { return stand(downFor: newer) }
            let highest = max(last?.epoch ?? 0, epochs.map(\.epoch).max() ?? 0)
            // A new epoch separates what a restored store sends from what was sent after its backup was taken.
            if last?.author != own || highest > last?.epoch ?? 0 || isRestored {
                added.append(Writer(epoch: highest + 1, author: own, since: now))
            }
            if !added.isEmpty || isRestored {
                try store.write { tx in
                    for writer in added { try tx.add(writer) }
                    try tx.setNeedsEpoch(false)
                }
            }
            writer = added.last ?? last
            if let before = last, let writer, writer.author != before.author {
                environment.logger.tell(
                    .movedHere,
                    "the store came here from \(before.author.text): this is its epoch \(writer.epoch). What was said before is in that machine's journal",
                    [.epoch: writer.epoch, .machine: before.author.machine])
            }
            completed(.writer)
        } catch {
            fail(error)
        }
    }

    /// Stops sending, because another machine writes for this store.
    private func stand(downFor newest: Writer) {
        recoverySteps = [.writer]
        replacedBy = newest
        environment.logger.tell(
            .replaced,
            "\(newest.author.text) writes for this store by now (epoch \(newest.epoch)), so nothing is sent from here any more; switch this service off: 'systemctl disable --now aftercared'",
            [.epoch: newest.epoch, .machine: newest.author.machine])
        rest()
        environment.replaced(newest)
    }

    /// Checks, at most every 45 s, whether another machine has taken over or a missing journal can be read now.
    package func checkWriters() {
        guard case .journal(let journal) = environment.outlet, recoverySteps.isEmpty, replacedBy == nil else { return }
        guard journal.hasOthers || !withheld.isEmpty else { return }
        let now = environment.clock.now
        if let checked = writersCheckedAt, (checked..<checked + Self.writersPause).contains(now) { return }
        recoverySteps = withheld.isEmpty ? [.writer] : [.writer, .unknownRecords, .otherWriters]
        withheld = [:]
        ring()
    }

    // MARK: Reminders of former writers

    /// Determines, writer by writer, the outcome of reminders sent without a receipt before the store came to this
    /// machine.
    func lookAbroad() {
        do {
            let open = try store.read { tx -> (writer: Writer, batch: [Reminder], receipts: [Reminder])? in
                let writers = try tx.writers().dropLast()
                let isInDoubt = try tx.inDoubtUntil() != nil
                for former in writers where withheld[former.epoch] == nil {
                    let batch = try tx.unsettled(of: former.epoch, limit: Self.maxBatch)
                    guard !batch.isEmpty || isInDoubt && former == writers.last else { continue }
                    return (former, batch, try tx.newestReceipts(of: former.epoch, limit: Self.witnesses))
                }
                return nil
            }
            guard let open else {
                noteWithheld()
                return completed(.otherWriters)
            }
            environment.onProgress(.reconciling(open.batch.count))
            deliver(open.batch.count) { delivery, done in
                delivery.reconcile(open.batch, by: open.writer.author, receipts: open.receipts.compactMap(Receipt.init), done: done)
            } done: {
                $0.looked($1, for: open.batch, of: open.writer)
            }
        } catch {
            fail(error)
        }
    }

    private func looked(_ abroad: Delivery.Abroad, for batch: [Reminder], of writer: Writer) {
        do {
            let now = environment.clock.now
            let waiting = try store.write { tx -> Int in
                try Self.settle(batch, abroad.outcomes.results, now: now, in: tx)
                let isLast = try tx.writers().dropLast().last == writer
                if let inDoubtUntil = try tx.inDoubtUntil(), isLast {
                    if abroad.doubt == nil {
                        // For another machine it is never certain that this is its latest journal.
                        if writer.author != self.writer?.author { try tx.setUncertain(until: inDoubtUntil) }
                        try tx.setInDoubt(until: nil)
                        try tx.evaluateEverybody(at: now)
                    } else if try tx.foreignSequences().isEmpty {
                        // Skip every number that the other machine may have used since the backup, so that none is used
                        // twice.
                        try tx.leave(numbersUpTo: Self.leap(over: try tx.highestSequence()))
                        try tx.skipNames(beyond: [])
                    }
                }
                return try tx.unsettled(of: writer.epoch, limit: EngineHealth.maxCounted).count
            }
            startup.note(abroad.outcomes)
            if let doubt = abroad.doubt { withheld[writer.epoch] = WithheldRecords(writer: writer, reminders: waiting, reason: doubt) }
            proceed()
        } catch {
            fail(error)
        }
    }

    /// A number well above any that another machine can have used since.
    private static func leap(over highest: Int64) -> Int64 {
        let million: Int64 = 1_000_000
        return ((highest + max(million / 10, highest / 10)) / million + 1) * million
    }

    /// Logs reminders that newly wait for another machine's journal, and logs when none wait any more.
    private func noteWithheld() {
        for (epoch, one) in withheld.sorted(by: { $0.key < $1.key }) where withheldBefore[epoch] == nil {
            environment.logger.tell(.withheld, one.text, [.reason: one.reason, .machine: one.writer.author.machine])
        }
        if withheld.isEmpty, !withheldBefore.isEmpty {
            environment.logger.tell(.withheldNoMore, "the journals of all machines that wrote for this store tell what was said")
        }
        withheldBefore = withheld
    }

    // MARK: A person's decision

    /// Declares the earlier machines switched off for good. Reminders that their journals here do not show may never
    /// have been emitted, so those that are still of use are sent again, marked as uncertain.
    package func promote(by requester: Requester) throws -> Promotion {
        let now = environment.clock.now
        let promotion = try store.write { tx -> Promotion in
            var again = 0
            for former in try tx.writers().dropLast() {
                while case let batch = try tx.unsettled(of: former.epoch, limit: Self.maxBatch), !batch.isEmpty {
                    for reminder in batch where try tx.withdraw(reminder, .uncertain) { again += 1 }
                }
            }
            let doubt = try tx.inDoubtUntil()
            if let doubt {
                try tx.setUncertain(until: doubt)
                try tx.setInDoubt(until: nil)
                try tx.evaluateEverybody(at: now)
            }
            try tx.record(AuditEntry(.storePromote, of: "store", at: now, by: requester, detail: nil))
            return Promotion(epoch: try tx.writers().last?.epoch ?? 1, withoutReceipt: again, inDoubtUntil: doubt)
        }
        withheld = [:]
        noteWithheld()
        ring()
        return promotion
    }
}

extension Receipt {
    /// Nil when the reminder has no receipt.
    init?(_ reminder: Reminder) {
        guard let cursor = reminder.cursor else { return nil }
        self.init(id: reminder.id, cursor: cursor)
    }
}

extension Author {
    /// The author as text.
    package var text: String {
        machine.isEmpty ? "a machine that nobody knows any more" : "machine \(machine)\(uid.map { " (user id \($0))" } ?? "")"
    }
}

extension Writer {
    /// Whether this writer has replaced `other`. One that began earlier has not, whatever its epoch: it belongs to the
    /// past of a store that was restored from an old backup.
    fileprivate func replaces(_ other: Writer) -> Bool {
        author != other.author && epoch >= other.epoch && since > other.since
    }
}
