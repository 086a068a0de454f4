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
            environment.logger.tell(
                .zoneUnknown,
                "patient '\(id)' has the time zone '\(patient.zone)', which this machine does not know; install tzdata. Nothing is sent to that patient until then",
                [.zone: patient.zone])
            return nil
        }
        let treatments = try tx.openTreatments(of: id)
        return CareRecord(
            store: store, patient: patient, zone: zone, clinic: environment.clinic, courses: try tx.courses(of: id),
            treatments: treatments, responses: try tx.responses(of: treatments.map(\.id)),
            reactions: try tx.reactions(of: id))
    }

    func look(at record: CareRecord, now: Instant) throws -> Look {
        record.look(at: now, decided: try tx.decided(of: record.treatments.map(\.id)))
    }

    /// After a change: when must this patient be looked at? At once where something is due by now.
    ///
    /// - Returns: what is open of the patient from now on; nil where nothing can be planned.
    @discardableResult
    func plan(_ id: PatientID, now: Instant) throws -> CareRecord? {
        guard let record = try reopenedRecord(of: id, now: now) else {
            try tx.postponeLook(of: id, to: now)
            return nil
        }
        let look = try look(at: record, now: now)
        try tx.setLook(of: id, look, next: look.decisions.isEmpty ? look.next : now)
        return record
    }

    /// A change may plan something anew for a treatment that was over; where it does not, that stays over.
    private func reopenedRecord(of id: PatientID, now: Instant) throws -> CareRecord? {
        let open = Set(try tx.openTreatments(of: id).map(\.id))
        try tx.reopenTreatments(of: id)
        guard let record = try record(of: id) else { return nil }
        let ends = record.ends
        let concerned = Set(record.reactions.filter(\.isOpen).map(\.treatment))
        let over = record.treatments.map(\.id).filter { treatment in
            !open.contains(treatment) && !concerned.contains(treatment) && (ends[treatment] ?? .distantPast) < now
        }
        try tx.close(over)
        return record.without(Set(over))
    }
}
