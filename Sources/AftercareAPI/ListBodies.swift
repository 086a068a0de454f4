package import Aftercare

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

package struct ProtocolsBody: Codable, Sendable {
    package var protocols: [CareProtocol]

    package init(protocols: [CareProtocol]) { self.protocols = protocols }
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
    package var decidedAt: Instant
    package var emittedAt: Instant?
    package var lateSeconds: Int64
    package var cursor: String?

    enum CodingKeys: String, CodingKey {
        case id, patient, treatment, timingRevision, plan, instruction, kind, phase, due, deadline, windowStart
        case windowEnd, state, sequence, attempt, reason, message, language, decidedAt, emittedAt, lateSeconds, cursor
        case careProtocol = "protocol"
    }

    package init(_ reminder: Reminder) {
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
        due = occurrence.due
        deadline = occurrence.deadline
        windowStart = window.opens
        windowEnd = window.closes
        state = reminder.state
        sequence = reminder.sequence
        attempt = reminder.attempt
        reason = reminder.reason
        message = reminder.message
        language = reminder.language
        decidedAt = reminder.decidedAt
        emittedAt = reminder.emittedAt
        lateSeconds = reminder.lateBy
        cursor = reminder.cursor
    }
}
