import AftercareEngine
import Logging
import ServiceLifecycle
import Systemd

/// Sends heartbeats to the service manager as long as both of the engine's queues make progress.
final class Heartbeat: Service {
    private let engine: Engine
    private let logger: Logger
    private let timer = RepeatingTimer(label: "aftercare.heartbeat")

    init(engine: Engine, logger: Logger) {
        self.engine = engine
        self.logger = logger
    }

    func run() async throws {
        if let interval = interval() {
            timer.start(every: interval / 3) { [engine] in engine.heartbeat { _ = try? Notify.send(.watchdog) } }
        }
        try? await gracefulShutdown()
        // The timer keeps running: stopping takes time too, and the watchdog is active until the end.
    }

    /// The service manager's watchdog interval; nil when it has no watchdog.
    private func interval() -> Duration? {
        do { return try Notify.watchdogInterval() } catch {
            logger.warning("\(error); the watchdog gets no beats")
            return nil
        }
    }
}
