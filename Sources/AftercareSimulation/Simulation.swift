package import Aftercare
package import AftercareEngine
import AftercareStore
import Foundation
package import Logging

/// The real engine with a virtual clock, an empty store in memory and a journal in memory: months pass in the time that
/// the work in them takes, and nothing leaves the process.
///
/// It does not depend on the machine or the current time: the same calls produce the same records in the same order,
/// and the same ledger.
package final class Simulation {
    /// When the simulation began.
    package let start: Instant
    /// The running engine; every restart creates another one.
    package private(set) var engine: Engine
    let clinic: Clinic
    /// Looks up a time zone by name.
    let zoneNamed: @Sendable (String) -> Zone?
    let time: VirtualTime
    let journal: MemoryJournal
    let crashPlan: CrashPlan
    private let store: Store
    private let environment: @Sendable (_ boot: Int) -> EngineEnvironment
    /// The number of the current boot.
    private var boot = 1

    /// The id of every simulation's store, so that the same input yields the same reminder ids.
    private static let storeID = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

    /// Starts the service at `start` with no patients.
    ///
    /// - Parameters:
    ///   - careProtocols: the protocols that new plans may follow.
    ///   - zone: looks up a time zone by name; `nil` when there is none.
    ///   - logger: receives the engine's log; by default it is discarded.
    /// - Throws: when the store in memory cannot be created.
    package init(
        from start: Instant, clinic: Clinic, careProtocols: [CareProtocol], zone: @escaping @Sendable (String) -> Zone?,
        logger: Logger = Logger(label: "simulation", factory: { _ in SwiftLogNoOpLogHandler() })
    ) async throws {
        self.start = start
        self.clinic = clinic
        zoneNamed = zone
        time = VirtualTime(start)
        journal = MemoryJournal(clock: time)
        let crashPlan = CrashPlan()
        self.crashPlan = crashPlan
        store = try Store(inMemory: Self.storeID) { try crashPlan.countCommit() }
        let (time, journal) = (time, CrashingJournal(journal, crashPlan: crashPlan))
        // Without waiting: in a virtual second a journal either shows a record or never will.
        environment = { boot in
            EngineEnvironment(
                clock: time, alarm: time, outlet: .journal(journal), zone: zone, clinic: clinic, bootID: "boot-\(boot)",
                logger: logger, patience: 0)
        }
        engine = Engine(store: store, environment: environment(boot))
        _ = try await engine.load(careProtocols)
        await engine.start()
    }

    /// The current virtual time.
    package var now: Instant { time.now }

    // MARK: Actions

    /// Applies a command now, and everything that becomes due because of it.
    ///
    /// - Throws: `RefusedRequest` with all problems. Nothing was applied then.
    @discardableResult
    package func apply(_ command: Command) async throws -> Outcome {
        let outcome = try await engine.apply(command, by: .service)
        await engine.idle()
        return outcome
    }

    /// Applies all of `request`, like `aftercarectl apply`.
    @discardableResult
    package func apply(_ request: ClinicRequest) async throws -> Outcome {
        try await apply(.apply(request, isTrial: false))
    }

    /// Lets time pass until `end`.
    package func run(until end: Instant) async { await time.pass(until: end, for: engine) }

    /// Runs until `down`, stops the service, and starts it again at `up` with the same store.
    package func outage(from down: Instant, until up: Instant) async {
        await run(until: down)
        await engine.stop()
        time.move(to: max(up, now))
        engine = Engine(store: store, environment: environment(boot))
        await engine.start()
    }

    /// Kills the service and starts it again with the same store.
    func restart(onAnotherBoot: Bool) async {
        crashPlan.crash()
        await engine.stop()
        crashPlan.reset()
        if onAnotherBoot { boot += 1 }
        engine = Engine(store: store, environment: environment(boot))
        await engine.start()
    }

    /// Causes or ends a fault of the journal, without notifying the engine.
    package func journalFault(_ fault: JournalFault, isOn: Bool) { journal.set(fault, isOn) }

    // MARK: Results

    /// All records that the service wrote, in the journal's order.
    package var emissions: [Emission] { journal.entries.compactMap(Emission.init) }

    /// The numbers below the highest that no record has.
    package func freeNumbers() throws -> [Int64] { try store.read { try $0.freeSequences() } }

    /// All decided reminders, in the order in which they were due.
    package func ledger() async throws -> [Reminder] {
        var reminders: [Reminder] = []
        var page: [Reminder] = []
        repeat {
            let seen = page.last.map { ReminderCursor(due: $0.occurrence.due, id: $0.id) }
            page = try await engine.reminders(of: nil, state: nil, before: seen, limit: PageRequest.largest)
            reminders += page
        } while page.count == PageRequest.largest
        return reminders.reversed()
    }
}
