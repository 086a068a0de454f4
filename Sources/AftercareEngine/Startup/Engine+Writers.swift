package import Aftercare
import AftercareStore
import Logging

// Under which machine and user it writes, who did so before, and what became of what they sent.

extension Engine {
    /// How many receipts are looked for to learn who wrote them, or whether all that somebody wrote is here.
    private static let witnesses = 20
    /// Seconds between two looks for another machine's journal, and for one that has taken this one's place.
    private static let writersPause: Int64 = 45

    /// The epoch in which records are sent now.
    var epoch: Int { writer?.epoch ?? 1 }

    /// What waits for another machine's journal, by epoch.
    var withheldInOrder: [WithheldRecords] { withheld.sorted { $0.key < $1.key }.map(\.value) }

    // MARK: Who writes

    /// Finds out under which machine and user it runs, and whether another one has taken its place.
    func survey() {
        do {
            let (writers, receipts) = try store.read { tx in
                let writers = try tx.writers()
                return (writers, writers.isEmpty ? try tx.newestReceipts(of: 1, limit: Self.witnesses) : [])
            }
            writersCheckedAt = environment.clock.now
            deliver(0) { delivery, done in
                delivery.survey(writers.map(\.author), receipts: receipts.compactMap(Receipt.init), done: done)
            } done: { $0.surveyed($1, after: writers, isOld: !receipts.isEmpty) }
        } catch {
            fail(error)
        }
    }

    /// - Parameter isOld: the store has receipts from before writers were kept.
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
            // What comes from a backup is told from what was said after it was made.
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

    /// Another machine writes for this store: nothing is sent any more.
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

    /// Once in a while: has another machine taken over, and is a journal here by now that was not?
    package func checkWriters() {
        guard case .journal(let journal) = environment.outlet, recoverySteps.isEmpty, replacedBy == nil else { return }
        guard journal.hasOthers || !withheld.isEmpty else { return }
        let now = environment.clock.now
        if let checked = writersCheckedAt, (checked..<checked + Self.writersPause).contains(now) { return }
        recoverySteps = withheld.isEmpty ? [.writer] : [.writer, .unknownRecords, .otherWriters]
        withheld = [:]
        ring()
    }

    // MARK: What they sent

    /// Finds out, writer by writer, about what was sent before the store came here and has no receipt.
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
            } done: { $0.looked($1, for: open.batch, of: open.writer) }
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
                        // Of another machine nobody knows for sure that its journal is the last one.
                        if writer.author != self.writer?.author { try tx.setUncertain(until: inDoubtUntil) }
                        try tx.setInDoubt(until: nil)
                        try tx.evaluateEverybody(at: now)
                    } else if try tx.foreignSequences().isEmpty {
                        // Whatever that machine gave since the backup, no number is given twice.
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

    /// Well above every number that another machine can have given since.
    private static func leap(over highest: Int64) -> Int64 {
        let million: Int64 = 1_000_000
        return ((highest + max(million / 10, highest / 10)) / million + 1) * million
    }

    /// Tells what waits for another machine's journal, where it did not wait before, and that it waits no more.
    private func noteWithheld() {
        for (epoch, one) in withheld.sorted(by: { $0.key < $1.key }) where withheldBefore[epoch] == nil {
            environment.logger.tell(.withheld, one.text, [.reason: one.reason, .machine: one.writer.author.machine])
        }
        if withheld.isEmpty, !withheldBefore.isEmpty {
            environment.logger.tell(.withheldNoMore, "the journals of all machines that wrote for this store tell what was said")
        }
        withheldBefore = withheld
    }

    // MARK: A person decides

    /// The machines that wrote before are off for good, and what their journals do not show here was perhaps never said:
    /// it is said again where it is still of use, as uncertain.
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
    /// nil: it has none.
    init?(_ reminder: Reminder) {
        guard let cursor = reminder.cursor else { return nil }
        self.init(id: reminder.id, cursor: cursor)
    }
}

extension Author {
    /// In words.
    package var text: String {
        machine.isEmpty ? "a machine that nobody knows any more" : "machine \(machine)\(uid.map { " (user id \($0))" } ?? "")"
    }
}

extension Writer {
    /// Whether this one has taken the place of `other`. One that began earlier has not, whatever its epoch: it is the past of
    /// a store that came from an old backup.
    fileprivate func replaces(_ other: Writer) -> Bool {
        author != other.author && epoch >= other.epoch && since > other.since
    }
}
