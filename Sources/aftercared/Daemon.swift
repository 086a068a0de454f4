import Aftercare
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

/// Everything once, wired together.
struct Daemon {
    private let options: DaemonOptions
    private let environment = ProcessInfo.processInfo.environment
    private let zones = ZoneDatabase()

    init(_ options: DaemonOptions) { self.options = options }

    func run() async throws {
        // Files and the socket are for the owner and the staff group alone.
        umask(0o007)
        let settings = try settings()
        let logger = logger(settings.logLevel)
        let library = try library(logger)
        let store = try store()
        let announcement = Announcement(zone: machineZone)
        let engine = Engine(store: store, environment: try world(settings, logger, announcement))
        var complaints = try await engine.load(library.protocols)
        for complaint in complaints { logger.error("\(complaint); plans keep the version that they have") }
        complaints += settings.complaints
        for complaint in settings.complaints { logger.warning("\(complaint)") }
        try makeRuntimeDirectory()
        do throws(Errno) { try ClockWatch.start { Task { await engine.clockWasSet() } } } catch {
            logger.warning("steps of the clock cannot be watched (\(error)); they are noticed at the next reminder")
        }
        let server = ControlServer(
            socket: socket, engine: engine, version: Version.text, logger: logger, complaints: { [complaints] in complaints },
            onRunning: {
                announcement.ready()
                logger.info("ready", metadata: ["socket": "\(socket)", "store": "\(store.path)"])
            })
        // Reconciled before bound, bound before ready.
        await engine.start()
        try await serve(engine, server, Heartbeat(engine: engine), logger)
        try store.close()
        logger.info("stopped")
    }

    private func serve(_ engine: Engine, _ server: ControlServer, _ heartbeat: Heartbeat, _ logger: Logger) async throws {
        var quiet = logger
        quiet.logLevel = max(quiet.logLevel, .warning)
        let group = ServiceGroup(
            configuration: .init(
                services: [
                    .init(service: Reminding(engine: engine, logger: logger)), .init(service: heartbeat), .init(service: server),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
        do { try await group.run() } catch let error as SocketError {
            throw StartFailure.unusable("\(error)")
        }
    }

    // MARK: What it is made of

    private var machineZone: Zone { (try? zones.zone(named: zones.machineZoneName())) ?? .utc }

    private func settings() throws -> DaemonSettings {
        let path = options.config ?? "/etc/aftercare/aftercared.yaml"
        if options.config == nil, !FileManager.default.fileExists(atPath: path) {
            return .byDefault(zone: zones.machineZoneName())
        }
        do {
            let parsed = DaemonSettings.read(
                try SourceText.reading(path), machineZone: zones.machineZoneName(), hasZone: zones.has)
            guard let settings = parsed.value, !parsed.diagnostics.hasErrors else {
                throw StartFailure.misconfigured(parsed.diagnostics.map(\.description))
            }
            return settings
        } catch let diagnostic as Diagnostic {
            throw StartFailure.misconfigured([diagnostic.description])
        }
    }

    private func library(_ logger: Logger) throws -> ProtocolLibrary {
        let usual = ["/usr/share/aftercare/protocols", "/etc/aftercare/protocols"]
        let library = ProtocolLibrary.load(directories: options.protocols.isEmpty ? usual : options.protocols)
        if library.diagnostics.hasErrors {
            throw StartFailure.misconfigured(library.diagnostics.filter { $0.severity == .error }.map(\.description))
        }
        if library.protocols.isEmpty { logger.warning("there are no protocols, so no plan can be assigned; put some into /etc/aftercare/protocols") }
        let drafts = library.protocols.filter(\.isDraft).map(\.reference.spoken)
        if !drafts.isEmpty {
            logger.notice("drafts, until a clinician signs them off: \(drafts.joined(separator: ", "))")
        }
        return library
    }

    private func store() throws -> Store {
        do { return try Store(directory: options.stateDirectory ?? first(of: "STATE_DIRECTORY") ?? "/var/lib/aftercare") } catch let error as StoreError {
            throw StartFailure.unusable("\(error)")
        }
    }

    private func logger(_ level: DaemonSettings.LogLevel) -> Logger {
        let output = LogOutput.standardError(journalStream: environment["JOURNAL_STREAM"])
        let level = Logger.Level(rawValue: level.rawValue) ?? .info
        LoggingSystem.bootstrap { _ in JournalLogHandler(to: output, logLevel: level) }
        return Logger(label: "aftercared")
    }

    private func world(
        _ settings: DaemonSettings, _ logger: Logger, _ announcement: Announcement
    ) throws -> AftercareEngine.Environment {
        let outlet = outlet(settings, logger)
        let bootID: BootID?
        do { bootID = try BootID.current(fallback: options.bootID) } catch {
            logger.notice("\(error)")
            bootID = nil
        }
        let isShown = if case .terminal = outlet { true } else { options.prints }
        let terminal = Terminal()
        return AftercareEngine.Environment(
            clock: SystemClock(), alarm: DispatchAlarm(), outlet: outlet,
            zone: { name in
                do { return try zones.zone(named: name) } catch {
                    logger.error("\(error)")
                    return nil
                }
            },
            clinic: settings.clinic, bootID: bootID?.hex, logger: logger,
            shows: { reminder in if isShown { terminal.show(reminder, in: try? zones.zone(named: settings.clinic.zone)) } },
            tells: announcement.tell)
    }

    /// The journal where there is one. Under systemd there is one by contract, even if it is down just now.
    private func outlet(_ settings: DaemonSettings, _ logger: Logger) -> Outlet {
        let journal = Outlet.journal(SystemJournal(namespace: settings.journalNamespace))
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

    private var runtimeDirectory: String { options.runtimeDirectory ?? first(of: "RUNTIME_DIRECTORY") ?? "/run/aftercare" }
    private var socket: String { runtimeDirectory + "/control.sock" }

    private func makeRuntimeDirectory() throws {
        do {
            try FileManager.default.createDirectory(
                atPath: runtimeDirectory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
        } catch {
            throw StartFailure.unusable("the directory '\(runtimeDirectory)' cannot be made; create it, or choose another --runtime-directory")
        }
    }

    /// systemd lists several directories with colons between them; ours is the first.
    private func first(of variable: String) -> String? {
        environment[variable].flatMap { $0.split(separator: ":").first.map(String.init) }
    }
}

extension DaemonSettings {
    /// What works as it is and still should not stay so.
    fileprivate var complaints: [String] {
        guard clinic.contact == DaemonSettings.byDefault().clinic.contact else { return [] }
        return [
            "patients are told to contact '\(clinic.contact)'; set 'contact' under 'clinic' in aftercared.yaml, and restart"
        ]
    }
}
