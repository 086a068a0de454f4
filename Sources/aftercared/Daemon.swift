import Aftercare
import AftercareAPI
import AftercareConfig
import AftercareEngine
import AftercareServer
import AftercareStore
import Foundation
import Glibc
import Logging
import ServiceLifecycle
import Systemd
import UnixSignals

/// The daemon: creates all its parts and connects them.
struct Daemon {
    private let options: DaemonOptions
    private let environment = ProcessInfo.processInfo.environment
    private let zones = ZoneDatabase()
    private let commands: ServiceCommands

    init(_ options: DaemonOptions) {
        self.options = options
        commands = options.commands(in: environment, namespace: JournalNamespace.own())
    }

    func run() async throws {
        // New files belong to the owner alone; the socket is opened to the staff once it is bound.
        umask(0o077)
        let configuration = try configuration()
        let settings = CurrentSettings(configuration.settings)
        let logger = logger(settings)
        let recordKey = try RecordKey.credential(in: environment)
        let timeoutExtender = TimeoutExtender()
        timeoutExtender.hold()
        let store = try store()
        do {
            try await run(over: store, configuration, settings, logger, recordKey, timeoutExtender)
        } catch {
            // Close in order, so that the next start finds the store as intact as this one did.
            try? store.close()
            throw error
        }
    }

    private func run(
        over store: Store, _ configuration: Configuration, _ settings: CurrentSettings, _ logger: Logger, _ recordKey: [UInt8]?,
        _ timeoutExtender: TimeoutExtender
    ) async throws {
        let directory = try makeRuntimeDirectory()
        let storage = Storage(
            keepFree: settings.current.keepFree,
            spare: Storage.Spare(directory: directory) { (try? FileSystem(of: directory))?.freeBytes }, freeSpace: store.freeSpace)
        let notifier = ServiceNotifier(
            zone: { [zones] in (try? zones.zone(named: zones.machineZoneName())) ?? .utc }, storage: storage,
            timeoutExtender: timeoutExtender,
            commands: commands)
        let replacement = Replacement()
        let engine = Engine(
            store: store, environment: world(settings, recordKey, logger, notifier, storage, replacement))
        let loaded = try await engine.load(configuration.protocols)
        notifier.loaded(refused: loaded.refused)
        configuration.tell(logger, refused: loaded.refused)
        let journal = journalSource()
        watchClock(engine, logger)
        let zoneWatch = ZoneWatch(zones: zones, engine: engine, logger: logger)

        let reloading = Reloading(
            options, zones: zones, engine: engine, settings: settings, notifier: notifier, commands: commands, logger: logger,
            complaints: loaded.complaints + configuration.complaints)
        let sockets = ControlSockets(
            in: directory, engine: engine, logger: logger,
            complaints: {
                var complaints = reloading.complaints
                complaints.others += zoneWatch.complaints
                complaints.storageLow = storage.shortage()?.complaint
                return complaints
            },
            machine: ServiceFacts(
                stateDirectory: options.stateDirectory(in: environment), journal: journal,
                manager: options.user ? .user : .system, keepFree: { settings.current.keepFree },
                journals: { settings.current.journals }
            ).body,
            hidesPersons: { settings.current.hidesPersons },
            onReady: {
                let startup = await engine.startup
                logger.tell(.ready, startup.line, startup.facts(version: Version.current))
                logger.info("it answers at '\(ServicePlace.controlSocket(in: directory))', and its store is '\(store.path)'")
                notifier.ready()
            })
        // First reconcile, then bind, then report ready.
        await engine.start()
        try replacement.check()
        zoneWatch.start()
        let storageMonitor = StorageMonitor(engine: engine, storage: storage, notifier: notifier, logger: logger)
        try await serve(
            [
                EngineService(engine: engine, notifier: notifier, timeoutExtender: timeoutExtender, logger: logger),
                Heartbeat(engine: engine, logger: logger), storageMonitor, reloading, replacement,
            ] + sockets.services, logger)
        notifier.step("closing the store")
        try store.close()
        logger.tell(.stopped, "stopped")
    }

    /// Runs until TERM or INT, then stops the services in reverse order.
    private func serve(_ services: [any Service], _ logger: Logger) async throws {
        var quiet = logger
        quiet.logLevel = max(quiet.logLevel, .warning)
        let group = ServiceGroup(
            configuration: .init(
                services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
                logger: quiet))
        do { try await group.run() } catch let error as SocketError {
            throw StartError.unusable("\(error)")
        }
    }

