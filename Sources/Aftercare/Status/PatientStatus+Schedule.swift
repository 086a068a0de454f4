// Computes a patient's status from one schedule, so that the schedule is laid out once.

extension PatientStatus {
    /// How far ahead to look for reminders, in seconds: a week.
    package static let reach: Int64 = 7 * 86_400
    /// The number of upcoming reminders in the status of one patient.
    private static let upcomingShown = 10

    /// The full status of one patient.
    package init(of schedule: Schedule, at now: Instant, needsPerson: [StaffTask] = []) {
        let record = schedule.record
        self.init(inWindowOf: schedule, at: now)
        self.needsPerson = needsPerson
        if !record.isTimeless {
            upcoming = UpcomingReminder.list(of: schedule, after: now, through: now + Self.reach, limit: Self.upcomingShown)
        }
        plans = record.assignedPlans.map(\.plan).filter { $0.status != .enteredInError }
        nextSession = NextSession(of: record, at: now)
        silences = schedule.silences(at: now)
    }

    /// Only the windows, for the status of the whole service.
    package init(inWindowOf schedule: Schedule, at now: Instant) {
        self.init(patient: schedule.record.patient, now: now)
        if !schedule.record.isTimeless { windows = WindowInForce.list(of: schedule, at: now, through: now + Self.reach) }
    }
}

extension CareRecord {
    /// Whether the patient's time zone is unknown, so that no window and no reminder can be computed.
    fileprivate var isTimeless: Bool { zone.standsInFor != nil }
}
