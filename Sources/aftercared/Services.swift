import AftercareEngine
import Dispatch
import Logging
import ServiceLifecycle
import Systemd

/// Keeps the engine going until the daemon is told to stop; then lets it finish what is under way.
struct Reminding: Service {
    let engine: Engine
    let logger: Logger

    func run() async throws {
        try? await gracefulShutdown()
        do { try Notify.send(.stopping, .status("finishing what is under way")) } catch { logger.warning("\(error)") }
        await engine.stop()
    }
}

/// Tells the service manager that the daemon moves, as long as both its queues do.
final class Heartbeat: Service {
    private let engine: Engine
    private let logger: Logger
    // Made once and kept; Dispatch guards its own objects, the protocol is only not marked so.
    nonisolated(unsafe) private let timer: any DispatchSourceTimer

    init(engine: Engine, logger: Logger) {
        self.engine = engine
        self.logger = logger
        timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "aftercare.heartbeat"))
    }

    func run() async throws {
        if let interval = interval() {
            let microseconds = interval.components.seconds * 1_000_000 + interval.components.attoseconds / 1_000_000_000_000
            timer.schedule(deadline: .now(), repeating: .microseconds(Int(microseconds / 3)))
            timer.setEventHandler { [engine] in engine.heartbeat { _ = try? Notify.send(.watchdog) } }
        }
        timer.activate()
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
