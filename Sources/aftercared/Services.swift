import Aftercare
import AftercareEngine
import Logging
import ServiceLifecycle
import Systemd

/// Keeps the engine going until the daemon is told to stop; then lets it finish what is under way, for as long as
/// that moves.
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

    /// - Returns: false where it is stuck, as in a journal that was stopped: to wait on would only end in a kill.
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

/// Tells the service manager that the daemon moves, as long as both its queues do.
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
        // It beats on: stopping takes time too, and the watchdog watches until the end.
    }

    /// How long the service manager waits for a beat; nil: it does not watch.
    private func interval() -> Duration? {
        do { return try Notify.watchdogInterval() } catch {
            logger.warning("\(error); the watchdog gets no beats")
            return nil
        }
    }
}
