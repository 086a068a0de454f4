import Aftercare
import AftercareEngine
import AftercareSimulation
import AftercareStore
import Foundation
import Logging
import Testing

/// An engine over a real store in a directory of its own, a virtual clock and a journal in memory.
final class World {
    let directory: URL
    let time: VirtualTime
    private(set) var journal: MemoryJournal
    let zones: ChangingZones
    private(set) var store: Store
    private(set) var engine: Engine
    private var outlet: Outlet
    private let storage: Storage
    private let reserve: StoreReserve
    private let logger: Logger
    private let ears: Ears
    private let itsClinic: Clinic
    private let maxChangeTime: Duration?

    /// Who is told of what the engine does.
    struct Ears {
        let onHealth: @Sendable (EngineHealth) -> Void
        let onProgress: @Sendable (EngineProgress) -> Void
        let onDelivered: @Sendable (Message) -> Void
    }

    /// - Parameters:
    ///   - directory: of the store, and the test's to remove; nil: one that goes away with the world.
    ///   - zoneinfo: the directory of the zones' files.
    init(
        at now: String, terminal: Bool = false, storage: Storage = .unlimited, reserve: StoreReserve = .none, in directory: URL? = nil,
        zoneinfo: String = "/usr/share/zoneinfo", clinic: Clinic = clinic, maxChangeTime: Duration? = nil, logger: Logger = quietLogger(),
        onHealth: @escaping @Sendable (EngineHealth) -> Void = { _ in },
        onProgress: @escaping @Sendable (EngineProgress) -> Void = { _ in }, onDelivered: @escaping @Sendable (Message) -> Void = { _ in }
    ) throws {
        self.directory = directory ?? FileManager.default.temporaryDirectory.appending(path: "aftercare-\(UUID().uuidString)")
        self.storage = storage
        self.reserve = reserve
        self.logger = logger
        itsClinic = clinic
        self.maxChangeTime = maxChangeTime
        ears = Ears(onHealth: onHealth, onProgress: onProgress, onDelivered: onDelivered)
        time = VirtualTime(instant(now))
        journal = MemoryJournal(clock: time)
        zones = ChangingZones { name in
            guard let data = FileManager.default.contents(atPath: "\(zoneinfo)/\(name)") else { return nil }
            return try Zone(name: name, tzif: Array(data))
        }
        outlet = terminal ? .terminal : .journal(journal)
        store = try Store(directory: self.directory.path, reserve: reserve)
        engine = Self.engine(store, time, outlet, zones, storage, logger, ears, itsClinic, maxChangeTime)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    private static func engine(
        _ store: Store, _ time: VirtualTime, _ outlet: Outlet, _ zones: ChangingZones, _ storage: Storage, _ logger: Logger,
        _ ears: Ears, _ clinic: Clinic, _ maxChangeTime: Duration?, boot: String = "boot", stall: Double = 10
    ) -> Engine {
        Engine(
            store: store,
            environment: EngineEnvironment(
                clock: time, alarm: time, outlet: outlet,
                zone: zones.zone(named:), clinic: clinic, bootID: boot, logger: logger, onDelivered: ears.onDelivered,
                onHealth: ears.onHealth,
                onProgress: ears.onProgress, patience: 0, stall: stall, storage: storage, maxChangeTime: maxChangeTime))
    }

    /// A clean stop and a start: the old engine does nothing more, a new one opens the same store.
    ///
    /// - Parameter boot: another one: the machine was started anew in between.
    func restart(boot: String = "boot", stall: Double = 10) async throws {
        await engine.stop()
        try await takeOver(boot: boot, stall: stall)
    }

    /// As after a kill or a power cut: the run has not ended well.
    func crash(boot: String = "boot") async throws {
        await engine.stop()
        try store.write { try $0.setOpenRun("boot") }
        try await takeOver(boot: boot)
    }

    /// The store as it is now, to be put back later.
    func copyStore() async throws -> URL {
        await engine.stop()
        try store.close()
        let copy = directory.appending(path: "copy.sqlite")
        try FileManager.default.copyItem(at: directory.appending(path: "store.sqlite"), to: copy)
        try await reopen()
        return copy
    }

    /// Starts with an older copy of the store.
    func restore(_ copy: URL) async throws {
        await engine.stop()
        try store.close()
        let file = directory.appending(path: "store.sqlite")
        try FileManager.default.removeItem(at: file)
        // The seal is of the file that was there.
        try FileManager.default.removeItem(at: directory.appending(path: "store.sqlite.sealed"))
        try FileManager.default.moveItem(at: copy, to: file)
        try await reopen()
    }

    /// The store is closed, and its files are gone.
    func loseStore() throws {
        try store.close()
        for file in try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil) {
            try FileManager.default.removeItem(at: file)
        }
    }

    /// Opens what is in the directory now, after the store was closed.
    func reopen() async throws {
        store = try Store(directory: directory.path, reserve: reserve)
        engine = Self.engine(store, time, outlet, zones, storage, logger, ears, itsClinic, maxChangeTime)
        await engine.start()
    }

    /// The store comes to another machine, after a kill.
    ///
    /// - Parameter other: what can be read there of this one's journal; nil: nothing.
    func move(seeing other: (MemoryJournal) -> OtherJournal? = { _ in nil }) async throws {
        await engine.stop()
        try store.write { try $0.setOpenRun("boot") }
        arrive(seeing: other)
        try await takeOver(boot: "another")
    }

