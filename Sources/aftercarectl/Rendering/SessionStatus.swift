import Aftercare

/// The status of a session, with that of its plan if the plan keeps the session silent.
struct SessionStatus {
    private let treatment: Treatment
    /// Nil when the plan is active or not known here.
    private let silentPlan: Plan.Status?

    init(_ treatment: Treatment, under plan: Plan.Status?) {
        self.treatment = treatment
        // A completed session under a completed plan had its reminders, and a session that never took place has none.
        let isSaid = plan == .active || plan == .completed && treatment.status == .completed
        silentPlan = isSaid || !treatment.status.takesPlace ? nil : plan
    }

    init(_ treatment: Treatment, among plans: [Plan]) {
        self.init(treatment, under: plans.first { $0.id == treatment.plan }?.status)
    }

    /// `booked`; `booked, plan revoked`
    var words: String { silentPlan.map { "\(treatment.status.rawValue), plan \($0.rawValue)" } ?? treatment.status.rawValue }

    var isSilent: Bool { silentPlan != nil }

    var tone: Tone { silentPlan == nil ? treatment.status.tone : .warning }
}

extension Treatment.Status {
    var tone: Tone {
        switch self {
        case .booked: .plain
        case .inProgress: .warning
        case .completed: .good
        case .cancelled, .noShow, .enteredInError: .faint
        }
    }

    /// Whether the session takes place and is not over.
    var isToCome: Bool { self == .booked || self == .inProgress }
}
