import GRDB

/// The tables, and the migration of each version to the next.
///
/// Times are whole seconds since 1970 in UTC; `null` means never or not yet.
enum Schema {
    /// "AFTC": distinguishes our database from another program's.
    static let applicationID = 0x4146_5443

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: the clinic, the ledger, the audit") { db in
            try db.execute(sql: first)
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        migrator.registerMigration("2: histories, series, corrections, responses, reactions") { db in
            try db.execute(sql: second)
        }
        migrator.registerMigration("3: attempts, numbers given back, what the journal remembers") { db in
            try db.execute(sql: third)
        }
        migrator.registerMigration("4: entered in error, stated by files, erased") { db in
            try db.execute(sql: fourth)
        }
        migrator.registerMigration("5: writers and epochs") { db in
            try db.execute(sql: fifth)
        }
        migrator.registerMigration("6: messages of several reminders") { db in
            try db.execute(sql: sixth)
        }
        migrator.registerMigration("7: imports piece by piece") { db in
            try db.execute(sql: seventh)
        }
        return migrator
    }

    private static let first = """
        CREATE TABLE meta (
            key   TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE protocol (
            id      TEXT    NOT NULL,
            version INTEGER NOT NULL,
            content TEXT    NOT NULL,   -- JSON
            isOffered INTEGER NOT NULL, -- 1: it is in the files now, for new plans
            PRIMARY KEY (id, version)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE patient (
            id             TEXT PRIMARY KEY,
            zone           TEXT NOT NULL,
            language       TEXT NOT NULL,
            quietHours     TEXT,
            status         TEXT NOT NULL,
            name           TEXT,
            nextLook       INTEGER,     -- when the engine must look at this patient again
            nextDue        INTEGER,     -- when something is next to be said
            inWindowUntil  INTEGER      -- until when at least one window holds
        ) STRICT;
        CREATE INDEX patientByNextLook ON patient (nextLook) WHERE nextLook IS NOT NULL;
        CREATE INDEX patientByNextDue ON patient (nextDue) WHERE nextDue IS NOT NULL;
        CREATE INDEX patientInWindow ON patient (inWindowUntil) WHERE inWindowUntil IS NOT NULL;

        -- Every zone that a patient lives in, and the rules by which that zone's patients were last planned.
        CREATE TABLE zone (
            name        TEXT PRIMARY KEY,
            fingerprint TEXT
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE plan (
            id              TEXT PRIMARY KEY,
            patient         TEXT NOT NULL REFERENCES patient (id),
            protocol        TEXT NOT NULL,
            protocolVersion INTEGER NOT NULL,
            status          TEXT NOT NULL,
            modalities      TEXT NOT NULL,   -- JSON: instruction to modality
            switchedOff     TEXT NOT NULL,   -- JSON: instructions
            FOREIGN KEY (protocol, protocolVersion) REFERENCES protocol (id, version)
        ) STRICT;
        CREATE INDEX planByPatient ON plan (patient);
        CREATE INDEX planByProtocol ON plan (protocol, protocolVersion);

        CREATE TABLE treatment (
            id             TEXT PRIMARY KEY,
            patient        TEXT NOT NULL REFERENCES patient (id),
            plan           TEXT NOT NULL REFERENCES plan (id),
            route          TEXT NOT NULL,
            site           TEXT,
            product        TEXT,
            manufacturer   TEXT,
            lot            TEXT,
            status         TEXT NOT NULL,
            plannedStart   INTEGER NOT NULL,
            plannedEnd     INTEGER NOT NULL,
            actualStart    INTEGER,
            actualEnd      INTEGER,
            timingRevision INTEGER NOT NULL,
            isOver         INTEGER NOT NULL  -- 1: nothing of it is still to be decided
        ) STRICT;
        CREATE INDEX treatmentByPatient ON treatment (patient, isOver);
        CREATE INDEX treatmentByPlan ON treatment (plan);

        CREATE TABLE reminder (
            id              TEXT PRIMARY KEY,
            patient         TEXT NOT NULL,
            treatment       TEXT NOT NULL,
            timingRevision  INTEGER NOT NULL,
            plan            TEXT NOT NULL,
            protocol        TEXT NOT NULL,   -- id@version
            instruction     TEXT NOT NULL,
            kind            TEXT NOT NULL,
            place           INTEGER NOT NULL,
            phase           TEXT NOT NULL,
            opens           INTEGER NOT NULL,
            closes          INTEGER NOT NULL,
            due             INTEGER NOT NULL,
            deadline        INTEGER NOT NULL,
            state           TEXT NOT NULL,
            sequence        INTEGER UNIQUE,
            attempt         INTEGER NOT NULL,
            bootID          TEXT,
            reason          TEXT,
            message         TEXT,
            language        TEXT,
            decidedAt       INTEGER NOT NULL,
            emittedAt       INTEGER,
            settledAt       INTEGER,
            cursor          TEXT,
            UNIQUE (treatment, timingRevision, instruction, place)
        ) STRICT;
        CREATE INDEX reminderByDue ON reminder (due, id);
        CREATE INDEX reminderByPatient ON reminder (patient, due, id);
        CREATE INDEX reminderUnsettled ON reminder (sequence) WHERE state IN ('sending', 'seen');

        CREATE TABLE audit (
            number  INTEGER PRIMARY KEY AUTOINCREMENT,
            at      INTEGER NOT NULL,
            uid     INTEGER,            -- of the process that asked; null: the service itself
            action  TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail  TEXT                -- JSON
        ) STRICT;
        """
}
