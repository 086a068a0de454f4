import Foundation
import GRDB

@testable import AftercareStore

/// A store as version 1 left it: every status, every state of a reminder, and a gap in the row numbers.
enum VersionOne {
    static let id = UUID(uuidString: "11111111-2222-4333-8444-555555555555")

    static func make(in directory: String) throws {
        let file = try DatabaseQueue(path: directory + "/store.sqlite")
        try Schema.migrator.migrate(file, upTo: "1: the clinic, the ledger, the audit")
        try file.write { db in
            try db.execute(sql: clinic)
            try db.execute(sql: reminders)
        }
        try file.close()
    }

    private static let clinic = """
        INSERT INTO meta VALUES ('store-id', '11111111-2222-4333-8444-555555555555');
        INSERT INTO protocol VALUES ('sample', 1, '{"id":"sample","instructions":[\
        {"cadence":{"every":"PT3H"},"citations":[],"id":"no-alcohol","kind":"abstain","label":{"en":"no alcohol"},\
        "quiet":"skip","session":"PT15M","subject":"alcohol",\
        "text":{"en":{"byModality":{},"phrases":{"start":"Until {until}."}}},\
        "window":{"closes":{"for":"PT48H"},"opens":{"edge":"after-end","offset":"PT0S"}}},\
        {"cadence":{"every":"PT3H"},"citations":[],"id":"compress","kind":"compress","label":{"en":"compress"},\
        "modality":"plan-decides","quiet":"skip","session":"PT15M",\
        "text":{"en":{"byModality":{"cold":{"start":"Cold until {until}."}},"phrases":{"start":"Until {until}."}}},\
        "window":{"closes":{"for":"PT48H"},"opens":{"edge":"after-end","offset":"PT0S"}}},\
        {"cadence":{"every":"PT3H"},"citations":[],"id":"cool","kind":"compress","label":{"en":"cool"},\
        "modality":"warm","quiet":"skip","session":"PT15M",\
        "text":{"en":{"byModality":{},"phrases":{"start":"Until {until}."}}},\
        "window":{"closes":{"for":"PT48H"},"opens":{"edge":"after-end","offset":"PT0S"}}}],\
        "language":"en","routes":["intramuscular"],"sources":{},"title":{"en":"Sample"},"version":1}', 1);
        INSERT INTO patient VALUES
            ('P-1', 'Europe/Berlin', 'de', '21:00-08:00', 'active', 'n', 100, 200, 300),
            ('P-2', 'UTC', 'en', NULL, 'inactive', NULL, NULL, NULL, NULL),
            ('P-3', 'UTC', 'en', NULL, 'deceased', NULL, NULL, NULL, NULL),
            ('P-4', 'UTC', 'en', NULL, 'opted-out', NULL, NULL, NULL, NULL);
        INSERT INTO zone VALUES ('Europe/Berlin', 'f'), ('UTC', NULL);
        INSERT INTO plan VALUES
            ('PL-1', 'P-1', 'sample', 1, 'active', '{"compress":"cold"}', '["no-alcohol"]'),
            ('PL-2', 'P-2', 'sample', 1, 'draft', '{"compress":"warm"}', '[]'),
            ('PL-3', 'P-2', 'sample', 1, 'completed', '{"compress":"none"}', '[]'),
            ('PL-4', 'P-3', 'sample', 1, 'revoked', '{"compress":"none"}', '[]'),
            ('PL-5', 'P-4', 'sample', 1, 'on-hold', '{}', '[]');
        INSERT INTO treatment VALUES
            ('T-1', 'P-1', 'PL-1', 'intramuscular', 'left', 'p', 'm', 'l', 'completed', 0, 3600, 60, 3660, 2, 0),
            ('T-2', 'P-1', 'PL-1', 'topical', NULL, NULL, NULL, NULL, 'booked', 7200, 9000, NULL, NULL, 1, 0),
            ('T-3', 'P-2', 'PL-2', 'topical', NULL, NULL, NULL, NULL, 'in-progress', 7200, 9000, 7200, NULL, 1, 1),
            ('T-4', 'P-2', 'PL-3', 'topical', NULL, NULL, NULL, NULL, 'cancelled', 7200, 9000, NULL, NULL, 1, 1),
            ('T-5', 'P-3', 'PL-4', 'topical', NULL, NULL, NULL, NULL, 'no-show', 7200, 9000, NULL, NULL, 1, 1);
        INSERT INTO audit (at, uid, action, subject, detail) VALUES (7, 1000, 'patient.add', 'P-1', '{}');
        """

    private static let reminders = """
        INSERT INTO reminder (id, patient, treatment, timingRevision, plan, protocol, instruction, kind, place, phase,
            opens, closes, due, deadline, state, sequence, attempt, bootID, reason, message, language, decidedAt,
            emittedAt, settledAt, cursor)
        VALUES
            ('b2a3b611-89c9-5d41-9b43-f783feb05c13', 'P-1', 'T-1', 1, 'PL-1', 'sample@1', 'compress', 'compress', 0,
                'start', 10, 400, 20, 30, 'settled', 1, 2, 'b', 'journal-in-memory', 'one', 'de', 21, 22, 23, 'c1'),
            ('abc61b37-c1f1-5c72-a3c4-d62013607bfb', 'P-1', 'T-2', 1, 'PL-1', 'sample@1', 'compress', 'compress', 0,
                'during', 10, 500, 20, 30, 'seen', 2, 1, 'b', NULL, 'two', 'en', 21, 22, NULL, 'c2'),
            ('14fbae23-1b88-5a52-84c8-e0b251cd078c', 'P-1', 'T-1', 1, 'PL-1', 'sample@1', 'no-alcohol', 'abstain', 1,
                'during', 10, 600, 50, 60, 'missed', NULL, 0, NULL, 'superseded', NULL, NULL, 51, NULL, NULL, NULL),
            ('95f212ad-0467-526f-b8a5-302dcb9e6aef', 'P-1', 'T-1', 1, 'PL-1', 'sample@1', 'cool', 'compress', 0,
                'end', 10, 700, 50, 60, 'printed', 3, 1, 'b', NULL, 'three', 'de', 51, 52, NULL, NULL),
            ('b9039331-b4bd-5d87-b8e1-d7b21af207a8', 'P-1', 'T-1', 2, 'PL-1', 'sample@1', 'no-alcohol', 'abstain', 0,
                'start', 10, 800, 15, 60, 'sending', 4, 1, 'b', NULL, 'four', 'de', 61, NULL, NULL, NULL),
            ('23c655ad-30a3-50fe-a30b-88dc934e6b38', 'P-1', 'T-2', 1, 'PL-1', 'sample@1', 'no-alcohol', 'abstain', 0,
                'start', 10, 900, 15, 60, 'suppressed', NULL, 0, NULL, 'quiet-hours', NULL, NULL, 61, NULL, NULL, NULL),
            ('2ee81b4d-3be8-57c6-89f7-b99df95574ba', 'P-1', 'T-1', 1, 'PL-1', 'sample@1', 'no-alcohol', 'abstain', 2,
                'start', 10, 900, 15, 60, 'cancelled', NULL, 0, NULL, 'r', NULL, NULL, 61, NULL, NULL, NULL);
        DELETE FROM reminder WHERE state = 'missed';
        """
}
