import Aftercare
import AftercareStore
import Foundation

/// The store within one transaction, read as what the timeline is computed from.
struct CareRecordLoader {
    let tx: StoreTransaction
    let store: UUID
    let environment: EngineEnvironment
    private let zones = Zones()

    /// Everything about a patient that is still open; nil: there is no such patient, or nobody knows the patient's clock.
    func record(of id: PatientID) throws -> CareRecord? {
        guard let patient = try tx.patient(id), let zone = zones.zone(patient.zone, in: environment) else { return nil }
        return try record(of: patient, in: zone)
    }

    /// With UTC in the place of a zone that this machine does not know: for what needs no clock on the wall.
    func record(ofTimeless patient: Patient) throws -> CareRecord {
        try record(of: patient, in: Zone(standingInFor: patient.zone))
    }

    private func record(of patient: Patient, in zone: Zone) throws -> CareRecord {
        let id = patient.id
        let treatments = try tx.openTreatments(of: id)
        return CareRecord(
            store: store, patient: patient, zone: zone, clinic: environment.clinic, assignedPlans: try tx.assignedPlans(of: id),
            treatments: treatments, responses: try tx.responses(of: treatments.map(\.id)),
            reactions: try tx.reactions(of: id), inDoubtUntil: try tx.inDoubtUntil())
    }

    func evaluate(_ schedule: Schedule, now: Instant) throws -> EvaluationResult {
        schedule.evaluate(at: now, decided: try tx.decided(of: schedule.record.treatments.map(\.id)))
    }

    /// After a change: when must this patient be looked at? At once where something is due by now.
    ///
    /// - Returns: what is open of the patient from now on; nil where nothing can be planned.
    @discardableResult
    func plan(_ id: PatientID, now: Instant) throws -> Schedule? {
        guard let schedule = try reopened(id, now: now) else { return nil }
        let record = schedule.record
        guard record.zone.standsInFor == nil else {
            try postpone(record.patient, to: now, now: now)
            return nil
        }
        try tx.noteFingerprint(of: record.zone)
        let result = try evaluate(schedule, now: now)
        try tx.setNextEvaluation(of: id, result, next: result.decisions.isEmpty ? result.next : now)
        return schedule
    }

    /// A change may plan something anew for a treatment that was over; where it does not, that stays over.
    private func reopened(_ id: PatientID, now: Instant) throws -> Schedule? {
        guard let patient = try tx.patient(id) else { return nil }
        let open = Set(try tx.openTreatments(of: id).map(\.id))
        try tx.reopenTreatments(of: id)
        let record = try record(of: id) ?? record(ofTimeless: patient)
        // No clock on a wall is as much as two days from UTC.
        let past = record.zone.standsInFor == nil ? now : now - 2 * 86_400
        let schedule = Schedule(record)
        let ends = schedule.ends
        let concerned = Set(record.reactions.filter(\.isOpen).map(\.treatment))
        let over = record.treatments.map(\.id).filter { treatment in
            !open.contains(treatment) && !concerned.contains(treatment) && (ends[treatment] ?? .distantPast) < past
        }
        try tx.close(over)
        return over.isEmpty ? schedule : Schedule(record.without(Set(over)))
    }
}

/// The zones that one transaction has asked for: of many patients in one zone, its file is looked at once.
private final class Zones {
    private var known: [String: Zone] = [:]

    func zone(_ name: String, in environment: EngineEnvironment) -> Zone? {
        if let found = known[name] { return found }
        let found = environment.zone(name)
        known[name] = found
        return found
    }
}
