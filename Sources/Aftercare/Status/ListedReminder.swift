package import Foundation

/// A reminder as the ledger lists it.
package struct ListedReminder: Equatable, Codable, Sendable {
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
    /// The instant that the instruction names; quiet hours may have moved `due`.
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
    /// The other treatments that it covers.
    package var alsoFor: [TreatmentID]
    /// The reminder that it corrects.
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

    /// - Parameter store: the id of the store that holds it.
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
        message = reminder.payload?.text
        language = reminder.payload?.language
        alsoFor = reminder.payload?.alsoFor ?? []
        replaces = occurrence.replaces.map { OccurrenceID($0, store: store) }
        decidedAt = reminder.decidedAt
        emittedAt = reminder.emittedAt
        lateSeconds = reminder.lateBy
        cursor = reminder.cursor
    }
}
