import Aftercare
import AftercareAPI
import AftercareConfig
import AftercareEngine
import AftercareServer
import Logging
import ServiceLifecycle
import Synchronization
import Systemd
import UnixSignals

/// Reads the configuration again on HUP. Either all of it is valid and takes effect, or the old one stays.
final class Reloading: Service {
    private let options: DaemonOptions
    private let zones: ZoneDatabase
    private let engine: Engine
    private let settings: CurrentSettings
    private let notifier: ServiceNotifier
    private let commands: ServiceCommands
    private let logger: Logger
    private let complained: Mutex<Complaints>

    init(
        _ options: DaemonOptions, zones: ZoneDatabase, engine: Engine, settings: CurrentSettings,
        notifier: ServiceNotifier, commands: ServiceCommands, logger: Logger, complaints: [String]
    ) {
        self.options = options
        self.zones = zones
        self.engine = engine
        self.settings = settings
        self.notifier = notifier
        self.commands = commands
        self.logger = logger
        complained = Mutex(Complaints(complaints))
    }

    /// Problems found by the last reload, for the administrator to fix.
    var complaints: Complaints { complained.withLock { $0 } }

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            notifier.reloading()
            notifier.reloaded(errors: await reload())
        }
    }

    /// - Returns: the number of errors found; 0 when the new configuration is in force.
    private func reload() async -> Int {
        do {
            let configuration = try Configuration(options, zones: zones)
            let loaded = try await engine.load(configuration.protocols)
            let changes = settings.current.changes(to: configuration.settings)
            settings.replace(with: configuration.settings)
            await engine.adopt(configuration.settings.clinic.reached(by: commands.aftercarectl))
            complained.withLock { $0 = Complaints(loaded.complaints + configuration.complaints) }
            notifier.loaded(refused: loaded.refused)
            configuration.tell(logger, refused: loaded.refused)
            tell(changes.map(\.description) + loaded.changes.map(\.description))
            return 0
        } catch let errors as ConfigurationErrors {
            refuse(errors.lines, errors.count, errors.summary + ", so the old one stays; mend them and reload again")
            return errors.count
        } catch {
            refuse(["\(error)"], 1, "the protocols cannot be taken in, so the old configuration stays; reload again")
            return 1
        }
    }

    private func tell(_ changes: [String]) {
        let number = changes.count
        let summary = number == 0 ? "nothing changed" : "\(number.counted("change"))"
        logger.tell(
            .reloaded, (["the configuration was read again: \(summary)"] + changes).joined(separator: "\n"), [.changes: number])
    }

    private func refuse(_ errors: [String], _ count: Int, _ summary: String) {
        complained.withLock { $0 = Complaints(notReloaded: errors.map { "not reloaded: \($0.prefix { $0 != "\n" })" }) }
        logger.tell(.notReloaded, (["\(summary):"] + errors).joined(separator: "\n"), [.errors: count])
    }
}
