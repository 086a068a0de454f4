import Aftercare
import AftercareEngine
import Synchronization
import Systemd

/// The line that `systemctl status` shows.
final class Announcement: Sendable {
    private let zone: Zone
    private let state = Mutex<(isReady: Bool, line: String)>((false, "starting"))

    init(zone: Zone) { self.zone = zone }

    /// The socket is bound, the past is reconciled.
    func ready() {
        let line = state.withLock { state in
            state.isReady = true
            return state.line
        }
        _ = try? Notify.send(.ready, .status(line))
    }

    /// What the engine tells after a pass. The same line is not sent twice.
    func tell(_ pulse: Pulse) {
        let line = line(for: pulse)
        let isNews = state.withLock { state in
            defer { state.line = line }
            return state.isReady && state.line != line
        }
        if isNews { _ = try? Notify.send(.status(line)) }
    }

    private func line(for pulse: Pulse) -> String {
        let journal =
            switch pulse.journal {
            case .ok: "journal ok"
            case .none: "no journal"
            case .failing(let reason, _, let retryAt): "JOURNAL FAILING: \(reason); retrying at \(local(retryAt))"
            }
        let next = pulse.nextDue.map { "next reminder \(local($0))" } ?? "nothing planned"
        let patients = "\(pulse.patientsInWindow) patient\(pulse.patientsInWindow == 1 ? "" : "s") in a window"
        let store = pulse.trouble.map { "STORE FAILING: \($0) · " } ?? ""
        return "\(store)\(journal) · \(next) · \(patients)"
    }

    private func local(_ instant: Instant) -> String { "\(zone.local(instant).date) \(zone.local(instant).time)" }
}
