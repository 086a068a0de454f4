/// The status of one patient. Properties are named after their keys.
package struct PatientStatus: Equatable, Codable, Sendable {
    package var patient: Patient
    package var now: Instant
    /// Staff tasks, open reactions first; empty in the status of the whole service.
    package var needsPerson: [StaffTask] = []
    package var windows: [WindowInForce] = []
    package var upcoming: [UpcomingReminder] = []
    /// All plans except those entered in error; nil in the status of the whole service.
    package var plans: [Plan]?
    /// The session that is under way or comes next; nil if there is none, and in the status of the whole service.
    package var nextSession: NextSession?
    /// Why reminders are suppressed; nil in the status of the whole service.
    package var silences: [Suppression]?

    package init(patient: Patient, now: Instant) {
        self.patient = patient
        self.now = now
    }
}
