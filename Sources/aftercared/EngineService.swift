import Aftercare
import AftercareEngine
import Logging
import ServiceLifecycle

/// Keeps the engine running until the daemon is asked to stop; then lets it finish its work, as long as it makes
/// progress.
struct EngineService: Service {
    let engine: Engine
    let notifier: ServiceNotifier
    let timeoutExtender: TimeoutExtender
    let logger: Logger

    func run() async throws {
        try? await gracefulShutdown()
        notifier.stopping(reminders: await engine.underWay)
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
