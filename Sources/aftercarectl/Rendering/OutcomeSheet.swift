import Aftercare

/// What a command changed or would change, one line per record.
struct OutcomeSheet {
    let outcome: Outcome
    let isTrial: Bool
    /// Whether unchanged records get a line too.
    let showsUnchanged: Bool
    let clocks: Clocks
    /// The patients of treatments that are mentioned only by id.
    var owners: [TreatmentID: PatientID] = [:]

    var lines: [String] {
        outcome.patients.compactMap { line($0.kind, "patient", words($0.value)) }
            + outcome.plans.compactMap { line($0.kind, "plan", words($0.value)) }
            + outcome.treatments.compactMap { line($0.kind, "treatment", words($0.value)) }
            + outcome.reactions.map { line($0.value) } + outcome.responses.map(line)
    }

    private func line(_ reaction: Reaction) -> String {
        let clock = clocks[reaction.patient]
        let (done, at) = reaction.lastStep
        let words = "\(reaction.id): \(reaction.patient) after \(reaction.treatment), \(reaction.signWords)"
        return "\(done) reaction \(words), \(clock.dated(at)) (\(clock.zone.name))".inLine
    }

    private func line(_ response: RecordedResponse) -> String {
        let clock = owners[response.treatment].map { clocks[$0] } ?? clocks.machine
        let until = response.until.map { ", until \(clock.dated($0)) (\(clock.zone.name))" } ?? ""
        let words = "\(response.reminder.short): \(response.instruction) of \(response.treatment)"
        return "\(response.answer.rawValue) reminder \(words)\(until)".inLine
    }

    private func line(_ kind: ChangeKind, _ what: String, _ words: String) -> String? {
        guard showsUnchanged || kind != .unchanged else { return nil }
        return "\(verb(kind)) \(what) \(words.inLine)"
    }

    /// `created`, or `would create`.
    private func verb(_ kind: ChangeKind) -> String {
        guard isTrial else { return kind.rawValue }
        return switch kind {
        case .created: "would create"
        case .changed: "would change"
        case .unchanged: kind.rawValue
        }
    }

    private func words(_ patient: Patient) -> String {
        let quiet = patient.quietHours.map { ", quiet \($0)" } ?? ""
        let status = patient.status == .active ? "" : ", \(patient.status.rawValue)"
        let name = patient.name.map { ", '\($0)'" } ?? ""
        return "\(patient.id): \(patient.zone), \(patient.language)\(quiet)\(status)\(name)"
    }

    private func words(_ plan: Plan) -> String {
        let parts = [
            plan.status == .active ? nil : plan.status.rawValue, plan.modalities.isEmpty ? nil : plan.modalityWords,
            plan.switchedOff.isEmpty ? nil : "without \(plan.withoutWords)",
            plan.changes.isEmpty ? nil : "with its own \(plan.ownWords)",
        ]
        return (["\(plan.id): \(plan.careProtocol) for \(plan.patient)"] + parts.compactMap(\.self)).joined(separator: ", ")
    }

    private func words(_ treatment: Treatment) -> String {
        let clock = clocks[treatment.patient]
        let when = clock.dated(treatment.start, until: treatment.end)
        return
            "\(treatment.id): \(treatment.patient) \(treatment.status.rawValue), \(when) (\(clock.zone.name)), \(treatment.route.rawValue)"
    }

    /// `created 5 patients, 5 plans, 6 treatments; unchanged 0`
    var summary: String {
        let kinds = [
            ("patient", outcome.patients.map(\.kind)), ("plan", outcome.plans.map(\.kind)),
            ("treatment", outcome.treatments.map(\.kind)),
        ]
        let changes = [ChangeKind.created, .changed].compactMap { kind -> String? in
            let parts = kinds.compactMap { noun, changes -> String? in
                let number = changes.count { $0 == kind }
                return number == 0 ? nil : number.counted(noun)
            }
            return parts.isEmpty ? nil : "\(verb(kind)) \(parts.joined(separator: ", "))"
        }
        let unchanged = kinds.flatMap(\.1).count { $0 == .unchanged }
        return (changes + ["unchanged \(unchanged)"]).joined(separator: "; ")
    }
}

extension Reaction {
    /// Its latest change of status, and when that was.
    fileprivate var lastStep: (done: String, at: Instant) {
        if let enteredInErrorAt { return ("entered in error", enteredInErrorAt) }
        return clearedAt.map { ("cleared", $0) } ?? ("reported", reportedAt)
    }
}
