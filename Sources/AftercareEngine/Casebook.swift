import Aftercare
import AftercareStore
import Foundation
import Logging

/// The store within one transaction, read as what the timeline is computed from.
struct Casebook {
    let tx: StoreTransaction
    let store: UUID
    let environment: Environment

    /// Everything about a patient that is still open; nil, with a line in the log, where the zone is unknown.
    func record(of id: PatientID) throws -> CareRecord? {
        guard let patient = try tx.patient(id) else { return nil }
        guard let zone = environment.zone(patient.zone) else {
            environment.logger.error(
                "patient '\(id)' has the time zone '\(patient.zone)', which this machine does not know; install tzdata. Nothing is sent to that patient until then")
            return nil
        }
        return CareRecord(
            store: store, patient: patient, zone: zone, courses: try tx.courses(of: id),
            treatments: try tx.openTreatments(of: id))
    }

    func look(at record: CareRecord, now: Instant) throws -> Look {
        record.look(at: now, decided: try tx.decided(of: record.treatments.map(\.id)))
    }

    /// After a change: when must this patient be looked at? At once where something is due by now.
    func plan(_ id: PatientID, now: Instant) throws {
        guard let record = try record(of: id) else {
            return try tx.postponeLook(of: id, to: now)
        }
        let look = try look(at: record, now: now)
        try tx.setLook(of: id, look, next: look.decisions.isEmpty ? look.next : now)
    }
}
