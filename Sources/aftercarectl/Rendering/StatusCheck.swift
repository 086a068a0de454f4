import Aftercare
import AftercareAPI
import AftercareClient

/// The state of the service for a monitoring system: a level, and one line with performance data, as the Monitoring
/// Plugins guidelines specify.
///
/// It names no patient, since such lines are passed around.
struct StatusCheck {
    let level: CheckLevel
    private let words: [String]
    private let measures: [Measure]

    /// A figure that raises the level when it is above 0.
    private struct Measure {
        let label: String
        let value: Int
        var level = CheckLevel.ok

        /// `'label'=value[UOM];[warn];[crit];[min]`: a threshold of 0 is passed by anything above it.
        var text: String { "\(label)=\(value);\(level == .warning ? "0" : "");\(level == .critical ? "0" : "");0" }
    }

    /// `AFTERCARE CRITICAL - 1 reaction not cleared | reactions=1;;0;0 …`
    var line: String {
        let text = words.joined(separator: ", ").inLine.replacing("|", with: "/")
        let data = measures.map(\.text).joined(separator: " ")
        return "AFTERCARE \(level.name) - \(text)\(data.isEmpty ? "" : " | \(data)")"
    }

    /// - Parameter clock: this machine's.
    init(_ status: ServiceStatus, clock: StaffTimeFormat) {
        let counted = StaffTask.Kind.allCases.flatMap { kind in Self.measures(of: kind, in: status.needsPerson) }
        let refused = status.notReloaded.count
        let known = status.notReloaded + [status.storageLow].compactMap(\.self)
        let others = status.complaints.filter { !known.contains($0) }
        let waiting = status.withoutReceipt
        var found = Self.troubles(of: status, clock: clock)
        found += counted.filter { $0.measure.value > 0 }.map { ($0.measure.level, $0.words) }
        if let low = status.storageLow { found.append((.warning, low)) }
        if refused > 0 { found.append((.warning, "the configuration was refused (\(refused.counted("error")))")) }
        if let first = others.first { found.append((.warning, others.count == 1 ? first : "\(others.count) things to mend: \(first)")) }
        let worst = found.map(\.0).max { $0.rawValue < $1.rawValue }
        level = worst ?? .ok
        words = found.isEmpty ? [Self.well(status, clock: clock)] : found.sorted { $0.0.rawValue > $1.0.rawValue }.map(\.1)
        measures =
            counted.map(\.measure) + [
                Measure(label: "to_mend", value: refused + others.count, level: .warning), Measure(label: "waiting", value: waiting),
                Measure(label: "in_window", value: status.patientsInWindow),
            ]
    }

    /// The result when the service gave no answer. A service that is down is critical; it is unknown if this program
    /// could not ask.
    init(failed error: any Error) {
        level =
            switch error {
            case ClientError.notRunning, ClientError.noAnswer, ClientError.broken, ClientError.busy: .critical
            case let body as ErrorBody where body.code == .storeUnusable || body.code == .internal: .critical
            default: .unknown
            }
        words = Ending(error).lines.map { $0.hasPrefix("error: ") ? String($0.dropFirst("error: ".count)) : $0 }
        measures = []
    }

    private static func troubles(of status: ServiceStatus, clock: StaffTimeFormat) -> [(CheckLevel, String)] {
        var found: [(CheckLevel, String)] = []
        if let loss = status.storeLoss { found.append((.critical, loss)) }
        if let trouble = status.storeTrouble {
            let since = status.storeTroubleSince.map { " since \(clock.brief($0))" } ?? ""
            found.append((.critical, "the store fails\(since): \(trouble)"))
        }
        found += status.withheld.map { (.critical, $0.text) }
        switch status.journal.state {
        case .ok: break
        case .none: found.append((.critical, "there is no journal, so reminders reach a terminal only"))
        case .failing:
            let since = status.journal.since.map { " since \(clock.brief($0))" } ?? ""
            found.append((.critical, "no reminder reaches the journal\(since): \(status.journal.reason ?? "no reason is known")"))
        }
        return found
    }

    private static func measures(of kind: StaffTask.Kind, in staffTasks: [StaffTask]) -> [(measure: Measure, words: String)] {
        let all = staffTasks.filter { $0.kind == kind }
        switch kind {
        case .reaction:
            return [(Measure(label: "reactions", value: all.count, level: .critical), "\(all.count.counted("reaction")) not cleared")]
        case .unanswered:
            let declined = all.count { $0.declinedAt != nil }
            let silent = all.count - declined
            return [
                (Measure(label: "unanswered", value: silent, level: .warning), "\(silent.counted("reminder")) without an answer"),
                (Measure(label: "declined", value: declined, level: .warning), "\(declined.counted("reminder")) answered with no"),
            ]
        case .unconfirmed:
            return [(Measure(label: "unconfirmed", value: all.count, level: .warning), "\(all.count.counted("session")) not confirmed")]
        case .zone:
            return [
                (
                    Measure(label: "zoneless", value: all.count, level: .critical),
                    "\(all.count.counted("patient")) told nothing, since the time zone is unknown"
                )
            ]
        }
    }

    private static func well(_ status: ServiceStatus, clock: StaffTimeFormat) -> String {
        let next = status.nextDue.map { $0 > status.now ? "next reminder \(clock.brief($0))" : "next reminder now" }
        return "journal ok, \(next ?? "no reminder planned"), \(status.patientsInWindow.counted("patient")) in a window"
    }
}
