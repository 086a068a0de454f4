package import Aftercare
package import AftercareStore
import Dispatch
package import Foundation
import Logging

/// The loop: the alarm rings, who is due is asked of the store, what is due of the timeline, and what is to
/// be said goes to delivery and comes back with its receipt.
///
/// It lives on one private serial queue. Between deciding and recording there is no suspension.
package actor Engine {
    private(set) var environment: Environment
    let store: Store
    let startedAt: Instant
    private let executor: QueueExecutor
    private let delivery: Delivery
    private var isDelivering = false
    private var isStopping = false
    /// Whether reminders may be in the air without a receipt: they come before anything new.
    private var hasLoose = true
    private var idlers: [CheckedContinuation<Void, Never>] = []
    private(set) var journal: JournalHealth
    private var failures = 0
    /// When the zones, and what the clinic says of itself, were last held against what everything was planned by.
    private var rulesCheckedAt: Instant?

    /// Of the store: reminder ids are of its own.
    package nonisolated var storeID: UUID { store.id }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// The alarm is never set further ahead: a day, so that a clock or a timer gone wrong mends itself.
    private static let furthestAlarm: Int64 = 86_400

    package init(store: Store, environment: Environment) {
        self.store = store
        self.environment = environment
        startedAt = environment.clock.now
        executor = QueueExecutor(label: "aftercare.engine")
        delivery = Delivery(
            outlet: environment.outlet, store: store.id, patience: environment.patience, shows: environment.shows)
        journal = environment.outlet.hasReceipts ? .ok : .none
    }

    /// Reconciles what an earlier run left in the air, then sends what became due meanwhile and sets the
    /// alarm. Returns when the first pass is through.
    package func start() async {
        environment.alarm.start(on: executor.queue) { [weak self] in
            self?.assumeIsolated { $0.ring() }
        }
        ring()
        await idle()
    }

    /// The one bell: the timer, a clock step, new work.
    package func ring() {
        guard !isDelivering, !isStopping else { return }
        if case .failing(_, _, let retryAt) = journal {
            guard environment.clock.now >= retryAt else { return armAlarm() }
        }
        do { try checkRulesDaily() } catch { return fail(error) }
        proceed()
    }

    /// At the start, after a reload, and once a day: tzdata is updated while the service runs.
    private func checkRulesDaily() throws {
        let now = environment.clock.now
        if let checked = rulesCheckedAt, (checked...checked + Self.furthestAlarm).contains(now) { return }
        try checkClinic()
        try checkZones()
        rulesCheckedAt = now
    }

    /// The clock was set: waiting times that were counted on the old one mean nothing now.
    package func clockWasSet() {
        if case .failing(let reason, let since, _) = journal {
            journal = .failing(reason: reason, since: since, retryAt: environment.clock.now)
        }
        environment.logger.notice("the clock was set; everything is looked at anew")
        ring()
    }

    /// What the clinic says of itself from now on. Texts are rendered when they are decided, so the next
    /// one has it.
    package func adopt(_ clinic: Clinic) {
        environment.clinic = clinic
        rulesCheckedAt = nil
        ring()
    }

    /// Finishes the batch under way, settles it, and rings no more.
    package func stop() async {
        isStopping = true
        environment.alarm.stop()
        await idle()
    }

    /// Returns once nothing is under way.
    package func idle() async {
        guard isDelivering else { return }
        await withCheckedContinuation { idlers.append($0) }
    }

    /// Calls `beat` once both queues have shown that they move.
    package nonisolated func heartbeat(_ beat: @escaping @Sendable () -> Void) {
        executor.queue.async { self.delivery.queue.async(execute: beat) }
    }

    /// What is in the air comes before anything new.
    private func proceed() { hasLoose ? recover() : pass() }

    // MARK: One pass

    /// Decides what is due and hands it to delivery; without anything due, sets the alarm.
    private func pass() {
        do {
            var batch: [Reminder] = []
            repeat { batch = try decide(at: environment.clock.now) } while try batch.isEmpty && isAnybodyDue()
            guard !batch.isEmpty else { return rest() }
            send(batch)
        } catch {
            fail(error)
        }
    }

    private func send(_ batch: [Reminder]) {
        isDelivering = true
        delivery.deliver(batch, now: environment.clock.now) { results in
            self.executor.queue.async { self.assumeIsolated { $0.settle(batch, results) } }
        }
    }

    /// Writes down what became of a batch, then rings again: more may be due.
    private func settle(_ batch: [Reminder], _ results: [OccurrenceID: Delivery.Result]) {
        isDelivering = false
        do {
            let now = environment.clock.now
            let again = try store.write { tx in try Self.settle(batch, results, now: now, bootID: environment.bootID, in: tx) }
            note(results)
            if !again.isEmpty { return send(again) }
        } catch {
            return fail(error)
        }
        if case .failing = journal { return rest() }
        if isStopping { return rest() }
        proceed()
    }

    // MARK: What an earlier attempt left open

    /// Finds out about everything that was sent without a receipt; nothing new goes out before that.
    private func recover() {
        do {
            let open = try store.read { try $0.unsettled(limit: Self.largestBatch) }
            guard !open.isEmpty else {
                hasLoose = false
                return pass()
            }
            isDelivering = true
            delivery.reconcile(open) { results in
                self.executor.queue.async { self.assumeIsolated { $0.reconciled(open, results) } }
            }
        } catch {
            fail(error)
        }
    }

    private func reconciled(_ open: [Reminder], _ results: [OccurrenceID: Delivery.Result]) {
        let found = results.values.count { if case .settled = $0 { true } else { false } }
        environment.logger.info(
            "reconciled \(open.count) reminders that had no receipt: \(found) were in the journal",
            metadata: ["absent": "\(results.values.count { $0 == .absent })"])
        settle(open, results)
    }

    // MARK: Between passes

    private func note(_ results: [OccurrenceID: Delivery.Result]) {
        guard environment.outlet.hasReceipts else { return }
        let now = environment.clock.now
        let reasons = results.values.compactMap(\.reason)
        guard let reason = reasons.first else {
            if case .failing(_, let since, _) = journal {
                environment.logger.notice("the journal is back after \(now - since) s")
            }
            failures = 0
            journal = .ok
            return
        }
        hasLoose = true
        failures += 1
        let pause = min(Int64(1) << min(failures - 1, 6), 60)
        let since = if case .failing(_, let since, _) = journal { since } else { now }
        journal = .failing(reason: reason, since: since, retryAt: now + pause)
        environment.logger.warning(
            "\(reasons.count) reminders have no receipt from the journal (\(reason)); they are kept, retrying in \(pause) s")
    }

    /// A store that cannot be read or written now. Nothing was decided; the same is tried again.
    private func fail(_ error: any Error) {
        hasLoose = true
        environment.logger.error("\(error); nothing is lost, retrying in 5 s")
        environment.alarm.set(to: environment.clock.now + 5)
        wakeIdlers()
    }

    private func rest() {
        armAlarm()
        wakeIdlers()
    }

    private func wakeIdlers() {
        idlers.forEach { $0.resume() }
        idlers = []
    }

    private func armAlarm() {
        guard !isStopping else { return }
        do {
            let now = environment.clock.now
            let (look, due, inWindow) = try store.read {
                (try $0.nextLook(), try $0.nextDue(), try $0.countInWindow(at: now))
            }
            var wanted = min(look ?? now + Self.furthestAlarm, now + Self.furthestAlarm)
            if case .failing(_, _, let retryAt) = journal { wanted = retryAt }
            environment.alarm.set(to: wanted)
            environment.tells(Pulse(journal: journal, nextDue: due, patientsInWindow: inWindow))
        } catch {
            fail(error)
        }
    }
}
