package import Aftercare
import GRDB

// When each patient next needs looking at.

extension StoreTransaction {
    /// The earliest instant at which anybody needs looking at; nil: nobody does.
    package func nextEvaluation() throws -> Instant? {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT nextLook FROM patient WHERE nextLook IS NOT NULL ORDER BY nextLook LIMIT 1")
        ).map(Instant.init(seconds:))
    }

    /// The earliest instant at which something is to be said to anybody; nil: nothing is planned.
    package func nextDue() throws -> Instant? {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT nextDue FROM patient WHERE nextDue IS NOT NULL ORDER BY nextDue LIMIT 1")
        ).map(Instant.init(seconds:))
    }

    /// The patients who need looking at by `now`, the longest waiting first; of those who wait equally long, the first
    /// entered, which costs no sorting however many they are.
    package func patientsDue(by now: Instant, limit: Int) throws -> [PatientID] {
        try String.fetchAll(
            db.cachedStatement(sql: "SELECT id FROM patient WHERE nextLook <= ? ORDER BY nextLook, rowid LIMIT ?"),
            arguments: [now.seconds, limit]
        ).compactMap(PatientID.init)
    }

    /// The patients to whom something is said next, soonest first; then the first entered.
    package func patientsNext(limit: Int) throws -> [PatientID] {
        try String.fetchAll(
            db, sql: "SELECT id FROM patient WHERE nextDue IS NOT NULL ORDER BY nextDue, rowid LIMIT ?", arguments: [limit]
        ).compactMap(PatientID.init)
    }

    /// - Parameter next: overrides the look's own answer.
    package func setNextEvaluation(of patient: PatientID, _ result: EvaluationResult, next: Instant?) throws {
        try run(
            "UPDATE patient SET nextLook = ?, nextDue = ?, inWindowUntil = ? WHERE id = ?",
            [next?.seconds, result.nextDue?.seconds, result.inWindowUntil?.seconds, patient.rawValue])
    }

    /// A patient who cannot be looked at now is looked at again at `next`.
    ///
    /// - Parameter next: nil: nothing of the patient is open.
    package func postponeEvaluation(of patient: PatientID, to next: Instant?) throws {
        try run(
            "UPDATE patient SET nextLook = ?, nextDue = NULL, inWindowUntil = NULL WHERE id = ?",
            [next?.seconds, patient.rawValue])
    }

    // MARK: Zones

    /// The zones in which patients live, each with the fingerprint by which they were last planned; nil: never.
    package func zones() throws -> [(name: String, fingerprint: String?)] {
        try Row.fetchAll(db, sql: "SELECT name, fingerprint FROM zone ORDER BY name").map { ($0[0], $0[1]) }
    }

    package func setFingerprint(_ fingerprint: String, ofZone name: String) throws {
        try db.execute(sql: "UPDATE zone SET fingerprint = ? WHERE name = ?", arguments: [fingerprint, name])
    }

    /// Everybody in this zone for whom anything is planned is looked at by `next` at the latest.
    ///
    /// - Returns: how many they are.
    package func advanceEvaluations(ofZone name: String, to next: Instant) throws -> Int {
        try db.execute(
            sql: "UPDATE patient SET nextLook = min(nextLook, ?) WHERE zone = ? AND nextLook IS NOT NULL",
            arguments: [next.seconds, name])
        return db.changesCount
    }

    // MARK: The clinic's rules

    /// By which everybody was last planned, in words; nil: nobody was yet.
    package func clinicRules() throws -> String? {
        try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'clinic-rules'")
    }

    package func setClinicRules(_ rules: String) throws {
        try db.execute(
            sql: "INSERT INTO meta (key, value) VALUES ('clinic-rules', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            arguments: [rules])
    }

    /// Everybody for whom anything is planned is looked at by `next` at the latest.
    ///
    /// - Returns: how many they are.
    package func advanceEvaluations(to next: Instant) throws -> Int {
        try db.execute(
            sql: "UPDATE patient SET nextLook = min(nextLook, ?) WHERE nextLook IS NOT NULL", arguments: [next.seconds])
        return db.changesCount
    }

    // MARK: Windows

    package func countInWindow(at now: Instant) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) FROM patient WHERE inWindowUntil > ?"), arguments: [now.seconds]) ?? 0
    }

    package func patientsInWindow(at now: Instant, limit: Int) throws -> [PatientID] {
        try String.fetchAll(
            db, sql: "SELECT id FROM patient WHERE inWindowUntil > ? ORDER BY id LIMIT ?", arguments: [now.seconds, limit]
        ).compactMap(PatientID.init)
    }
}
