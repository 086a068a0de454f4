package import Aftercare

/// How the service stands, in the line that `systemctl status` shows: what needs a person first, then what fails, then
/// what comes.
///
/// It must stay true for as long as nobody renews it, which is until the next pass or change: so it names the time of
/// the next reminder, and not how long that is from now.
package struct StatusLine: Equatable, Sendable {
    private let health: EngineHealth
    private let shortage: Shortage?
    private let refusedErrors: Int
    private let refusedProtocols: [RefusedProtocol]
    private let zone: Zone
    private let now: Instant

    /// - Parameters:
    ///   - refusedErrors: how many errors the last reading of the configuration found, for which it was refused.
    ///   - refusedProtocols: those that it did not take in.
    ///   - zone: whose clock: the machine's, as everything else has that `systemctl status` shows.
    package init(
        _ health: EngineHealth, shortage: Shortage?, refusedErrors: Int, refusedProtocols: [RefusedProtocol] = [], zone: Zone, now: Instant
    ) {
        self.health = health
        self.shortage = shortage
        self.refusedErrors = refusedErrors
        self.refusedProtocols = refusedProtocols
        self.zone = zone
        self.now = now
    }

    package var text: String {
        var parts: [String] = []
        if let people { parts.append(people) }
        if !health.missingFiles.isEmpty {
            parts.append("STORE REMOVED: \(health.missingFiles.joined(separator: ", ")); see 'aftercarectl status'")
        }
        if let trouble = health.trouble { parts.append("STORE FAILING: \(trouble)") }
        if health.journal.state == .failing {
            let since = health.journal.since.map { " since \(local($0))" } ?? ""
            parts.append("JOURNAL FAILING\(since): \(health.journal.reason ?? "no reason is known")")
        }
        if let first = health.withheldFrom.first {
            parts.append("HELD BACK: what \(first.text) may have said; see 'aftercarectl status'")
        }
        if let zones { parts.append(zones) }
        if let shortage { parts.append("STORAGE LOW: \(shortage.free) free, \(shortage.wanted) wanted") }
        if refusedErrors > 0 {
            parts.append("NOT RELOADED: \(refusedErrors.counted("error")) in the configuration, see 'aftercarectl status'")
        }
        if let first = refusedProtocols.first {
            let more = refusedProtocols.count > 1 ? " and \(refusedProtocols.count - 1) more" : ""
            parts.append("NOT TAKEN IN: protocol '\(first.reference)'\(more), see 'aftercarectl status'")
        }
        switch health.journal.state {
        // What cannot be decided does not reach it either.
        case .ok: if health.trouble == nil { parts.append("journal ok") }
        case .none: parts.append("no journal")
        case .failing: break
        }
        // What a store that fails would say of the future is not known.
        if health.trouble == nil {
            parts.append(health.nextDue.map { "next reminder \(local($0))" } ?? "nothing planned")
            parts.append("\(health.patientsInWindow.counted("patient")) in a window")
        }
        return parts.joined(separator: " · ")
    }

    private var people: String? {
        let number = health.needsPerson
        guard number > 0 else { return nil }
        return number == 1 ? "1 NEEDS A PERSON" : "\(number)\(number >= EngineHealth.maxCounted ? " OR MORE" : "") NEED A PERSON"
    }

    /// `ZONE UNKNOWN: 'US/Pacific' (3 patients are told nothing)`
    private var zones: String? {
        guard let first = health.unknownZones.first else { return nil }
        let more = health.unknownZones.count - 1
        return "ZONE UNKNOWN: '\(first.name)' (\(first.consequence))\(more > 0 ? " and \(more) more" : "")"
    }

    /// `14:30` today, `Tue 14:30` within six days, else `2026-12-24 14:30`.
    private func local(_ instant: Instant) -> String {
        let local = zone.local(instant)
        switch local.date.dayNumber - zone.local(now).date.dayNumber {
        case 0: return "\(local.time)"
        case 1...6: return "\(local.date.weekdayName) \(local.time)"
        default: return "\(local.date) \(local.time)"
        }
    }
}
