import Aftercare
import AftercareStore

// Patients in zones that this machine does not know.

extension CareRecordLoader {
    /// The number of seconds before an evaluation that was not possible is retried.
    static let retryEvaluation: Int64 = 900

    /// The unknown zones that patients or the clinic are waiting for, by name.
    func unknownZones() throws -> [UnknownZone] {
        try tx.unknownZones().sorted { $0.key < $1.key }.map { name, since in
            UnknownZone(
                name: name, since: since, reason: environment.absence(ofZone: name),
                patients: try tx.countPatientsWaiting(in: name), isClinics: name == environment.clinic.zone)
        }
    }

    /// The staff tasks for patients who receive no reminders because their zone is unknown.
    func staffTasksOfZones(of patient: PatientID?, at now: Instant, limit: Int) throws -> [StaffTask] {
        let unknown = try tx.unknownZones()
        guard let patient else {
            if unknown.isEmpty { return [] }
            return try tx.patientsWaiting(in: unknown.keys.sorted(), limit: limit).map { waiting in
                StaffTask(kind: .zone, patient: waiting.id, treatment: nil, since: unknown[waiting.zone] ?? now, zone: waiting.zone)
            }
        }
        guard let known = try tx.patient(patient), known.status == .active, environment.zone(known.zone) == nil else { return [] }
        return [
            StaffTask(kind: .zone, patient: patient, treatment: nil, since: unknown[known.zone] ?? now, zone: known.zone)
        ]
    }

    /// The patient's zone; UTC replaces a zone that this machine does not know.
    func zone(of patient: Patient) -> Zone { environment.zone(patient.zone) ?? Zone(standingInFor: patient.zone) }

    /// Records that the patient's zone is unknown, and postpones the patient's evaluation.
    ///
    /// - Parameter next: when to evaluate again, if anything of the patient is open.
    func postpone(_ patient: Patient, to next: Instant, now: Instant) throws {
        let isIdle = try tx.openTreatments(of: patient.id).isEmpty
        try tx.postponeEvaluation(of: patient.id, to: isIdle ? nil : next)
        var unknown = try tx.unknownZones()
        guard !isIdle, unknown[patient.zone] == nil else { return }
        unknown[patient.zone] = now
        try tx.setUnknownZones(unknown)
    }
}
