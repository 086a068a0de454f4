import Aftercare
import AftercareStore
import Logging

// Delivering: from due reminders to their receipts, and the response to journal failures.

extension Engine {
    /// The maximum number of seconds between two attempts on a failing journal.
    private static let maxPause: Int64 = 15
    /// Log the first 20 failures in a row, then every 20th.
    private static let loggedFailures = 20

    /// The maximum number of batches in the air: while the journal takes and shows one, the next is decided and committed.
    private static let maxInTheAir = 2

    // MARK: One pass

    /// Decides what is due and hands it to delivery, batch by batch, or sets the alarm when nothing is due.
    ///
    /// - Parameter settled: a batch with its receipts; they are stored together with the next decisions.
    func pass(settling settled: SettledBatch? = nil) {
        do {
            var settled = settled
            while inTheAir < Self.maxInTheAir {
                let now = environment.clock.now
                let room = pace.allowance(at: now, inTheAir: messagesInTheAir)
                guard room > 0 else {
                    try settle(settled)
                    return try waitForRoom(at: now)
                }
                let batch = try decide(at: now, limit: min(Self.maxBatch, room), settling: settled)
                settled = nil
                noteStoreWorks()
                if batch.isEmpty {
                    if try isAnybodyDue() { continue }
                    return noteNothingWaits()
                }
                send(batch)
            }
            try settle(settled)
        } catch {
            fail(error)
        }
    }

    private func send(_ batch: [Message]) {
        let now = environment.clock.now
        environment.onProgress(.sending(batch.count))
        messagesInTheAir += batch.count
        deliver(batch.count) { delivery, done in
            delivery.deliver(batch, now: now, done: done)
        } done: { engine, outcomes in
            engine.messagesInTheAir -= batch.count
            engine.sent(batch.flatMap(\.reminders), outcomes)
        }
    }

    /// Goes on with what comes next. Where everything arrived, the receipts are stored with the next decisions.
    private func sent(_ batch: [Reminder], _ outcomes: Delivery.Outcomes) {
        guard !isStopping, recoverySteps.isEmpty, journal.state != .failing, outcomes.areAllSettled else { return settle(batch, outcomes) }
        note(outcomes)
        proceed(settling: SettledBatch(reminders: batch, outcomes: outcomes))
    }

    /// Determines the outcome of everything that was sent without a receipt. Nothing new is sent before that.
    func reconcileUnconfirmed() {
        do {
            let open = try store.read { try $0.unsettled(of: epoch, limit: Self.maxBatch) }
            guard !open.isEmpty else {
                recoverySteps.removeAll { $0 == .unconfirmed }
                return proceed()
            }
            environment.onProgress(.reconciling(open.count))
            deliver(open.count) { delivery, done in
                delivery.reconcile(open, done: done)
            } done: { engine, outcomes in
                engine.noteReconciled(open.count, outcomes)
                engine.settle(open, outcomes)
            }
        } catch {
            fail(error)
        }
    }

    /// During startup the counts are collected and reported together when the service is ready.
    private func noteReconciled(_ count: Int, _ outcomes: Delivery.Outcomes) {
        guard startup.isOver else { return startup.note(outcomes) }
        let found = outcomes.count { if case .settled = $0 { true } else { false } }
        let absent = outcomes.count { $0 == .absent }
        environment.logger.tell(
            .reconciled, "looked up \(count.counted("reminder")) that had no receipt: \(found) were in the journal, \(absent) were not",
            [.unsettled: count, .found: found, .absent: absent])
    }

    /// Records the outcome of a batch, then starts another pass, since more may be due.
    private func settle(_ batch: [Reminder], _ outcomes: Delivery.Outcomes) {
        do { try settle(SettledBatch(reminders: batch, outcomes: outcomes)) } catch { return fail(error) }
        note(outcomes)
        if journal.state == .failing { return rest() }
        proceed()
    }

    // MARK: State of the journal

