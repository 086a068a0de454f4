package import Aftercare
package import AftercareStore
import Dispatch
package import Foundation
import Logging

/// The main loop. On each pass the store returns the patients who are due, the timeline decides their reminders, and
/// delivery sends these and returns their receipts.
///
/// The engine runs on one private serial queue. It never suspends between deciding and recording.
package actor Engine {
    private(set) var environment: EngineEnvironment
    let store: Store
    let startedAt: Instant
    let executor: QueueExecutor
    let delivery: Delivery
    /// Queries about everybody.
    package nonisolated let overviews = AnswerQueue<Everybody, ServiceStatus>(label: "aftercare.overviews")
    /// Queries about one patient.
    package nonisolated let statuses = AnswerQueue<PatientID, PatientStatus>(label: "aftercare.statuses")
    /// Previews, which take longest.
    package nonisolated let previews = AnswerQueue<PreviewRequest, Preview>(label: "aftercare.previews")
    private(set) var isStopping = false
    /// What must be found out before anything new goes out, in order.
    var recoverySteps: [RecoveryStep] = [.previousRun]
    /// Receipts that are still to be rechecked; nil when they have not been read from the store yet.
    var doubted: [Reminder]?
    /// What this start found, as far as it is known.
    package internal(set) var startup = StartupReport()
    /// The number of reminders or messages that are being sent or looked up.
    package private(set) var underWay = 0
    /// The number of messages that are being sent.
    var messagesInTheAir = 0
    /// The number of staff tasks; nil when it must be counted again.
    var needsPerson: Int?
    var journal: JournalHealth
    /// The number of consecutive journal failures.
    var failures = 0
    /// The number of consecutive times the journal dropped records.
    var drops = 0
    var pace = Pace()
    /// When the journal's rate limit began to hold reminders back; nil when it does not.
    var pacedSince: Instant?
    /// Why the store cannot be written now; nil when it can.
    private(set) var storeTrouble: StoreFault?
    /// Files of the store that are missing from their place; nil when none are.
    var storeLoss: StoreLoss?
    /// What the journal shows of an earlier store; nil when there is no sign of one.
    var formerStore: FormerStore?
    /// The machine, user and epoch under which records are sent; nil when not known yet or when there is no journal.
    package internal(set) var writer: Writer?
    /// By epoch, the reminders that wait for another machine's journal.
    var withheld: [Int: WithheldRecords] = [:]
    /// The part of `withheld` that has already been logged.
    var withheldBefore: [Int: WithheldRecords] = [:]
    var writersCheckedAt: Instant?
    /// The machine that has replaced this one; once set, nothing more is sent.
    package internal(set) var replacedBy: Writer?
    /// When the zones and the clinic's rules were last compared with those used for planning.
    var rulesCheckedAt: Instant?
    /// The zones that this machine does not know and that have been logged.
    var unknownZones: Set<String> = []
    /// The unknown zones with the number of patients waiting for each; as current as `needsPerson`.
    private var waitedFor: [UnknownZone] = []

    /// The number of deliveries in progress: batches of messages, or else one question to the journal.
    private(set) var inTheAir = 0
    /// The number of deliveries finished, which tells a hanging one from the next.
    private var finished = 0
    private var isWatched = false
    /// Whether the service is about to end, so that no large request comes to its end any more.
    private(set) var takesNoImports = false
    /// Whether a large request is being taken in.
    private var isImporting = false
    private var waitingChanges: [CheckedContinuation<Void, Never>] = []
    private var idlers: [CheckedContinuation<Void, Never>] = []
    private var starter: CheckedContinuation<Void, Never>?

    /// The id of the store; reminder ids are unique to it.
    package nonisolated var storeID: UUID { store.id }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// The longest time, in seconds, for which the alarm is set: a day, so that a faulty clock or timer recovers by
    /// itself.
    private static let maxAlarmDelay: Int64 = 86_400
    /// The number of seconds before a failing store is retried.
    private static let storePause: Int64 = 5

    package init(store: Store, environment: EngineEnvironment) {
        self.store = store
        self.environment = environment
        startedAt = environment.clock.now
        executor = QueueExecutor(label: "aftercare.engine")
        delivery = Delivery(
            outlet: environment.outlet, store: store.id, key: environment.recordKey,
            command: environment.clinic.command, patience: environment.patience,
            onDelivered: environment.onDelivered, onProgress: environment.onProgress)
        journal = environment.outlet.hasReceipts ? .ok : .none
    }

    // MARK: Lifecycle

    /// Reconciles what an earlier run left unconfirmed, then sends what became due meanwhile and sets the alarm.
    /// Returns when the first pass has finished, or when it hangs in the journal.
    package func start() async {
        environment.alarm.start(on: executor.queue) { [weak self] in
            self?.assumeIsolated { $0.ring() }
        }
        ring()
        if inTheAir > 0 { await withCheckedContinuation { starter = $0 } }
        closeBeginning()
    }

    /// The single entry point for a new pass: the timer, a clock step, or new work.
    package func ring() {
        guard inTheAir == 0, !isStopping, replacedBy == nil else { return }
        if let retryAt = journal.retryAt {
            guard environment.clock.now >= retryAt else { return armAlarm() }
        }
        do { try checkRulesDaily() } catch { return fail(error) }
        proceed()
    }

    /// Checks the rules at startup, after a reload and once a day, because tzdata is updated while the service runs.
    private func checkRulesDaily() throws {
        let now = environment.clock.now
        if let checked = rulesCheckedAt, (checked..<checked + Self.maxAlarmDelay).contains(now) {
            // Unknown zones are checked on every pass, in case the notice of their return was missed.
            return try unknownZones.isEmpty ? () : checkZones()
        }
        try checkClinic()
        try checkZones()
        if rulesCheckedAt != nil, environment.outlet.hasReceipts, !recoverySteps.contains(.formerStore) {
            recoverySteps.append(.formerStore)
        }
        rulesCheckedAt = now
        needsPerson = nil
    }

    /// Discards waiting times after the clock was set: they were computed on the old time.
    package func clockWasSet() {
        if journal.state == .failing { journal.retryAt = environment.clock.now }
        environment.logger.tell(.clockSet, "the clock was set; everything is looked at anew")
        ring()
    }

    /// Uses new clinic settings from now on. Texts are rendered when a reminder is decided, so the next one includes
    /// them.
    package func adopt(_ clinic: Clinic) {
        environment.clinic = clinic
        rulesCheckedAt = nil
        ring()
    }

    /// Finishes and settles the current batch, and starts no more passes.
    package func stop() async {
        isStopping = true
        takesNoImports = true
        environment.alarm.stop()
        await idle()
        endRun()
    }

    /// Returns once no delivery is in progress.
    package func idle() async {
        guard inTheAir > 0 else { return }
        await withCheckedContinuation { idlers.append($0) }
    }

    // MARK: Imports

    /// Returns once no large request is being taken in.
    func importIsOver() async {
        while isImporting { await withCheckedContinuation { waitingChanges.append($0) } }
    }

    /// Has a large request that is being taken in end with an error, since the service is about to stop.
    package func stopImports() { takesNoImports = true }

    func beginImport() { isImporting = true }

    func endImport() {
        isImporting = false
        waitingChanges.forEach { $0.resume() }
        waitingChanges = []
    }

    /// Calls `beat` once both queues have shown that they make progress.
    package nonisolated func heartbeat(_ beat: @escaping @Sendable () -> Void) {
        executor.queue.async { self.delivery.queue.async(execute: beat) }
    }

    // MARK: Passes

    /// Completes the remaining recovery steps before sending anything new; they wait for what is in the air.
    ///
    /// - Parameter settled: a batch with its receipts, which the next transaction stores.
    func proceed(settling settled: SettledBatch? = nil) {
        guard !isStopping else { return rest() }
        // Other settings came while something was delivered.
        if rulesCheckedAt == nil {
            do {
                try settle(settled)
                try checkRulesDaily()
            } catch {
                return fail(error)
            }
            return proceed()
        }
        guard recoverySteps.isEmpty || inTheAir == 0 else { return }
        switch recoverySteps.first {
        case .previousRun: beginRun()
        case .writer: survey()
        case .unknownRecords: findUnknownRecords()
        case .recentReceipts: recheck()
        case .unconfirmed: reconcileUnconfirmed()
        case .otherWriters: lookAbroad()
        case .formerStore: findFormerStore()
        case nil: pass(settling: settled)
        }
    }

    /// Runs an operation on the delivery queue and passes its result to `done` on the engine's queue.
    ///
    /// - Parameter count: the number of reminders involved.
    func deliver<Outcomes: Sendable>(
        _ count: Int, _ work: (Delivery, @escaping @Sendable (Outcomes) -> Void) -> Void,
        done: @escaping @Sendable (isolated Engine, Outcomes) -> Void
    ) {
        inTheAir += 1
        underWay += count
        watch(finished)
        work(delivery) { outcomes in
            self.executor.queue.async {
                self.assumeIsolated { engine in
                    engine.inTheAir -= 1
                    engine.finished += 1
                    engine.underWay -= count
                    done(engine, outcomes)
                }
            }
        }
    }

    /// Logs when a delivery hangs, as with a journal stopped in mid-batch. It is not cancelled: only when it returns is
    /// it known which records were sent.
    ///
    /// - Parameter count: the number of deliveries that had finished when it began to be watched.
    private func watch(_ count: Int) {
        guard !isWatched else { return }
        isWatched = true
        executor.queue.asyncAfter(deadline: .now() + environment.stall) { [weak self] in
            self?.assumeIsolated { engine in
                engine.isWatched = false
                guard engine.inTheAir > 0 else { return }
                if engine.finished == count { engine.noteStall() }
                engine.watch(engine.finished)
            }
        }
    }

    private func noteStall() {
        starter?.resume()
        starter = nil
        if journal.state == .failing { return }
        let now = environment.clock.now
        journal = .failing(reason: "the journal neither takes records nor refuses them", since: now, retryAt: now)
        let reason = "it neither takes records nor refuses them"
        environment.logger.tell(
            .journalFailing, "the journal holds up what it is sent; look at 'systemctl status systemd-journald'", [.reason: reason])
        tellHealth()
    }

    // MARK: Between passes

    func markLoose() {
        if !recoverySteps.contains(.unconfirmed) { recoverySteps.append(.unconfirmed) }
    }

    /// Handles a store that cannot be read or written now. Nothing was decided; the same work is retried.
    func fail(_ error: any Error) {
        markLoose()
        if StoreFault.note(error, at: environment.clock.now, in: &storeTrouble) {
            environment.logger.tell(
                .storeFailing, "\(error); nothing is lost, retrying every \(Self.storePause) s until it works", [.reason: "\(error)"])
        }
        if !isStopping { environment.alarm.set(to: environment.clock.now + Self.storePause) }
        environment.onHealth(
            EngineHealth(
                journal: journal, nextDue: nil, patientsInWindow: 0, needsPerson: needsPerson ?? 0,
                trouble: storeTrouble?.told, missingFiles: storeLoss?.files ?? []))
        wakeIdlers()
    }

    /// Records that the store accepted a write.
    func noteStoreWorks() {
        guard let trouble = storeTrouble else { return }
        let seconds = environment.clock.now - trouble.since
        environment.logger.tell(.storeBack, "the store works again after \(seconds) s", [.seconds: seconds])
        storeTrouble = nil
    }

    func rest() {
        armAlarm()
        wakeIdlers()
    }

    private func wakeIdlers() {
        guard inTheAir == 0 else { return }
        starter?.resume()
        starter = nil
        idlers.forEach { $0.resume() }
        idlers = []
    }

    private func armAlarm() {
        guard !isStopping else { return }
        do {
            let now = environment.clock.now
            let result = try store.read { try $0.nextEvaluation() }
            var wanted = min(result ?? now + Self.maxAlarmDelay, now + Self.maxAlarmDelay)
            if let retryAt = journal.retryAt { wanted = retryAt }
            environment.alarm.set(to: wanted)
            tellHealth()
        } catch {
            fail(error)
        }
    }

    func tellHealth() {
        do {
            let now = environment.clock.now
            let isStale = needsPerson == nil
            let (due, inWindow, people) = try store.read { tx in
                (try tx.nextDue(), try tx.countInWindow(at: now), try needsPerson ?? countStaffTasks(in: tx, at: now))
            }
            needsPerson = people
            if isStale { waitedFor = try zonesUnknown() }
            environment.onHealth(
                EngineHealth(
                    journal: journal, nextDue: due, patientsInWindow: inWindow, needsPerson: people,
                    trouble: storeTrouble?.told, missingFiles: storeLoss?.files ?? [], unknownZones: waitedFor,
                    withheldFrom: withheldInOrder.map(\.writer.author)))
        } catch {
            fail(error)
        }
    }
}
