import Aftercare
import AftercareAPI
import AftercareClient
import AftercareEngine
import AftercareStore
import Foundation
import Logging
import ServiceLifecycle

@testable import AftercareServer

/// A server on a socket of its own, over a real engine and a real store, and a client for it.
struct Desk {
    let directory: URL
    let client: Client
    let store: Store
    let engine: Engine

    /// Runs `body` while the server listens.
    static func open(
        storage: Storage = .unlimited, access: ControlServer.Access = .readWrite, logger: Logger = quietLogger(),
        in folder: String = "", places: ConnectionPlaces<ObjectIdentifier> = .usual, limits: ConnectionLimits = ConnectionLimits(),
        hidesPersons: @escaping @Sendable () -> Bool = { false }, _ body: (Desk) async throws -> Void
    ) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "desk-\(UUID().uuidString.prefix(8))")
        defer { try? FileManager.default.removeItem(at: directory) }
        let store = try Store(directory: directory.appending(path: "state").path)
        let engine = Engine(
            store: store,
            environment: EngineEnvironment(
                clock: SystemClock(), alarm: DispatchAlarm(), outlet: .terminal,
                zone: {
                    $0 == "UTC"
                        ? .utc
                        : $0 == clinic.zone
                            ? try Zone(name: $0, tzif: Array(Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\($0)")))) : nil
                },
                clinic: clinic, bootID: nil, logger: logger, storage: storage))
        _ = try await engine.load([sample])
        await engine.start()
        let socket = directory.appending(path: folder + "s").path
        try FileManager.default.createDirectory(
            at: directory.appending(path: folder + "s").deletingLastPathComponent(), withIntermediateDirectories: true)
        let (running, isRunning) = AsyncStream<Void>.makeStream()
        var server = ControlServer(
            socket: socket, access: access, engine: engine, version: "test", logger: logger, complaints: { [] },
            machine: { machine }, hidesPersons: hidesPersons, onRunning: { isRunning.finish() })
        server.places = places
        server.limits = limits
        let group = ServiceGroup(configuration: .init(services: [.init(service: server)], logger: logger))
        // The server shares the test process's few threads with hundreds of other tests.
        let client = Client(socket: socket, patience: .seconds(900))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                // A server that does not come up is not waited for.
                defer { isRunning.finish() }
                try await group.run()
            }
            for await _ in running {}
            var failure: (any Error)?
            do { try await body(Desk(directory: directory, client: client, store: store, engine: engine)) } catch { failure = error }
            await client.close()
            // Also after a failure: a server that is cancelled with connections to accept ends the whole process.
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            if let failure { throw failure }
        }
        await engine.stop()
    }

    static func quietLogger() -> Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }
}

/// The place that the service says it runs in.
let machine = MachineBody(
    version: "test", uid: 7, unit: "aftercared.service", namespace: nil, readsJournal: true, stateDirectory: "/var/lib/aftercare",
    fileSystem: "ext4", freeBytes: 1_000_000, keepFreeBytes: 64)

private let clinic = Clinic(
    name: "the clinic", contact: "030 1234", isContactMonitored: false, quietHours: nil, zone: "Asia/Tokyo", language: .english)

private let sample = CareProtocol(
    id: named("sample"), version: 1, title: Translations([.english: "Sample"]), language: .english,
    routes: [.intramuscular], usualDuration: .minutes(45), signOff: nil, sources: [:],
    instructions: [
        Instruction(
            id: named("no-alcohol"), kind: .abstain, subject: "alcohol", modality: nil,
            window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(.hours(24))),
            cadence: .moments([.start, .end]), session: nil, usefulFor: nil, quiet: .defer,
            text: Translations([.english: Wording(phrases: Phrases(start: "No alcohol until {until}.", end: "Over."))]),
            label: Translations([.english: "no alcohol"]), citations: [])
    ])

private func named<Entity>(_ text: String) -> ID<Entity> {
    guard let id = ID<Entity>(text) else { preconditionFailure("not a name: \(text)") }
    return id
}
