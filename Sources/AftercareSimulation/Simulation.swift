package import Aftercare
package import AftercareEngine
import AftercareStore
import Foundation
package import Logging

/// The real engine over a virtual clock, an empty store in memory and a journal in memory: months pass in the
/// time that the work in them takes, and nothing leaves the process.
///
/// Nothing of it depends on the machine or the moment: the same calls lead to the same records in the same
/// order, and to the same ledger.
package final class Simulation {
    /// Where it began.
    package let start: Instant
    /// The running engine; another one after every outage.
    package private(set) var engine: Engine
    let time: VirtualTime
    let journal: MemoryJournal
    let fate: Fate
    private let store: Store
    private let environment: @Sendable (_ boot: Int) -> EngineEnvironment
    /// Which start of the machine this is.
    private var boot = 1

    /// Where every simulation's store begins, so that the same input gives the same reminder ids.
    private static let storeID = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

    /// Starts the service at `start` with no patients.
    ///
    /// - Parameters:
    ///   - careProtocols: what new plans may follow.
    ///   - zone: the zone of that name; nil: there is none.
    ///   - logger: where the engine tells its troubles; by default nowhere.
    /// - Throws: where the store in memory cannot be had.
    package init(
        from start: Instant, clinic: Clinic, careProtocols: [CareProtocol], zone: @escaping @Sendable (String) -> Zone?,
        logger: Logger = Logger(label: "simulation", factory: { _ in SwiftLogNoOpLogHandler() })
    ) async throws {
        self.start = start
        time = VirtualTime(start)
        journal = MemoryJournal(clock: time)
        let fate = Fate()
        self.fate = fate
        store = try Store(inMemory: Self.storeID) { try fate.commit() }
        let (time, journal) = (time, CrashingJournal(journal, fate: fate))
        // Without patience: in a virtual second a journal shows what it has, or will not show it.
        environment = { boot in
            EngineEnvironment(
                clock: time, alarm: time, outlet: .journal(journal), zone: zone, clinic: clinic, bootID: "boot-\(boot)",
                logger: logger, patience: 0)
        }
        engine = Engine(store: store, environment: environment(boot))
        _ = try await engine.load(careProtocols)
        await engine.start()
    }

    /// What time it is.
    package var now: Instant { time.now }

    // MARK: What happens

    /// Carries out a command now, and what becomes due by it.
    ///
    /// - Throws: `RefusedRequest` with everything that is wrong with it. Nothing of it was applied.
    @discardableResult
    package func apply(_ command: Command) async throws -> Outcome {
        let outcome = try await engine.apply(command, by: Requester(uid: nil))
        await engine.idle()
        return outcome
    }

    /// States all of `request`, as `aftercarectl apply` does.
    @discardableResult
    package func apply(_ request: ClinicRequest) async throws -> Outcome {
        try await apply(.apply(request, isTrial: false))
    }

    /// Lets time pass until `end`.
    package func run(until end: Instant) async { await time.pass(until: end, for: engine) }

    /// Runs until `down`; then the service is stopped, and started again at `up` over the same store.
    package func outage(from down: Instant, until up: Instant) async {
        await run(until: down)
        await engine.stop()
        time.move(to: max(up, now))
        engine = Engine(store: store, environment: environment(boot))
        await engine.start()
    }

    /// Starts the service over the same store, after it was killed.
    func begin(onAnotherBoot: Bool) async {
        fate.strike()
        await engine.stop()
        fate.spare()
        if onAnotherBoot { boot += 1 }
        engine = Engine(store: store, environment: environment(boot))
        await engine.start()
    }

    /// From now on the journal has this fault, or has it no more. The engine finds out by itself.
    package func journalFault(_ fault: JournalFault, isOn: Bool) { journal.set(fault, isOn) }

    // MARK: What came of it

    /// Every record that the service wrote, in the journal's order.
    package var emissions: [Emission] { journal.entries.compactMap(Emission.init) }

    /// The numbers up to the highest that no record bears.
    package func freeNumbers() throws -> [Int64] { try store.read { try $0.freeSequences() } }

    /// Everything that was decided, by the instants at which it was due.
    package func ledger() async throws -> [Reminder] {
        var reminders: [Reminder] = []
        var page: [Reminder] = []
        repeat {
            let seen = page.last.map { ReminderCursor(due: $0.occurrence.due, id: $0.id) }
            page = try await engine.reminders(of: nil, state: nil, before: seen, limit: Page.largest)
            reminders += page
        } while page.count == Page.largest
        return reminders.reversed()
    }
}
