import Aftercare
import AftercareAPI
import AftercareEngine
import Synchronization
import Systemd

/// The line that `systemctl status` shows. It is sent when it has changed: after a pass, a change, or the check of the
/// disk every minute. It needs no timer of its own.
///
/// While the service starts or stops, the line shows the current step, and every step asks for more time.
final class ServiceNotifier: Sendable {
    private let zone: @Sendable () -> Zone
    private let storage: Storage
    private let timeoutExtender: TimeoutExtender
    private let commands: ServiceCommands
    private let state = Mutex(State())

    private struct State {
        var phase = Phase.starting
        var health: EngineHealth?
        /// The last line that was sent.
        var line = ""
        var refusedErrors = 0
        var refusedProtocols: [RefusedProtocol] = []
    }

    private enum Phase { case starting, running, reloading, stopping }

    /// - Parameter zone: returns the machine's current zone.
    init(zone: @escaping @Sendable () -> Zone, storage: Storage, timeoutExtender: TimeoutExtender, commands: ServiceCommands) {
        self.zone = zone
        self.storage = storage
        self.timeoutExtender = timeoutExtender
        self.commands = commands
    }

    /// Reports that the socket is bound and earlier runs are reconciled.
    func ready() {
        timeoutExtender.release()
        Notify.tell(.ready, .status(begin(.running)))
    }

    /// Reports that the configuration is being read again.
    func reloading() {
        state.withLock { $0.phase = .reloading }
        Notify.tell(.reloading, .status("reading the configuration again"))
    }

    /// - Parameter refused: protocols whose old content stays in force.
    func loaded(refused: [RefusedProtocol]) { state.withLock { $0.refusedProtocols = refused } }

    /// - Parameter errors: the number of errors for which the whole reload was refused; 0 when it took effect.
    func reloaded(errors: Int) {
        state.withLock { $0.refusedErrors = errors }
        Notify.tell(.ready, .status(begin(.running)))
    }

    /// - Parameter reminders: the number of reminders still in progress.
    func stopping(reminders: Int) {
        state.withLock { $0.phase = .stopping }
        timeoutExtender.hold()
        let what = reminders == 0 ? "stopping" : "finishing \(reminders.counted("reminder"))"
        Notify.tell(.stopping, .status(what), .extendTimeout(microseconds: TimeoutExtender.span))
    }

    /// Reports the current step of a start or stop.
    func step(_ text: String) {
        guard state.withLock({ $0.phase == .starting || $0.phase == .stopping }) else { return }
        Notify.tell(.status(text), .extendTimeout(microseconds: TimeoutExtender.span))
    }

    /// Reports the engine's progress while its start or stop is awaited.
    func step(_ step: EngineProgress) {
        switch step {
        // The line keeps showing the batch that is being sent. Another may be sent meanwhile, so each end is told.
        case .syncing: timeoutExtender.isSyncing = true
        case .synced: timeoutExtender.isSyncing = false
        case .recovering, .rechecking, .reconciling, .sending: self.step(step.text)
        }
    }

    /// Updates the line from the engine's state after a pass. An unchanged line is not sent again.
    func tell(_ health: EngineHealth) {
        let isRunning = state.withLock { state in
            state.health = health
            return state.phase == .running
        }
        guard isRunning else { return }
        let line = line()
        let isNews = state.withLock { state in
            defer { state.line = line }
            return state.line != line
        }
        if isNews { Notify.tell(.status(line)) }
    }

    /// Updates the line when the free space on the disk may have changed, which the engine does not notice.
    func renew() {
        if let health = state.withLock({ $0.health }) { tell(health) }
    }

    private func begin(_ phase: Phase) -> String {
        let line = line()
        state.withLock { state in
            state.phase = phase
            state.line = line
        }
        return line
    }

    private func line() -> String {
        let (health, refusedErrors, refused) = state.withLock { ($0.health, $0.refusedErrors, $0.refusedProtocols) }
        guard let health else { return "ready" }
        let line = StatusLine(
            health, shortage: storage.shortage(), refusedErrors: refusedErrors, refusedProtocols: refused, zone: zone(),
            now: SystemClock().now)
        return commands.addressed(line.text)
    }
}

extension Notify {
    /// Sends states to the service manager. Errors are ignored: without a service manager, nobody waits for the
    /// message.
    static func tell(_ states: ServiceState...) { _ = try? send(states) }
}
