import Aftercare
import AftercareSimulation

/// The results of a simulation, for programs.
struct SimulationBody: Codable {
    var from: Instant
    var through: Instant
    /// The clinic's time zone.
    var zone: String
    /// The real time that it took.
    var tookSeconds: Double
    var total: Tally
    var patients: [PatientTally]
    /// In the journal's order; nil when not requested.
    var emissions: [EmittedReminder]?

    struct Tally: Codable, Equatable {
        var emitted = 0
        /// How many of those emitted were a minute or more late.
        var late = 0
        var missed = 0
        var suppressed = 0
        var cancelled = 0
        /// Sent, but not yet found in the journal.
        var waiting = 0
    }

    struct PatientTally: Codable {
        var patient: PatientID
        var zone: String
        var tally: Tally
        /// How many messages that makes, at a moment, on a day and in all.
        var load: MessageLoad
        /// Why reminders were not sent, with counts, most frequent first.
        var reasons: [Reason]
    }

    struct Reason: Codable, Equatable {
        var state: ReminderState
        var reason: String
        var words: String
        var count: Int
    }

    /// A record in the journal: one message.
    struct EmittedReminder: Codable {
        var at: Instant
        var patient: PatientID?
        var due: String?
        /// The first that it speaks of.
        var instruction: String?
        /// All that it speaks of; nil where that is one.
        var instructions: [String]?
        /// A line for each thing that it says.
        var message: String
    }

    init(_ report: Simulation.Report, zone: Zone, emissions: [Emission]?, took: Duration) {
        from = report.from
        through = report.until
        self.zone = zone.name
        tookSeconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        total = Tally(report.patients.flatMap(\.reminders))
        patients = report.patients.map { found in
            PatientTally(
                patient: found.patient.id, zone: found.patient.zone, tally: Tally(found.reminders), load: found.load,
                reasons: Reason.counted(found.reminders))
        }
        self.emissions = emissions.map { $0.map(EmittedReminder.init) }
    }
}

extension SimulationBody.Tally {
    init(_ reminders: [Reminder]) {
        for reminder in reminders {
            switch reminder.state {
            case .settled, .printed:
                emitted += 1
                if reminder.lateBy > 0 { late += 1 }
            case .sending, .seen: waiting += 1
            case .missed: missed += 1
            case .suppressed: suppressed += 1
            case .cancelled: cancelled += 1
            }
        }
    }
}

extension SimulationBody.Reason {
    static func counted(_ reminders: [Reminder]) -> [Self] {
        var counts: [ReminderState: [String: Int]] = [:]
        for reminder in reminders {
            if let reason = reminder.reason { counts[reminder.state, default: [:]][reason, default: 0] += 1 }
        }
        return ReminderState.allCases.flatMap { state in
            (counts[state] ?? [:]).sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { reason, count in
                Self(state: state, reason: reason, words: ReminderTable.words(reason: reason), count: count)
            }
        }
    }
}

extension SimulationBody.EmittedReminder {
    init(_ emission: Emission) {
        at = emission.at
        patient = emission.patient
        due = emission["AFTERCARE_DUE"]
        let all = emission.values(of: "AFTERCARE_INSTRUCTION")
        instruction = all.first
        instructions = all.count > 1 ? all : nil
        message = emission.message
    }
}
