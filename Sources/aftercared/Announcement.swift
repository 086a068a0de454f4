import Aftercare
import AftercareEngine
import Synchronization
import Systemd

/// The line that `systemctl status` shows.
final class Announcement: Sendable {
    private let zone: Zone
    private let storage: Storage
    private let state = Mutex<(isReady: Bool, pulse: Pulse?, line: String)>((false, nil, "starting"))

    init(zone: Zone, storage: Storage) {
        self.zone = zone
        self.storage = storage
    }

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
            state.pulse = pulse
            return state.isReady && state.line != line
        }
        if isNews { _ = try? Notify.send(.status(line)) }
    }

    /// Looks at the room on the disk again: that changes without the engine's doing.
    func renew() {
        if let pulse = state.withLock({ $0.pulse }) { tell(pulse) }
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
        let room = storage.shortage().map { "STORAGE LOW: \($0.free) free · " } ?? ""
        return "\(store)\(room)\(journal) · \(next) · \(patients)"
    }

    private func local(_ instant: Instant) -> String { "\(zone.local(instant).date) \(zone.local(instant).time)" }
}
