// A patient's status comes out of the patient's schedule, which is laid out once for all of it.

extension PatientStatus {
    /// How far ahead reminders are looked for, in seconds: a week.
    package static let reach: Int64 = 7 * 86_400
    /// How many reminders to come are told of one patient.
    private static let upcomingShown = 10

    /// Everything, for whoever asks of one patient.
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

    /// The windows alone, as a status of everybody has them.
    package init(inWindowOf schedule: Schedule, at now: Instant) {
        self.init(patient: schedule.record.patient, now: now)
        if !schedule.record.isTimeless { windows = WindowInForce.list(of: schedule, at: now, through: now + Self.reach) }
    }
}

extension CareRecord {
    /// Nobody knows the patient's clock, so nobody can say what holds, or what comes.
    fileprivate var isTimeless: Bool { zone.standsInFor != nil }
}