    /// Together with the heartbeat's 20 s this stays below the watchdog's minute.
    private static let maxChangeTime = Duration.seconds(30)

    // MARK: Parts

    /// - Throws: `StartError` with every error in it.
    func configuration() throws -> Configuration {
        do { return try Configuration(options, zones: zones) } catch let errors as ConfigurationErrors {
            throw StartError.misconfigured(errors.lines, errors.count)
        }
    }

    private func store() throws -> Store {
        let directory = options.stateDirectory(in: environment)
        // If the size cannot be read, skip the status line; opening the store reports why.
        let size = (try? FileManager.default.attributesOfItem(atPath: directory + "/store.sqlite")[.size] as? Int64) ?? nil
        if let size {
            Notify.tell(.status("reading the store through (\(ByteCount(size)))"), .extendTimeout(microseconds: TimeoutExtender.span))
        }
        return try Store(directory: directory, reserve: .usual)
    }

    private func logger(_ settings: CurrentSettings) -> Logger {
        let output = LogOutput.standardError(journalStream: environment["JOURNAL_STREAM"])
        LoggingSystem.bootstrap { [commands] _ in
            JournalLogHandler(
                to: output, commands: commands, logLevel: Logger.Level(rawValue: settings.current.logLevel.rawValue) ?? .info)
        }
        return Logger(label: "aftercared")
    }

    private func watchClock(_ engine: Engine, _ logger: Logger) {
        do throws(Errno) { try ClockWatch.start { Task { await engine.clockWasSet() } } } catch {
            logger.warning("steps of the clock cannot be watched (\(error)); they are noticed at the next reminder")
        }
    }

    private func world(
        _ currentSettings: CurrentSettings, _ recordKey: [UInt8]?, _ logger: Logger, _ notifier: ServiceNotifier,
        _ storage: Storage, _ replacement: Replacement
    ) -> AftercareEngine.EngineEnvironment {
        let settings = currentSettings.current
        let outlet = outlet(logger, currentSettings, recordKey)
        let isShown = if case .terminal = outlet { true } else { options.prints }
        let terminal = Terminal(zone: (try? zones.zone(named: settings.clinic.zone)) ?? .utc)
        return AftercareEngine.EngineEnvironment(
            clock: SystemClock(), alarm: DispatchAlarm(), outlet: outlet,
            zone: { [zones] in try zones.zone(named: $0) },
            clinic: settings.clinic.reached(by: commands.aftercarectl), bootID: bootID(logger), recordKey: recordKey, logger: logger,
            onDelivered: { message in if isShown { terminal.show(message) } }, onHealth: notifier.tell,
            onProgress: { notifier.step($0) }, replaced: replacement.note, storage: storage, maxChangeTime: Self.maxChangeTime)
    }

    private func bootID(_ logger: Logger) -> String? {
        do { return try BootID.current(fallback: options.bootID).hex } catch {
            logger.notice("\(error)")
            return nil
        }
    }

    /// The journal when there is one. Under systemd there always is, even if it is down at the moment.
    private func outlet(_ logger: Logger, _ settings: CurrentSettings, _ recordKey: [UInt8]?) -> Outlet {
        let journal = Outlet.journal(
            SystemJournal(journalSource(), namespace: JournalNamespace.own(), key: recordKey) { settings.current.journals })
        switch options.output {
        case .journal: return journal
        case .terminal: return .terminal
        case .auto:
            if JournalSocket().isPresent || environment["INVOCATION_ID"] != nil { return journal }
            logger.notice(
                "there is no journal here: reminders are shown on this terminal only, and none counts as delivered to the journal")
            return .terminal
        }
    }

    /// Where this service's records can be read back: in the namespace that the unit logs to, if it has one.
    private func journalSource() -> JournalSource {
        JournalSource(namespace: JournalNamespace.own(), user: options.user ? UserIdentity.uid : nil)
    }

    /// Creates the runtime directory. Under systemd it exists already.
    private func makeRuntimeDirectory() throws -> String {
        let directory = options.runtimeDirectory(in: environment)
        do {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
        } catch {
            throw StartError.unusable(
                "the directory '\(directory)' cannot be made; create it, or choose another --runtime-directory")
        }
        return directory
    }
}