    /// A backup takes the store's place on another machine.
    func restoreElsewhere(_ backup: URL, seeing other: (MemoryJournal) -> OtherJournal? = { _ in nil }) async throws {
        await engine.stop()
        try store.close()
        _ = try Store.restore(backup.path, in: directory.path, at: time.now)
        arrive(seeing: other)
        try await reopen()
    }

    private func arrive(seeing other: (MemoryJournal) -> OtherJournal?) {
        let old = journal
        journal = MemoryJournal(clock: time, owner: Author(machine: String(repeating: "b", count: 32), uid: 998))
        journal.change { $0.otherJournals = [other(old)].compactMap(\.self) }
        outlet = .journal(journal)
    }

    /// A backup of the store, as it is handed out.
    func backUp() async throws -> URL {
        let backup = try await engine.backup(by: .user(0))
        let file = directory.appending(path: "backup")
        try Data(backup.read(0, Int(backup.size))).write(to: file)
        return file
    }

    private func takeOver(boot: String, stall: Double = 10) async throws {
        try store.close()
        store = try Store(directory: directory.path, reserve: reserve)
        engine = Self.engine(store, time, outlet, zones, storage, logger, ears, itsClinic, maxChangeTime, boot: boot, stall: stall)
        await engine.start()
    }

    /// Sets the clock step by step to each alarm on the way, as time would pass.
    func pass(until text: String) async { await time.pass(until: instant(text), for: engine) }

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
        let outcome = try await engine.apply(.apply(request, isTrial: isTrial), by: .user(1000))
        await engine.idle()
        return outcome
    }

    @discardableResult
    func ask(_ command: Command) async throws -> Outcome {
        let outcome = try await engine.apply(command, by: .user(1000))
        await engine.idle()
        return outcome
    }

    /// The codes with which `command` is refused; empty: it is not.
    func refused(_ command: Command) async throws -> [String] {
        do {
            try await ask(command)
            return []
        } catch let refusal as RefusedRequest {
            return refusal.problems.map(\.code.rawValue)
        }
    }

    /// So many patients `Q-000`, `Q-001` … with a treatment each that ends on 2 March 2026 at 09:00 UTC, or where
    /// `endsAt` says.
    func arrangeMany(_ count: Int, endsAt: (Int) -> String = { _ in "2026-03-02T09:00:00Z" }) async throws {
        let many = (0..<count).map { (id: "Q-" + String(1000 + $0), end: endsAt($0)) }
        try await apply(
            ClinicRequest(
                patients: many.map { PatientRequest(id: $0.id) },
                plans: many.map { PlanRequest(id: "PL-\($0.id)", patient: $0.id, protocol: "sample") },
                treatments: many.map {
                    TreatmentRequest(id: "T-\($0.id)", patient: $0.id, start: "2026-03-02T07:30:00Z", end: $0.end)
                }))
    }

    /// `instruction@state` for every reminder in the ledger, in due order.
    func ledger() async throws -> [String] {
        try await engine.reminders(of: nil, state: nil, before: nil, limit: 500).reversed()
            .map { "\($0.occurrence.window.instruction)@\($0.state.rawValue)" }
    }
}

func quietLogger() -> Logger {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return logger
}

func usualClinic(in zone: String) -> Clinic {
    Clinic(
        name: "the clinic", contact: "030 1234", isContactMonitored: false, quietHours: nil, zone: zone, language: .english)
}

let clinic = usualClinic(in: "America/New_York")

/// No alcohol for 24 hours after the treatment: at its end, after 12 hours, and at the end of the window.
let sample = CareProtocol(
    id: name("sample"), version: 1, title: Translations([.english: "Sample"]), language: .english,
    routes: [.intramuscular], usualDuration: nil, signOff: nil, sources: [:],
    instructions: [
        instruction("no-alcohol", "24h", .moments([.start, .after(Span.hours(12), at: nil), .end]))
    ])

func instruction(
    _ id: String, _ length: String, _ cadence: Cadence, kind: Instruction.Kind = .abstain, modality: Modality? = nil,
    nag: Nag? = nil
) -> Instruction {
    Instruction(
        id: name(id), kind: kind, subject: kind == .abstain ? "alcohol" : nil, modality: modality,
        window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting((try? Span(plain: length)) ?? .zero)),
        cadence: cadence, session: nil, usefulFor: nil, quiet: .defer, nag: nag,
        text: Translations([
            .english: Wording(phrases: Phrases(start: "No alcohol until {until}.", during: "{left} to go.", end: "Over."))
        ]), label: Translations([:]), citations: [])
}

func name<Entity>(_ text: String) -> ID<Entity> {
    guard let id = ID<Entity>(text) else { preconditionFailure("not a name: \(text)") }
    return id
}

func instant(_ text: String) -> Instant {
    guard let instant = try? Instant(text: text) else { preconditionFailure("not an instant: \(text)") }
    return instant
}

extension World {
    /// Applies a command until it is accepted, while the store refuses one write after the other.
    func insist(on command: Command) async throws {
        let fuse = try Fuse(in: store)
        for write in 0... {
            try #require(write < 20)
            try fuse.set(write)
            do {
                _ = try await engine.apply(command, by: .user(1000))
                break
            } catch is EngineError {}
        }
        try fuse.set(.max)
    }
}
