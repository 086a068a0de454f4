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
    private(set) var environment: EngineEnvironment
    let store: Store
    let startedAt: Instant
    let executor: QueueExecutor
    let delivery: Delivery
    /// What is asked about everybody.
    package nonisolated let overviews = AnswerQueue<Everybody, ServiceStatus>(label: "aftercare.overviews")
    /// What is asked about one patient.
    package nonisolated let statuses = AnswerQueue<PatientID, PatientStatus>(label: "aftercare.statuses")
    /// What would happen, which takes longest.
    package nonisolated let previews = AnswerQueue<PreviewRequest, Preview>(label: "aftercare.previews")
    private(set) var isStopping = false
    /// What is not known yet and must be before anything new goes out, in the order of finding out.
    var recoverySteps: [RecoveryStep] = [.previousRun]
    /// The receipts that are still to be looked up again; nil: not asked for yet.
    var doubted: [Reminder]?
    /// What this start found, as far as it is known.
    package internal(set) var startup = StartupReport()
    /// How many reminders are on their way, or are being looked up.
    package private(set) var underWay = 0
    /// How many things wait for a person; nil: to be counted anew.
    var needsPerson: Int?
    var journal: JournalHealth
    /// How often in a row the journal did not do its part.
    var failures = 0
    /// How often in a row it dropped records.
    var drops = 0
    var pace = Pace()
    /// Since when the journal's own limit holds reminders back; nil: it does not.
    var pacedSince: Instant?
    /// Why the store cannot be written now; nil: it can.
    private(set) var storeTrouble: StoreFault?
    /// Files of the store that are not where they were; nil: all are.
    var storeLoss: StoreLoss?
    /// What the journal knows of an earlier store; nil: nothing.
    var formerStore: FormerStore?
    /// Under which machine and user, and in which epoch, its records are sent; nil: not known yet, or there is no journal.
    package internal(set) var writer: Writer?
    /// By epoch, what waits for another machine's journal.
    var withheld: [Int: WithheldRecords] = [:]
    /// What of it was told.
    var withheldBefore: [Int: WithheldRecords] = [:]
    var writersCheckedAt: Instant?
    /// The machine that has taken this one's place: nothing is sent any more.
    package internal(set) var replacedBy: Writer?
    /// When the zones, and what the clinic says of itself, were last held against what everything was planned by.
    private var rulesCheckedAt: Instant?
    /// The zones that this machine does not know, as far as they were told of.
    var unknownZones: Set<String> = []
    /// With how many patients wait for each; as new as `needsPerson`.
    private var waitedFor: [UnknownZone] = []

    private var isDelivering = false
    /// How many were begun, so that one that hangs is told from the next.
    private var deliveries = 0
    private var isWatched = false
    private var idlers: [CheckedContinuation<Void, Never>] = []
    private var starter: CheckedContinuation<Void, Never>?

    /// Of the store: reminder ids are of its own.
    package nonisolated var storeID: UUID { store.id }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// The alarm is never set further ahead: a day, so that a clock or a timer gone wrong mends itself.
    private static let maxAlarmDelay: Int64 = 86_400
    /// Seconds after which a store that could not be used is tried again.
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

    // MARK: Life

    /// Reconciles what an earlier run left in the air, then sends what became due meanwhile and sets the
    /// alarm. Returns when the first pass is through, or hangs in the journal.
    package func start() async {
        environment.alarm.start(on: executor.queue) { [weak self] in
            self?.assumeIsolated { $0.ring() }
        }
        ring()
        if isDelivering { await withCheckedContinuation { starter = $0 } }
        closeBeginning()
    }

    /// The one bell: the timer, a clock step, new work.
    package func ring() {
        guard !isDelivering, !isStopping, replacedBy == nil else { return }
        if let retryAt = journal.retryAt {
            guard environment.clock.now >= retryAt else { return armAlarm() }
        }
        do { try checkRulesDaily() } catch { return fail(error) }
        proceed()
    }

    /// At the start, after a reload, and once a day: tzdata is updated while the service runs.
    private func checkRulesDaily() throws {
        let now = environment.clock.now
        if let checked = rulesCheckedAt, (checked...checked + Self.maxAlarmDelay).contains(now) {
            // Whatever keeps their return from being seen: it is looked for at each ring.
            return try unknownZones.isEmpty ? () : checkZones()
        }
        try checkClinic()
        try checkZones()
        if rulesCheckedAt != nil, environment.outlet.hasReceipts, !recoverySteps.contains(.formerStore) { recoverySteps.append(.formerStore) }
        rulesCheckedAt = now
        needsPerson = nil
    }

    /// The clock was set: waiting times that were counted on the old one mean nothing now.
    package func clockWasSet() {
        if journal.state == .failing { journal.retryAt = environment.clock.now }
        environment.logger.tell(.clockSet, "the clock was set; everything is looked at anew")
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
        endRun()
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

    // MARK: Passes

    /// What is owed comes before anything new.
    func proceed() {
        guard !isStopping else { return rest() }
        switch recoverySteps.first {
        case .previousRun: beginRun()
        case .writer: survey()
        case .unknownRecords: findUnknownRecords()
        case .recentReceipts: recheck()
        case .unconfirmed: reconcileUnconfirmed()
        case .otherWriters: lookAbroad()
        case .formerStore: findFormerStore()
        case nil: pass()
        }
    }

    /// Hands something to the delivery queue, and what came of it to `done`, on the engine's.
    ///
    /// - Parameter count: how many reminders it is about.
    func deliver<Outcomes: Sendable>(
        _ count: Int, _ work: (Delivery, @escaping @Sendable (Outcomes) -> Void) -> Void,
        done: @escaping @Sendable (isolated Engine, Outcomes) -> Void
    ) {
        isDelivering = true
        underWay = count
        deliveries += 1
        watch(deliveries)
        work(delivery) { outcomes in
            self.executor.queue.async {
                self.assumeIsolated { engine in
                    engine.isDelivering = false
                    engine.underWay = 0
                    done(engine, outcomes)
                }
            }
        }
    }

    /// Tells when a delivery hangs, as in a journal that was stopped in mid-batch. It is not broken off: what was
    /// sent is known only when it comes back.
    private func watch(_ number: Int) {
        guard !isWatched else { return }
        isWatched = true
        executor.queue.asyncAfter(deadline: .now() + environment.stall) { [weak self] in
            self?.assumeIsolated { engine in
                engine.isWatched = false
                guard engine.isDelivering else { return }
                if engine.deliveries == number { engine.noteStall() }
                engine.watch(engine.deliveries)
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

    /// A store that cannot be read or written now. Nothing was decided; the same is tried again.
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

    /// The store took what it was given.
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
