package import Aftercare
import Foundation
import GRDB

// The zones that this machine does not know, and the patients who live there.

extension StoreTransaction {
    /// The zones that are unknown and that patients live in, each with the instant since when.
    package func unknownZones() throws -> [String: Instant] {
        guard let text = try String.fetchOne(db.cachedStatement(sql: "SELECT value FROM meta WHERE key = 'unknown-zones'"))
        else { return [:] }
        return try JSONDecoder().decode([String: Int64].self, from: Data(text.utf8)).mapValues(Instant.init(seconds:))
    }

    package func setUnknownZones(_ zones: [String: Instant]) throws {
        guard !zones.isEmpty else { return try run("DELETE FROM meta WHERE key = 'unknown-zones'", []) }
        try run(
            "INSERT INTO meta (key, value) VALUES ('unknown-zones', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [try JSONColumn.encode(zones.mapValues(\.seconds))])
    }

    /// The first `limit` active patients of these zones who have an evaluation pending.
    package func patientsWaiting(in zones: [String], limit: Int) throws -> [Patient] {
        try PatientRow.fetchAll(
            db,
            sql: """
                SELECT * FROM knownPatient WHERE zone IN (SELECT value FROM json_each(?)) AND status = 'active' AND nextLook IS NOT NULL
                ORDER BY id LIMIT ?
                """,
            arguments: [try JSONColumn.encode(zones), limit]
        ).map { try $0.patient() }
    }

    package func countPatientsWaiting(in zone: String) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT count(*) FROM knownPatient WHERE zone = ? AND status = 'active' AND nextLook IS NOT NULL",
            arguments: [zone]) ?? 0
    }

    /// Postpones the evaluation of everyone in a zone whose rules are unknown, so that nobody can tell what is due or
    /// in effect, to `next` at the latest.
    package func postponeEvaluations(ofZone name: String, to next: Instant) throws {
        try run(
            "UPDATE patient SET nextLook = min(nextLook, ?), nextDue = NULL, inWindowUntil = NULL WHERE zone = ? AND nextLook IS NOT NULL",
            [next.seconds, name])
    }

    /// Stores the rules by which the zone's first patients are scheduled; later patients are scheduled by the same
    /// rules or evaluated again.
    package func noteFingerprint(of zone: Zone) throws {
        let isMissing =
            try Bool.fetchOne(
                db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM zone WHERE name = ? AND fingerprint IS NULL)"),
                arguments: [zone.name]) ?? false
        if isMissing { try setFingerprint(zone.fingerprint, ofZone: zone.name) }
    }
}
