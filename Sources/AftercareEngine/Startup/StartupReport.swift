import Aftercare

/// What a start found of the previous run, and how it was resolved; logged in one line when the service is ready.
package struct StartupReport: Equatable, Sendable {
    /// How the previous run ended.
    package enum Past: String, Sendable {
        /// Cleanly, or there was no previous run.
        case clean
        /// Uncleanly, on a machine that kept running.
        case crash
        /// Uncleanly, and the machine has been restarted since.
        case power
    }

    package internal(set) var past: Past = .clean
    /// Reminders sent without a receipt whose outcome is known by now.
    package var reconciled: Int { found + absent + uncertain }
    /// Of these, those found in the journal.
    package internal(set) var found = 0
    /// Of these, those not in the journal, which are decided again.
    package internal(set) var absent = 0
    /// Of these, those that may be in a damaged file.
    package internal(set) var uncertain = 0
    /// Reminders whose outcome is not known yet.
    package internal(set) var waiting = 0
    /// Receipts of the last minutes that were rechecked.
    package internal(set) var rechecked = 0
    /// Of these, those whose records are gone.
    package internal(set) var lost = 0
    /// Reminders found in the journal that the store, being an older copy, did not know.
    package internal(set) var adopted = 0
    /// Reminders that were no longer of use.
    package internal(set) var missed = 0
    /// Reminders that fell due while the service was down and have been sent since.
    package internal(set) var late = 0
    /// Why the journal is failing; nil when it works.
    package internal(set) var obstacle: String?
    /// Whether the start is over; from then on nothing is counted.
    var isOver = false

    init() {}

    /// The whole report in one line.
    package var line: String {
        let occasion =
            switch past {
            case .clean: "ready"
            case .crash: "ready after a crash"
            case .power: "ready after the machine went down without a clean stop"
            }
        var parts: [String] = []
        if reconciled > 0 { parts.append("\(reconciled.counted("reminder")) had no receipt: \(fates)") }
        if rechecked > 0 {
            parts.append(
                "\(rechecked.counted("receipt")) looked up again: \(lost == 0 ? "all records are there" : "\(lost) gone and decided anew")")
        }
        if adopted > 0 { parts.append("\(adopted.counted("reminder")) taken over from the journal, since the store is an older copy") }
        if missed > 0 { parts.append("\(missed) missed while it was down") }
        if late > 0 { parts.append("\(late) that fell due while it was down \(late == 1 ? "was" : "were") said late") }
        if let obstacle {
            let open = waiting > 0 ? "\(waiting.counted("reminder")) without a receipt wait for it" : "what is due waits for it"
            parts.append("the journal fails (\(obstacle)), and \(open)")
        }
        if parts.isEmpty { parts = ["nothing was left to reconcile"] }
        return "\(occasion): \(parts.joined(separator: "; "))"
    }

    private var fates: String {
        if absent + uncertain == 0 { return found == 1 ? "it was in the journal" : "all were in the journal" }
        var fates = found == 0 ? [] : ["\(found) \(found == 1 ? "was" : "were") in the journal"]
        let place = found == 0 ? " in the journal" : ""
        if absent > 0 {
            let what = absent == 1 ? "was not\(place) and is" : "were not\(place) and are"
            fates.append("\(absent) \(what) sent again where still of use")
        }
        if uncertain > 0 {
            fates.append("\(uncertain) may be in a damaged file, and \(uncertain == 1 ? "is" : "are") sent again with a mark")
        }
        return fates.joined(separator: ", ")
    }

    /// The same report as fields.
    package func facts(version: String) -> [Event.Fact: any CustomStringConvertible & Sendable] {
        [
            .version: version, .after: past.rawValue, .unsettled: reconciled + waiting, .found: found, .absent: absent,
            .missed: missed, .late: late,
        ]
    }
}

extension StartupReport {
    mutating func note(_ fates: Delivery.Outcomes) {
        guard !isOver else { return }
        found += fates.count { if case .settled = $0 { true } else { false } }
        absent += fates.count { $0 == .absent }
        uncertain += fates.count { if case .undecidable = $0 { true } else { false } }
    }

    mutating func note(rechecked count: Int, lost: Int) {
        guard !isOver else { return }
        rechecked += count
        self.lost += lost
    }

    /// Counts the reminders decided before the start is over.
    mutating func note(_ reminders: [Reminder], startedAt: Instant) {
        guard !isOver else { return }
        missed += reminders.count { $0.state == .missed }
        late += reminders.count { $0.state == .sending && $0.attempt == 1 && $0.occurrence.due < startedAt }
    }
}
