import Aftercare
import AftercareEngine
import Logging
import ServiceLifecycle
import Systemd

/// Keeps the engine running until the daemon is asked to stop; then lets it finish its work, as long as it makes
/// progress.
struct EngineService: Service {
    let engine: Engine
    let announcement: ServiceNotifier
    let timeoutExtender: TimeoutExtender
    let logger: Logger

    func run() async throws {
        try? await gracefulShutdown()
        announcement.stopping(reminders: await engine.underWay)
        guard await !isFinished() else { return }
        let left = await engine.underWay
        logger.tell(
            .leftUnfinished,
            "stopping with \(left.counted("reminder")) under way, since the journal does not move; the next start looks them up",
            [.reminders: left])
    }

    /// - Returns: false when the engine is stuck, as with a stopped journal: waiting longer would only end in a kill.
    private func isFinished() async -> Bool {
        let outcome = AsyncStream<Bool> { outcome in
            timeoutExtender.whenStuck {
                outcome.yield(false)
                outcome.finish()
            }
            Task { [engine] in
                await engine.stop()
                outcome.yield(true)
                outcome.finish()
            }
        }
        return await outcome.first { _ in true } ?? true
    }
}

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
