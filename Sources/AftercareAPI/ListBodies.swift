package import Aftercare
package import Foundation

// Listings. `next` is what to ask for as `after` to go on; where it is missing, that was all.

package struct PatientsBody: Codable, Sendable {
    package var patients: [Patient]
    package var next: String?

    package init(patients: [Patient], next: String?) {
        self.patients = patients
        self.next = next
    }
}

/// A patient with everything that was stated of it.
package struct PatientBody: Codable, Sendable {
    package var patient: Patient
    package var plans: [Plan]
    package var treatments: [Treatment]

    package init(patient: Patient, plans: [Plan], treatments: [Treatment]) {
        self.patient = patient
        self.plans = plans
        self.treatments = treatments
    }
}

package struct PlansBody: Codable, Sendable {
    package var plans: [Plan]
    package var next: String?

    package init(plans: [Plan], next: String?) {
        self.plans = plans
        self.next = next
    }
}

/// A plan with the protocol that it is pinned to.
package struct PlanBody: Codable, Sendable {
    package var plan: Plan
    package var careProtocol: CareProtocol

    enum CodingKeys: String, CodingKey {
        case plan
        case careProtocol = "protocol"
    }

    package init(plan: Plan, careProtocol: CareProtocol) {
        self.plan = plan
        self.careProtocol = careProtocol
    }
}

package struct TreatmentsBody: Codable, Sendable {
    package var treatments: [Treatment]
    package var next: String?

    package init(treatments: [Treatment], next: String?) {
        self.treatments = treatments
        self.next = next
    }
}

package struct ReactionsBody: Codable, Sendable {
    package var reactions: [Reaction]
    package var next: String?

    package init(reactions: [Reaction], next: String?) {
        self.reactions = reactions
        self.next = next
    }
}

/// Every version that new plans may follow, or that plans follow which are not over.
package struct ProtocolsBody: Codable, Sendable {
    package var protocols: [CareProtocol]
    /// Who follows each of them, in the same order.
    package var use: [ProtocolUseBody]?

    package init(protocols: [CareProtocol], use: [ProtocolUseBody]? = nil) {
        self.protocols = protocols
        self.use = use
    }
}

package struct ProtocolUseBody: Codable, Sendable {
    package var careProtocol: ProtocolReference
    /// Whether new plans may follow it.
    package var isOffered: Bool
    /// How many plans follow it that are not over.
    package var plans: Int

    enum CodingKeys: String, CodingKey {
        case isOffered, plans
        case careProtocol = "protocol"
    }

    package init(careProtocol: ProtocolReference, isOffered: Bool, plans: Int) {
        self.careProtocol = careProtocol
        self.isOffered = isOffered
        self.plans = plans
    }
}

package struct RemindersBody: Codable, Sendable {
    package var reminders: [ReminderBody]
    package var next: String?

    package init(reminders: [ReminderBody], next: String?) {
        self.reminders = reminders
        self.next = next
    }
}

/// A reminder as the ledger has it.
package struct ReminderBody: Codable, Sendable {
    package var id: OccurrenceID
    package var patient: PatientID
    package var treatment: TreatmentID
    package var timingRevision: Int
    package var plan: PlanID
    package var careProtocol: ProtocolReference
    package var instruction: InstructionID
    package var kind: Instruction.Kind
    package var phase: Phase
    package var role: Role
    /// The instant that the instruction names; `due` where quiet hours did not move it.
    package var instant: Instant
    package var due: Instant
    package var deadline: Instant
    package var windowStart: Instant
    package var windowEnd: Instant
    package var state: ReminderState
    package var sequence: Int64?
    package var attempt: Int
    package var reason: String?
    package var message: String?
    package var language: Language?
    /// The other treatments that it speaks for.
    package var alsoFor: [TreatmentID]
    /// What it corrects.
    package var replaces: OccurrenceID?
    package var decidedAt: Instant
    package var emittedAt: Instant?
    package var lateSeconds: Int64
    package var cursor: String?

    enum CodingKeys: String, CodingKey {
        case id, patient, treatment, timingRevision, plan, instruction, kind, phase, role, instant, due, deadline, windowStart
        case windowEnd, state, sequence, attempt, reason, message, language, alsoFor, replaces, decidedAt, emittedAt, lateSeconds, cursor
        case careProtocol = "protocol"
    }

    /// - Parameter store: the id of the store that it lies in.
    package init(_ reminder: Reminder, store: UUID) {
        let occurrence = reminder.occurrence
        let window = occurrence.window
        id = reminder.id
        patient = reminder.patient
        treatment = window.treatment
        timingRevision = window.timingRevision
        plan = window.plan
        careProtocol = window.careProtocol
        instruction = window.instruction
        kind = window.kind
        phase = occurrence.phase
        role = occurrence.role
        instant = occurrence.instant
        due = occurrence.due
        deadline = occurrence.deadline
        windowStart = window.opens
        windowEnd = window.closes
        state = reminder.state
        sequence = reminder.sequence
        attempt = reminder.attempt
        reason = reminder.reason
        message = reminder.message?.text
        language = reminder.message?.language
        alsoFor = reminder.message?.alsoFor ?? []
        replaces = occurrence.replaces.map { OccurrenceID($0, store: store) }
        decidedAt = reminder.decidedAt
        emittedAt = reminder.emittedAt
        lateSeconds = reminder.lateBy
        cursor = reminder.cursor
    }
}
