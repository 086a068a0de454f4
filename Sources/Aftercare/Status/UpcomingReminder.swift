/// A reminder that is still to be emitted.
package struct UpcomingReminder: Equatable, Codable, Sendable {
    package var id: OccurrenceID
    package var patient: PatientID
    package var treatment: TreatmentID
    package var instruction: InstructionID
    /// The instruction's short name, for the staff.
    package var label: String
    package var due: Instant
    package var deadline: Instant
    /// Its text for the patient.
    package var message: String?

    package init(
        id: OccurrenceID, patient: PatientID, treatment: TreatmentID, instruction: InstructionID, label: String, due: Instant,
        deadline: Instant, message: String?
    ) {
        self.id = id
        self.patient = patient
        self.treatment = treatment
        self.instruction = instruction
        self.label = label
        self.due = due
        self.deadline = deadline
        self.message = message
    }
}

extension UpcomingReminder {
    /// The first `limit` reminders after `now`, up to `end`.
    package static func list(of schedule: Schedule, after now: Instant, through end: Instant, limit: Int) -> [UpcomingReminder] {
        let record = schedule.record
        return schedule.upcoming(after: now, through: end, limit: limit).map { occurrence in
            UpcomingReminder(
                id: OccurrenceID(occurrence.key, store: record.store), patient: record.patient.id,
                treatment: occurrence.window.treatment, instruction: occurrence.window.instruction,
                label: record.label(of: occurrence.window, in: record.clinic.language), due: occurrence.due,
                deadline: occurrence.deadline, message: schedule.payload(for: occurrence, now: occurrence.due)?.text)
        }
    }
}
