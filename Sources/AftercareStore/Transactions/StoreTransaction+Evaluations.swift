package import Aftercare
import GRDB

// When each patient is to be evaluated next.

extension StoreTransaction {
    /// The earliest instant at which any patient is to be evaluated; `nil` when there is none.
    package func nextEvaluation() throws -> Instant? {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT nextLook FROM knownPatient WHERE nextLook IS NOT NULL ORDER BY nextLook LIMIT 1")
        ).map(Instant.init(seconds:))
    }

    /// The earliest instant at which a reminder to any patient is due; `nil` when none is planned.
    package func nextDue() throws -> Instant? {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT nextDue FROM knownPatient WHERE nextDue IS NOT NULL ORDER BY nextDue LIMIT 1")
        ).map(Instant.init(seconds:))
    }

    /// The patients whose evaluation is due by `now`, the longest overdue first. Ties go to the patient entered first, and
    /// then file by file: that needs no sorting however many there are.
    package func patientsDue(by now: Instant, limit: Int) throws -> [PatientID] {
        try String.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT id FROM patient WHERE nextLook <= ? AND coalesce(import, 0) <= (SELECT counted FROM import)
                    ORDER BY nextLook, import, rowid LIMIT ?
                    """),
            arguments: [now.seconds, limit]
        ).compactMap(PatientID.init)
    }

    /// The patients whose next reminder is due soonest, soonest first. Ties go as in `patientsDue`.
    package func patientsNext(limit: Int) throws -> [PatientID] {
        try String.fetchAll(
            db,
            sql: """
                SELECT id FROM patient WHERE nextDue IS NOT NULL AND coalesce(import, 0) <= (SELECT counted FROM import)
                ORDER BY nextDue, import, rowid LIMIT ?
                """,
            arguments: [limit]
        ).compactMap(PatientID.init)
    }

    /// Stores the result of an evaluation.
    ///
    /// - Parameter next: the instant of the next evaluation, used instead of the result's own.
    package func setNextEvaluation(of patient: PatientID, _ result: EvaluationResult, next: Instant?) throws {
        try run(
            "UPDATE patient SET nextLook = ?, nextDue = ?, inWindowUntil = ? WHERE id = ?",
            [next?.seconds, result.nextDue?.seconds, result.inWindowUntil?.seconds, patient.rawValue])
    }

    /// Postpones the evaluation of a patient who cannot be evaluated now.
    ///
    /// - Parameter next: the instant to try again; `nil` when the patient has nothing open.
    package func postponeEvaluation(of patient: PatientID, to next: Instant?) throws {
        try run(
            "UPDATE patient SET nextLook = ?, nextDue = NULL, inWindowUntil = NULL WHERE id = ?",
            [next?.seconds, patient.rawValue])
    }

    // MARK: Zones

    /// The zones in which patients live, each with the fingerprint of the rules that its patients' schedules were last
    /// computed from; `nil` when they never were.
    package func zones() throws -> [(name: String, fingerprint: String?)] {
        try Row.fetchAll(db, sql: "SELECT name, fingerprint FROM zone ORDER BY name").map { ($0[0], $0[1]) }
    }

    package func setFingerprint(_ fingerprint: String, ofZone name: String) throws {
        try db.execute(sql: "UPDATE zone SET fingerprint = ? WHERE name = ?", arguments: [fingerprint, name])
    }

    /// Has every patient of this zone who has an evaluation pending evaluated by `next` at the latest.
    ///
    /// - Returns: the number of these patients.
    package func advanceEvaluations(ofZone name: String, to next: Instant) throws -> Int {
        try db.execute(
            sql: "UPDATE patient SET nextLook = min(nextLook, ?) WHERE zone = ? AND nextLook IS NOT NULL",
            arguments: [next.seconds, name])
        return db.changesCount
    }

    // MARK: Clinic settings

    /// The clinic settings that all schedules were last computed from, as text; `nil` before the first run.
    package func clinicRules() throws -> String? {
        try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'clinic-rules'")
    }

    package func setClinicRules(_ rules: String) throws {
        try db.execute(
            sql: "INSERT INTO meta (key, value) VALUES ('clinic-rules', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            arguments: [rules])
    }

    /// Has every patient who has an evaluation pending evaluated by `next` at the latest.
    ///
    /// - Returns: the number of these patients.
    package func advanceEvaluations(to next: Instant) throws -> Int {
        try db.execute(
            sql: "UPDATE patient SET nextLook = min(nextLook, ?) WHERE nextLook IS NOT NULL", arguments: [next.seconds])
        return db.changesCount
    }

    // MARK: Windows

    package func countInWindow(at now: Instant) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) FROM knownPatient WHERE inWindowUntil > ?"), arguments: [now.seconds]) ?? 0
    }

    package func patientsInWindow(at now: Instant, limit: Int) throws -> [PatientID] {
        try String.fetchAll(
            db, sql: "SELECT id FROM knownPatient WHERE inWindowUntil > ? ORDER BY id LIMIT ?", arguments: [now.seconds, limit]
        ).compactMap(PatientID.init)
    }
}
