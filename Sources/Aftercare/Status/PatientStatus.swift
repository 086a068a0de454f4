/// How things stand for one patient. Its properties have the names that its keys have.
package struct PatientStatus: Equatable, Codable, Sendable {
    package var patient: Patient
    package var now: Instant
    /// What a person must see to, open reactions first; empty among those of everybody.
    package var needsPerson: [StaffTask] = []
    package var windows: [WindowInForce] = []
    package var upcoming: [UpcomingReminder] = []
    /// But those that were entered in error; nil among those of everybody.
    package var plans: [Plan]?
    /// The session that is under way, or comes next; nil: there is none, or it was asked for everybody.
    package var nextSession: NextSession?
    /// Why little or nothing is said; nil among those of everybody.
    package var silences: [Suppression]?

    package init(patient: Patient, now: Instant) {
        self.patient = patient
        self.now = now
    }
}
