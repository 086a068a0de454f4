import Aftercare
import AftercareEngine
import AftercareStore
import Dispatch
import Foundation
import Logging
import Synchronization
import Testing

/// A clock and an alarm that only move when a test says so.
final class VirtualTime: WallClock, Alarm {
    private struct State {
        var now: Instant
        var alarm: Instant?
        var queue: DispatchQueue?
        var ring: (@Sendable () -> Void)?
    }

    private let state: Mutex<State>

    init(_ now: Instant) { state = Mutex(State(now: now)) }

    var now: Instant { state.withLock { $0.now } }
    var alarm: Instant? { state.withLock { $0.alarm } }

    func start(on queue: DispatchQueue, ring: @escaping @Sendable () -> Void) {
        state.withLock { ($0.queue, $0.ring) = (queue, ring) }
    }

    func set(to instant: Instant?) { state.withLock { $0.alarm = instant } }
    func stop() { state.withLock { $0.alarm = nil } }

    /// Sets the clock, and rings if the alarm has come.
    func move(to instant: Instant) {
        let (queue, ring) = state.withLock { state -> (DispatchQueue?, (@Sendable () -> Void)?) in
            state.now = instant
            guard let alarm = state.alarm, alarm <= instant else { return (nil, nil) }
            state.alarm = nil
            return (state.queue, state.ring)
        }
        if let queue, let ring { queue.sync(execute: ring) }
    }
}

/// A journal in memory that can be told to misbehave.
final class MemoryJournal: Journal {
    struct State {
        var records: [Record] = []
        /// Takes records and shows none of them, as a stopped journald does.
        var isSilent = false
        /// Refuses records, as a dead listener does.
        var isDead = false
        /// Takes records and forgets them, as a rate limit does.
        var isDropping = false
        var cannotSync = false
        var cannotRead = false
        /// What a stopped journald has in its queue.
        var queued: [Record] = []
    }

    let state = Mutex(State())

    var reminders: [Record] { state.withLock { $0.records.filter { $0["MESSAGE_ID"] == MessageID.reminder } } }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    /// A stopped journald goes on and reads its queue.
    func wake() {
        change {
            $0.isSilent = false
            $0.records += $0.queued
            $0.queued = []
        }
    }

    func send(_ record: Record) throws {
        try state.withLock { state in
            if state.isDead { throw Refused() }
            if state.isDropping { return }
            if state.isSilent { state.queued.append(record) } else { state.records.append(record) }
        }
    }

    func find(_ field: String, _ values: [String]) -> [String: Sighting] {
        state.withLock { state in
            var answers: [String: Sighting] = [:]
            for value in values {
                let index = state.records.firstIndex { $0[field] == value }
                answers[value] =
                    state.cannotRead ? .unknown(reason: "unreadable") : index.map { .found(cursor: "c\($0)") } ?? .absent
            }
            return answers
        }
    }

    func sync() throws -> Durability {
        if state.withLock({ $0.cannotSync }) { throw Refused() }
        return .onDisk
    }

    struct Refused: Error, CustomStringConvertible { let description = "connection refused" }
}

/// The machine's zones, until an update replaces one.
final class ChangingZones: Sendable {
    private let replaced = Mutex<[String: Zone]>([:])

    func replace(_ name: String, by zone: Zone) { replaced.withLock { $0[name] = zone } }

    func zone(named name: String) -> Zone? {
        if let zone = replaced.withLock({ $0[name] }) { return zone }
        return (try? Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/\(name)")))
            .flatMap { try? Zone(name: name, tzif: Array($0)) }
    }
}

/// An engine over a real store in a directory of its own, a virtual clock and a journal in memory.
final class World {
    let directory: URL
    let time: VirtualTime
    let journal: MemoryJournal
    let zones: ChangingZones
    private(set) var store: Store
    private(set) var engine: Engine
    private let outlet: Outlet

