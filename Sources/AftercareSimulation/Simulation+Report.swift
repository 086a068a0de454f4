package import Aftercare
import AftercareEngine

extension Simulation {
    /// The result of a simulation so far.
    package struct Report: Equatable, Sendable {
        package let from: Instant
        package let until: Instant
        package let total: Tally
        /// Sorted by id, including patients without reminders.
        package let patients: [PatientReport]
    }

    /// The result for one patient.
    package struct PatientReport: Equatable, Sendable {
        package let patient: Patient
        package let tally: Tally
        /// All decided reminders, in the order in which they were due.
        package let reminders: [Reminder]
        /// How many messages the journal has for the patient.
        package let load: MessageLoad
    }

    /// The number of reminders by outcome.
    package struct Tally: Equatable, Sendable {
        package private(set) var emitted = 0
        /// Sent, but without a receipt.
        package private(set) var waiting = 0
        package private(set) var missed = 0
        package private(set) var suppressed = 0
        package private(set) var cancelled = 0

        package init(_ reminders: [Reminder]) {
            for reminder in reminders {
                switch reminder.state {
                case .settled, .printed: emitted += 1
                case .sending, .seen: waiting += 1
                case .missed: missed += 1
                case .suppressed: suppressed += 1
                case .cancelled: cancelled += 1
                }
            }
        }
    }

    package func report() async throws -> Report {
        let ledger = try await ledger()
        let byPatient = Dictionary(grouping: ledger, by: \.patient)
        let messages = Dictionary(grouping: emissions.filter { !$0.isForStaff }, by: \.patient)
        return Report(
            from: start, until: now, total: Tally(ledger),
            patients: try await patients().map { patient in
                let reminders = byPatient[patient.id] ?? []
                let load = MessageLoad(
                    of: (messages[patient.id] ?? []).map { (at: $0.at, text: $0.message) }, in: zoneNamed(patient.zone) ?? .utc,
                    limits: clinic.messageLimits)
                return PatientReport(patient: patient, tally: Tally(reminders), reminders: reminders, load: load)
            })
    }

    private func patients() async throws -> [Patient] {
        var patients: [Patient] = []
        var after: String?
        repeat {
            let page = try await engine.patients(PageRequest(after: after, limit: PageRequest.largest))
            patients += page.items
            after = page.next
        } while after != nil
        return patients
    }
}
