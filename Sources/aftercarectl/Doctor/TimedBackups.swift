import Aftercare
import AftercareAPI
import Glibc

/// What systemd knows about the timer that makes backups, and when the last sound backup was made.
struct TimedBackups: Equatable, Sendable {
    /// The unit's name for systemctl(1), without its suffix: `aftercare-backup`, `aftercare-backup@north`.
    var unit: String
    var timer: Unit
    var service: Unit
    /// nil when none is known.
    var lastSound: Instant?

    struct Unit: Equatable, Sendable {
        /// States in systemd's words: `loaded`, `not-found`…; `active`, `failed`…; `enabled`, `disabled`…
        var loadState = ""
        var activeState = ""
        var fileState = ""
        var lastTrigger: Instant?
        var nextElapse: Instant?
    }
}

extension TimedBackups {
    static func ask(about place: ServicePlace) -> Fact<TimedBackups> {
        guard let unit = unit(of: place), let stamp = stamp(of: place) else { return .unknown("a user's own service has no timer for it") }
        let properties = "LoadState,ActiveState,UnitFileState,LastTriggerUSec,NextElapseUSecRealtime"
        let program = ChildProgram(
            words: ["systemctl", "show", "--timestamp=unix", "--property=\(properties)", "\(unit).timer", "\(unit).service"], isQuiet: true)
        guard let ended = try? program.run(isCaptured: true), ended.status == 0 else { return .unknown("systemd cannot be asked") }
        let units = units(in: String(decoding: ended.output, as: UTF8.self))
        guard units.count == 2 else { return .unknown("systemd cannot be asked") }
        var info = Glibc.stat()
        let lastSound = stat(stamp, &info) == 0 ? Instant(seconds: Int64(info.st_mtim.tv_sec)) : nil
        return .known(TimedBackups(unit: unit, timer: units[0], service: units[1], lastSound: lastSound))
    }

    /// Parses the output of `systemctl show` for several units.
    static func units(in text: String) -> [Unit] {
        text.split(separator: "\n\n").map { block in
            let lines = block.split(separator: "\n").map { $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false) }
            let values = Dictionary(lines.filter { $0.count == 2 }.map { ($0[0], $0[1]) }, uniquingKeysWith: { one, _ in one })
            func text(_ name: Substring) -> String { values[name].map { String($0) } ?? "" }
            /// Parses `@1796010000`; empty or `n/a` means never.
            func time(_ name: Substring) -> Instant? {
                values[name].flatMap { $0.hasPrefix("@") ? Int64($0.dropFirst()) : nil }.flatMap { $0 > 0 ? Instant(seconds: $0) : nil }
            }
            return Unit(
                loadState: text("LoadState"), activeState: text("ActiveState"), fileState: text("UnitFileState"),
                lastTrigger: time("LastTriggerUSec"), nextElapse: time("NextElapseUSecRealtime"))
        }
    }

    private static func unit(of place: ServicePlace) -> String? {
        switch place {
        case .machine: "aftercare-backup"
        case .clinic(let name): "aftercare-backup@\(name)"
        case .user: nil
        }
    }

    /// The file that the unit touches at the end of each sound backup.
    private static func stamp(of place: ServicePlace) -> String? {
        switch place {
        case .machine: "/var/lib/aftercare-backup/last-sound"
        case .clinic(let name): "/var/lib/aftercare-clinics-backup/\(name)/last-sound"
        case .user: nil
        }
    }
}

extension DoctorFacts {
    /// A run that began more than this many seconds after the last sound backup did not produce one. A shorter gap
    /// proves nothing: systemd counts it as a run when a timer is enabled after a backup by hand.
    private static let grace: Int64 = 12 * 3600

    var backupFinding: Diagnosis.Finding {
        let backups: TimedBackups
        switch self.backups {
        case .known(let known): backups = known
        case .unknown(let reason): return .unknown(.backup, reason)
        }
        guard backups.timer.loadState == "loaded", backups.service.loadState == "loaded" else {
            return .unknown(.backup, "there is no '\(backups.unit).timer' here")
        }
        let last = backups.lastSound.map { "the last sound one is of \($0)" } ?? "there is no sound one yet"
        func wrong(_ what: String, mend: String) -> Diagnosis.Finding {
            .wrong(.backup, what, why: "what was entered since the last sound one is lost when the store is", mend: mend)
        }
        let again = "see why: journalctl -u \(backups.unit) -e; then systemctl start \(backups.unit)"
        switch backups.service.activeState {
        case "failed": return wrong("the last backup failed; \(last)", mend: again)
        case "activating": return .well(.backup, "one is being made; \(last)")
        default: break
        }
        guard backups.timer.activeState == "active" else {
            let enable = "systemctl enable --now \(backups.unit).timer"
            let restart = "systemctl restart \(backups.unit).timer"
            if backups.timer.activeState == "failed" { return wrong("the timer failed; \(last)", mend: restart) }
            if backups.timer.fileState == "enabled" { return wrong("the timer is enabled, and does not run; \(last)", mend: restart) }
            // Backups may be made in other ways, which cannot be seen here.
            let known = backups.lastSound == nil ? "" : "; \(last)"
            return .well(.backup, "no timer makes any: '\(enable)' has one made a day\(known)")
        }
        if let sound = backups.lastSound, let trigger = backups.timer.lastTrigger, trigger - sound > Self.grace {
            return wrong("the backup of \(trigger) was not made to its end; \(last)", mend: again)
        }
        let next = backups.timer.nextElapse.map { ", the next is due at \($0)" } ?? ""
        return .well(.backup, last + next)
    }
}
