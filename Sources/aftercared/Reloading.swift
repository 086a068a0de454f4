import Aftercare
import AftercareConfig
import AftercareEngine
import Logging
import ServiceLifecycle
import Synchronization
import Systemd
import UnixSignals

/// Reads the configuration again on HUP: all of it is good and takes effect, or the old one stays.
final class Reloading: Service {
    private let options: DaemonOptions
    private let zones: ZoneDatabase
    private let engine: Engine
    private let logger: Logger
    private let complained: Mutex<[String]>

    init(_ options: DaemonOptions, zones: ZoneDatabase, engine: Engine, logger: Logger, complaints: [String]) {
        self.options = options
        self.zones = zones
        self.engine = engine
        self.logger = logger
        complained = Mutex(complaints)
    }

    /// What an administrator should mend, as of the last reading.
    var complaints: [String] { complained.withLock { $0 } }

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            tell(.reloading)
            await reload()
            tell(.ready)
        }
    }

    private func reload() async {
        do {
            let configuration = try Configuration(options, zones: zones)
            let refused = try await engine.load(configuration.protocols)
            await engine.adopt(configuration.settings.clinic)
            complained.withLock { $0 = refused + configuration.complaints }
            for complaint in refused { logger.error("\(complaint); until then the old content holds") }
            for remark in configuration.remarks { logger.notice("\(remark)") }
            logger.notice(
                "the configuration was read again",
                metadata: ["protocols": "\(configuration.protocols.map(\.reference.spoken).joined(separator: " "))"])
        } catch let errors as ConfigurationErrors {
            for line in errors.lines { logger.error("\(line)") }
            logger.error("the configuration has errors, so the old one stays; mend them and reload again")
            complained.withLock { $0 = errors.lines.map { "not reloaded: \($0.prefix { $0 != "\n" })" } }
        } catch {
            logger.error("\(error); the old configuration stays")
        }
    }

    private func tell(_ state: ServiceState) {
        do { try Notify.send(state) } catch { logger.warning("\(error)") }
    }
}
