import Aftercare

/// The status of a session, and with it that of its plan, where that keeps the session silent.
struct SessionStatus {
    private let treatment: Treatment
    /// Nil: it is active, or is not known here.
    private let silentPlan: Plan.Status?

    init(_ treatment: Treatment, under plan: Plan.Status?) {
        self.treatment = treatment
        // What is done under a plan that is done was said; and what never took place says nothing anyway.
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

    /// Whether it takes place, and is not over.
    var isToCome: Bool { self == .booked || self == .inProgress }
}
