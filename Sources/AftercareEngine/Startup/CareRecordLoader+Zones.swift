import Aftercare
import AftercareStore

// Whose zone this machine does not know.

extension CareRecordLoader {
    /// Seconds after which a patient who could not be looked at is tried again.
    static let retryEvaluation: Int64 = 900

    /// The zones that somebody waits for, by name.
    func unknownZones() throws -> [UnknownZone] {
        try tx.unknownZones().sorted { $0.key < $1.key }.map { name, since in
            UnknownZone(
                name: name, since: since, reason: environment.absence(ofZone: name),
                patients: try tx.countPatientsWaiting(in: name), isClinics: name == environment.clinic.zone)
        }
    }

    /// The patients who are told nothing, since nobody knows their clock.
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

    /// The patient's zone; UTC stands in for one that this machine does not know.
    func zone(of patient: Patient) -> Zone { environment.zone(patient.zone) ?? Zone(standingInFor: patient.zone) }

    /// Takes note that the patient's zone is not known, and puts the look at the patient off.
    ///
    /// - Parameter next: when to look again, where anything of the patient is open.
    func postpone(_ patient: Patient, to next: Instant, now: Instant) throws {
        let isIdle = try tx.openTreatments(of: patient.id).isEmpty
        try tx.postponeEvaluation(of: patient.id, to: isIdle ? nil : next)
        var unknown = try tx.unknownZones()
        guard !isIdle, unknown[patient.zone] == nil else { return }
        unknown[patient.zone] = now
        try tx.setUnknownZones(unknown)
    }
}
