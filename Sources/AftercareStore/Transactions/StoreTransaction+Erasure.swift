package import Aftercare
package import Foundation
import GRDB

// Erasing a patient's data on request: what is deleted, and what is kept under a pseudonym.

extension StoreTransaction {
    /// When the patient's data was erased; `nil` when it was not, or there is no such patient.
    package func erasedAt(_ patient: PatientID) throws -> Instant? {
        if newPatients.contains(patient) { return nil }
        return try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT erasedAt FROM patient WHERE id = ?"), arguments: [patient.rawValue]
        ).map(Instant.init(seconds:))
    }

    /// Whether a reminder to this patient was sent and has no receipt yet.
    package func isAwaitingReceipt(_ patient: PatientID) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM reminder WHERE state IN ('sending', 'seen') AND patient = ?)"),
            arguments: [patient.rawValue]) ?? false
    }

    package func countReminders(of patient: PatientID) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) FROM reminder WHERE patient = ?"), arguments: [patient.rawValue]) ?? 0
    }

    /// A random name that no patient has.
    package func freshPseudonym() throws -> PatientID {
        while true {
            let digits = String(UInt32.random(in: .min ... .max), radix: 16)
            let text = "erased-" + String(repeating: "0", count: 8 - digits.count) + digits
            let id = try PatientID(text).orDamaged("pseudonym")
            if try patient(id) == nil { return id }
        }
    }

    /// Replaces `patient` by what `erasure` leaves. The ledger and the audit rows keep what serves as proof and names
    /// nobody. The patient is never evaluated again.
    ///
    /// - Parameter store: the id of the store.
    package func erase(_ patient: PatientID, leaving erasure: Erasure, in store: UUID, at now: Instant) throws {
        defer { newPatients.forget() }
        let (old, new) = (patient.rawValue, erasure.patient.id.rawValue)
        let zone = try self.patient(patient)?.zone
        try eraseAuditDetails(of: old, as: new, in: store)
        try run("DELETE FROM response WHERE treatment IN (SELECT id FROM treatment WHERE patient = ?)", [old])
        try run("DELETE FROM reaction WHERE patient = ?", [old])
        try save(erasure.patient)
        for plan in erasure.plans { try save(plan) }
        for treatment in erasure.treatments { try save(treatment) }
        try run("UPDATE plan SET stated = NULL WHERE patient = ?", [new])
        try run("UPDATE treatment SET stated = NULL, isOver = 1 WHERE patient = ?", [new])
        try run(
            """
            UPDATE reminder SET patient = ?, message = NULL, language = NULL, claimTopic = NULL, claimLabel = NULL,
                claimTemplate = NULL
            WHERE patient = ?
            """,
            [new, old])
        try run("DELETE FROM patient WHERE id = ?", [old])
        try run("UPDATE patient SET erasedAt = ? WHERE id = ?", [now.seconds, new])
        try run("DELETE FROM zone WHERE name = ? AND name NOT IN (SELECT zone FROM patient)", [zone])
        try run("INSERT OR REPLACE INTO meta (key, value) VALUES ('erased', ?)", [String(now.seconds)])
    }

    /// Erases the details of the audit rows about a patient; time, user and kind of each change stay.
    private func eraseAuditDetails(of old: String, as new: String, in store: UUID) throws {
        try run(
            """
            UPDATE audit SET detail = NULL, subject = CASE WHEN action GLOB 'patient.*' THEN ? ELSE subject END
            WHERE action GLOB 'patient.*' AND subject = ?
                OR action GLOB 'plan.*' AND subject IN (SELECT id FROM plan WHERE patient = ?)
                OR action GLOB 'treatment.*' AND subject IN (SELECT id FROM treatment WHERE patient = ?)
                OR action GLOB 'reaction.*' AND subject IN (SELECT id FROM reaction WHERE patient = ?)
                OR action GLOB 'reminder.*' AND subject IN (SELECT value FROM json_each(?))
            """,
            [new, old, old, old, old, try JSONColumn.encode(try reminderIDs(of: old, in: store))])
    }

    /// The ids of all the patient's reminders that were decided or answered, and of the first reminder for each.
    private func reminderIDs(of patient: String, in store: UUID) throws -> [String] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT treatment, timingRevision, instruction, place FROM reminder WHERE patient = ?1
                    UNION SELECT treatment, timingRevision, instruction, place FROM response
                    WHERE treatment IN (SELECT id FROM treatment WHERE patient = ?1)
                    """),
            arguments: [patient])
        var ids = try String.fetchAll(
            db.cachedStatement(sql: "SELECT id FROM reminder WHERE patient = ?"), arguments: [patient])
        while let row = try rows.next() {
            let key = OccurrenceKey(
                treatment: try TreatmentID(row[0]).orDamaged("treatment id"), timingRevision: row[1],
                instruction: try InstructionID(row[2]).orDamaged("instruction id"), place: row[3])
            ids.append(OccurrenceID(key, store: store).text)
        }
        return ids
    }
}
