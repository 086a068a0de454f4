package import Aftercare
import GRDB

// When each patient next needs looking at.

extension StoreTransaction {
    /// The earliest instant at which anybody needs looking at; nil: nobody does.
    package func nextLook() throws -> Instant? {
        try Int64.fetchOne(db, sql: "SELECT nextLook FROM patient WHERE nextLook IS NOT NULL ORDER BY nextLook LIMIT 1")
            .map(Instant.init(seconds:))
    }

    /// The patients who need looking at by `now`, the longest waiting first.
    package func patientsDue(by now: Instant, limit: Int) throws -> [PatientID] {
        try String.fetchAll(
            db, sql: "SELECT id FROM patient WHERE nextLook <= ? ORDER BY nextLook, id LIMIT ?",
            arguments: [now.seconds, limit]
        ).compactMap(PatientID.init)
    }

    /// The patients who need looking at next, soonest first.
    package func patientsNext(limit: Int) throws -> [PatientID] {
        try String.fetchAll(
            db, sql: "SELECT id FROM patient WHERE nextLook IS NOT NULL ORDER BY nextLook, id LIMIT ?", arguments: [limit]
        ).compactMap(PatientID.init)
    }

    package func setLook(of patient: PatientID, next: Instant?, inWindowUntil: Instant?) throws {
        try db.execute(
            sql: "UPDATE patient SET nextLook = ?, inWindowUntil = ? WHERE id = ?",
            arguments: [next?.seconds, inWindowUntil?.seconds, patient.rawValue])
    }

    package func countInWindow(at now: Instant) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM patient WHERE inWindowUntil > ?", arguments: [now.seconds]) ?? 0
    }

    package func patientsInWindow(at now: Instant, limit: Int) throws -> [PatientID] {
        try String.fetchAll(
            db, sql: "SELECT id FROM patient WHERE inWindowUntil > ? ORDER BY id LIMIT ?", arguments: [now.seconds, limit]
        ).compactMap(PatientID.init)
    }
}
