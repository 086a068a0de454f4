import Aftercare
import AftercareAPI
import AftercareEngine
import Synchronization
import Systemd

/// The line that `systemctl status` shows. It is sent when it has changed, by a pass, a change or the minute's look at
/// the disk; no timer is kept for it.
///
/// While the service starts or stops, the line says what it is doing, and every step asks for more time.
final class ServiceNotifier: Sendable {
    private let zone: @Sendable () -> Zone
    private let storage: Storage
    private let timeoutExtender: TimeoutExtender
    private let commands: ServiceCommands
    private let state = Mutex(State())

    private struct State {
        var phase = Phase.starting
        var health: EngineHealth?
        /// The last one that was sent.
        var line = ""
        var refusedErrors = 0
        var refusedProtocols: [RefusedProtocol] = []
    }

    private enum Phase { case starting, running, reloading, stopping }

    /// - Parameter zone: of the machine, as of now.
    init(zone: @escaping @Sendable () -> Zone, storage: Storage, timeoutExtender: TimeoutExtender, commands: ServiceCommands) {
        self.zone = zone
        self.storage = storage
        self.timeoutExtender = timeoutExtender
        self.commands = commands
    }

    /// The socket is bound, the past is reconciled.
    func ready() {
        timeoutExtender.release()
        Notify.tell(.ready, .status(begin(.running)))
    }

    /// The configuration is being read again.
    func reloading() {
        state.withLock { $0.phase = .reloading }
        Notify.tell(.reloading, .status("reading the configuration again"))
    }

    /// - Parameter refused: protocols whose old content holds.
    func loaded(refused: [RefusedProtocol]) { state.withLock { $0.refusedProtocols = refused } }

    /// - Parameter errors: how many were found, for which all was refused; 0: all of it holds now.
    func reloaded(errors: Int) {
        state.withLock { $0.refusedErrors = errors }
        Notify.tell(.ready, .status(begin(.running)))
    }

    /// - Parameter reminders: how many are still under way.
    func stopping(reminders: Int) {
        state.withLock { $0.phase = .stopping }
        timeoutExtender.hold()
        let what = reminders == 0 ? "stopping" : "finishing \(reminders.counted("reminder"))"
        Notify.tell(.stopping, .status(what), .extendTimeout(microseconds: TimeoutExtender.span))
    }

    /// What a start or a stop is at.
    func step(_ text: String) {
        guard state.withLock({ $0.phase == .starting || $0.phase == .stopping }) else { return }
        Notify.tell(.status(text), .extendTimeout(microseconds: TimeoutExtender.span))
    }

    /// What the engine is at, told of while anybody waits for its start or its stop.
    func step(_ step: EngineProgress) {
        timeoutExtender.isSyncing = step == .syncing
        let isWaitedFor = state.withLock { $0.phase == .starting || $0.phase == .stopping }
        // A batch on its way stands in the line already when it is waited for.
        if isWaitedFor, step != .syncing { self.step(step.text) }
    }

    /// What the engine tells after a pass. The same line is not sent twice.
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

    /// Looks at the room on the disk again: that changes without the engine's doing.
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
            health, shortage: storage.shortage(), refusedErrors: refusedErrors, refusedProtocols: refused, zone: zone(), now: SystemClock().now)
        return commands.addressed(line.text)
    }
}

extension Notify {
    /// Where no service manager listens, or it does not take the message, nobody is waiting for it.
    static func tell(_ states: ServiceState...) { _ = try? send(states) }
}
