import Aftercare
import AftercareStore

// Erasing a patient's data on request.

extension CommandHandler {
    mutating func erase(_ id: PatientID) throws {
        guard let existing = try tx.patient(id) else { return allProblems.append(.unknown(toErase: id)) }
        if let erasedAt = try tx.erasedAt(id) { return allProblems.append(.erased(id, at: erasedAt)) }
        // The record sent to the journal carries the id, so its outcome must be known first.
        guard try !tx.isAwaitingReceipt(id) else { throw EngineError(awaitingReceiptOf: id) }
        let (plans, treatments) = (try tx.plans(of: id), try tx.everyTreatment(of: id))
        let erasure = Erasure(
            plans: plans, treatments: treatments, as: try tx.freshPseudonym(),
            language: loader.environment.clinic.language, now: now)
        let reminders = try tx.countReminders(of: id)
        try tx.erase(id, leaving: erasure, in: loader.store, at: now)
        try record(.patientErase, of: erasure.patient.id.rawValue, [String: String]())
        outcome.patients.append(Outcome.Change(erasure.patient, was: existing))
        outcome.plans += zip(plans, erasure.plans).filter { $0.status != $1.status }.map { Outcome.Change($1, was: $0) }
        outcome.treatments += zip(treatments, erasure.treatments).filter { $0.status != $1.status }.map { Outcome.Change($1, was: $0) }
        outcome.notes += erasure.notes(on: id, reminders: reminders)
    }

    /// Reports a problem for each erased patient: their data can no longer change.
    func erased(among patients: Set<PatientID>) throws -> [Problem] {
        try patients.sorted().compactMap { id in try tx.erasedAt(id).map { .erased(id, at: $0) } }
    }
}

extension Engine {
    /// The name that `command` will erase, so that its bytes can be searched for afterwards.
    func nameToErase(by command: Command) throws -> String? {
        guard case .erasePatient(let id) = command else { return nil }
        return try reading { try $0.patient(id)?.name }
    }

    /// Removes the erased data from the store's files too.
    func finishErasure(by command: Command, of name: String?, _ outcome: inout Outcome) {
        guard case .erasePatient = command else { return }
        let older = store.olderStores()
        if !older.isEmpty { outcome.notes.append(Erasure.note(onOlderStores: older)) }
        do { try store.finishErasure(of: name) } catch {
            outcome.notes.append(
                "bytes of what was erased are still in the store's files (\(error)); the next start of aftercared removes them")
        }
    }
}

extension EngineError {
    fileprivate init(awaitingReceiptOf patient: PatientID) {
        description =
            "a reminder of '\(patient)' is on its way to the journal, and nothing was erased; try again in a moment"
        kind = .busy
    }
}