    private func note(_ outcomes: Delivery.Outcomes) {
        guard environment.outlet.hasReceipts else { return }
        let now = environment.clock.now
        pace.note(delivered: outcomes.records, at: now)
        if let reason = outcomes.reason {
            markLoose()
            let count = outcomes.count { $0.reason != nil }
            return holdBack(reason, "\(count.counted("reminder")) without a receipt from the journal")
        }
        let dropped = outcomes.count { $0 == .absent }
        let undecidable = outcomes.results.values.compactMap { if case .undecidable(let reason) = $0 { reason } else { nil } }
        if let reason = undecidable.first {
            environment.logger.tell(
                .journalDamaged,
                "\(undecidable.count.counted("reminder")) may be in a journal file that is damaged for good (\(reason)); what may be there is sent again, and marked as uncertain",
                [.reason: reason])
        }
        if outcomes.isSuppressed {
            pace.noteDrop(at: now)
            environment.logger.tell(
                .journalLimited,
                "the journal's rate limit dropped \(dropped) reminders; from now on at most \(pace.limit ?? 0) go out in \(Pace.window) s. 'aftercarectl doctor' tells how to lift the limit",
                [.reminders: dropped, .limit: pace.limit ?? 0])
        }
        drops = dropped > 0 ? drops + 1 : 0
        // A single drop may mean that journald or this service was ending. After repeated drops, pause before sending
        // more.
        if drops > 1 { return holdBack("the journal dropped \(dropped) records", "they are sent again") }
        if dropped == 0 { failures = 0 }
        noteJournalWorks()
    }

    private func noteJournalWorks() {
        guard let since = journal.since else { return }
        journal = .ok
        guard pacedSince == nil else { return }
        let seconds = max(0, environment.clock.now - since)
        environment.logger.tell(.journalBack, "the journal is back after \(seconds) s", [.seconds: seconds])
    }

    /// Pauses sending, a little longer after each failure. The first pause is very short.
    func holdBack(_ reason: String, _ what: String) {
        let now = environment.clock.now
        failures += 1
        let pause = min(Int64(1) << min(failures - 1, 6), Self.maxPause)
        journal = .failing(reason: reason, since: journal.since ?? now, retryAt: now + pause)
        // For a persistent failure, one line every few minutes is enough.
        guard failures <= Self.loggedFailures || failures % Self.loggedFailures == 0 else { return }
        environment.logger.tell(
            .journalFailing, "\(what) (\(reason)); nothing is lost, retrying in \(pause) s", [.reason: reason])
    }

    /// Waits until the journal's rate limit allows more. The remaining reminders stay undecided until then.
    private func waitForRoom(at now: Instant) throws {
        guard inTheAir == 0 else { return }
        guard try isAnybodyDue() else { return noteNothingWaits() }
        let since = pacedSince ?? now
        pacedSince = since
        journal = .failing(
            reason:
                "it drops more than \(pace.limit ?? 0) records in \(Pace.window) s, so what is due waits its turn; see 'aftercarectl doctor'",
            since: since, retryAt: pace.renewal(after: now))
        rest()
    }

    /// Rests when nothing is unsettled and no patient is due.
    private func noteNothingWaits() {
        guard inTheAir == 0 else { return }
        defer { rest() }
        failures = 0
        noteJournalWorks()
        guard let since = pacedSince else { return }
        pacedSince = nil
        let seconds = environment.clock.now - since
        environment.logger.tell(
            .journalBack, "what waited for the journal's rate limit is out, after \(seconds) s", [.seconds: seconds])
    }
}

extension Delivery.Result {
    /// Why the outcome is unknown, or not durable yet; nil when there is nothing more to wait for.
    var reason: String? {
        switch self {
        case .seen(_, let reason), .unknown(let reason): reason
        case .settled, .printed, .absent, .undecidable: nil
        }
    }
}

extension Delivery.Outcomes {
    var reason: String? { results.values.lazy.compactMap(\.reason).first }

    /// Whether every reminder has its receipt, so that there is nothing to find out.
    fileprivate var areAllSettled: Bool {
        !isSuppressed && results.values.allSatisfy { if case .settled = $0 { true } else { false } }
    }
}