    init(at now: String, terminal: Bool = false) throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "aftercare-\(UUID().uuidString)")
        time = VirtualTime(instant(now))
        journal = MemoryJournal()
        zones = ChangingZones()
        outlet = terminal ? .terminal : .journal(journal)
        store = try Store(directory: directory.path)
        engine = Self.engine(store, time, outlet, zones)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    private static func engine(
        _ store: Store, _ time: VirtualTime, _ outlet: Outlet, _ zones: ChangingZones
    ) -> Engine {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return Engine(
            store: store,
            environment: Environment(
                clock: time, alarm: time, outlet: outlet,
                zone: zones.zone(named:), clinic: clinic, bootID: "boot", logger: logger, patience: 0.02))
    }

    /// As after a kill and a restart: the old engine does nothing more, a new one opens the same store.
    func restart() async throws {
        await engine.stop()
        try store.close()
        store = try Store(directory: directory.path)
        engine = Self.engine(store, time, outlet, zones)
        await engine.start()
    }

    /// Sets the clock step by step to each alarm on the way, as time would pass.
    func pass(until text: String) async {
        let end = instant(text)
        while let alarm = time.alarm, alarm <= end {
            time.move(to: max(alarm, time.now))
            await engine.idle()
        }
        time.move(to: end)
        await engine.idle()
    }

    /// A patient in Berlin with a plan after `sample`, and a treatment from 08:00 to 09:00 UTC on 2 March 2026.
    func arrange(_ careProtocols: CareProtocol...) async throws {
        _ = try await engine.load(careProtocols.isEmpty ? [sample] : careProtocols)
        try await apply(
            ClinicRequest(
                patients: [PatientRequest(id: "P-1", zone: "Europe/Berlin")],
                plans: [PlanRequest(id: "PL-1", patient: "P-1", protocol: "sample")],
                treatments: [
                    TreatmentRequest(
                        id: "T-1", patient: "P-1", start: "2026-03-02T08:00:00Z", end: "2026-03-02T09:00:00Z")
                ]))
    }

    @discardableResult
    func apply(_ request: ClinicRequest, isTrial: Bool = false) async throws -> Outcome {
        let outcome = try await engine.apply(.apply(request, isTrial: isTrial), by: Requester(uid: 1000))
        await engine.idle()
        return outcome
    }

    /// `instruction@state` for every reminder in the ledger, in due order.
    func ledger() async throws -> [String] {
        try await engine.reminders(of: nil, state: nil, before: nil, limit: 500).reversed()
            .map { "\($0.occurrence.window.instruction)@\($0.state.rawValue)" }
    }
}

let clinic = Clinic(
    name: "the clinic", contact: "030 1234", isContactMonitored: false, quietHours: nil, zone: "Europe/Berlin",
    language: .english)

/// No alcohol for 24 hours after the treatment: at its end, after 12 hours, and at the end of the window.
let sample = CareProtocol(
    id: name("sample"), version: 1, title: Translations([.english: "Sample"]), language: .english,
    routes: [.intramuscular], usualDuration: nil, signOff: nil, sources: [:],
    instructions: [
        instruction("no-alcohol", "24h", .moments([.start, .after(Span.hours(12), at: nil), .end]))
    ])

func instruction(_ id: String, _ length: String, _ cadence: Cadence) -> Instruction {
    Instruction(
        id: name(id), kind: .abstain, subject: "alcohol", modality: nil,
        window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting((try? Span(plain: length)) ?? .zero)),
        cadence: cadence, session: nil, usefulFor: nil, quiet: .defer,
        text: Translations([
            .english: Wording(phrases: Phrases(start: "No alcohol until {until}.", during: "{left} to go.", end: "Over."))
        ]), label: Translations([:]), citations: [])
}

func name<Entity>(_ text: String) -> ID<Entity> {
    guard let id = ID<Entity>(text) else { preconditionFailure("not a name: \(text)") }
    return id
}

func instant(_ text: String) -> Instant {
    guard let instant = try? Instant(spoken: text) else { preconditionFailure("not an instant: \(text)") }
    return instant
}
