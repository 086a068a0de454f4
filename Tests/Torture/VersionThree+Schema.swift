extension VersionThree {
    /// What 0.1.0 made of its three migrations, as SQLite has it.
    static let schema = """
        CREATE TABLE meta (
            key   TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE protocol (
            id      TEXT    NOT NULL,
            version INTEGER NOT NULL,
            content TEXT    NOT NULL,
            isOffered INTEGER NOT NULL,
            PRIMARY KEY (id, version)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE patient (
            id             TEXT PRIMARY KEY,
            zone           TEXT NOT NULL,
            language       TEXT NOT NULL,
            quietHours     TEXT,
            status         TEXT NOT NULL,
            name           TEXT,
            nextLook       INTEGER,
            nextDue        INTEGER,
            inWindowUntil  INTEGER,
            history        TEXT NOT NULL DEFAULT ''
        ) STRICT;
        CREATE INDEX patientByNextLook ON patient (nextLook) WHERE nextLook IS NOT NULL;
        CREATE INDEX patientByNextDue ON patient (nextDue) WHERE nextDue IS NOT NULL;
        CREATE INDEX patientInWindow ON patient (inWindowUntil) WHERE inWindowUntil IS NOT NULL;
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
            modalities      TEXT NOT NULL,
            switchedOff     TEXT NOT NULL, history TEXT NOT NULL DEFAULT '', changes TEXT NOT NULL DEFAULT '[]',
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
            isOver         INTEGER NOT NULL
        , series TEXT, timesKnownAt INTEGER NOT NULL DEFAULT 0) STRICT;
        CREATE INDEX treatmentByPatient ON treatment (patient, isOver);
        CREATE INDEX treatmentByPlan ON treatment (plan);
        CREATE TABLE audit (
            number  INTEGER PRIMARY KEY AUTOINCREMENT,
            at      INTEGER NOT NULL,
            uid     INTEGER,
            action  TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail  TEXT
        ) STRICT;
        CREATE INDEX treatmentBySeries ON treatment (series, plannedStart, id) WHERE series IS NOT NULL;
        CREATE TABLE reminder (
            number          INTEGER PRIMARY KEY,
            id              TEXT NOT NULL UNIQUE,
            patient         TEXT NOT NULL,
            treatment       TEXT NOT NULL,
            timingRevision  INTEGER NOT NULL,
            plan            TEXT NOT NULL,
            protocol        TEXT NOT NULL,
            instruction     TEXT NOT NULL,
            kind            TEXT NOT NULL,
            place           INTEGER NOT NULL,
            phase           TEXT NOT NULL,
            role            TEXT NOT NULL,
            ordinal         INTEGER NOT NULL,
            opens           INTEGER NOT NULL,
            closes          INTEGER NOT NULL,
            instant         INTEGER NOT NULL,
            due             INTEGER NOT NULL,
            deadline        INTEGER NOT NULL,
            replaces        TEXT,
            state           TEXT NOT NULL,
            sequence        INTEGER UNIQUE,
            attempt         INTEGER NOT NULL,
            bootID          TEXT,
            reason          TEXT,
            message         TEXT,
            language        TEXT,
            alsoFor         TEXT NOT NULL,
            claimUntil      INTEGER,
            claimModality   TEXT,
            decidedAt       INTEGER NOT NULL,
            emittedAt       INTEGER,
            settledAt       INTEGER,
            cursor          TEXT, redelivery TEXT,
            UNIQUE (treatment, timingRevision, instruction, place, role, ordinal)
        ) STRICT;
        CREATE INDEX reminderByDue ON reminder (due, id);
        CREATE INDEX reminderByPatient ON reminder (patient, due, id);
        CREATE INDEX reminderUnsettled ON reminder (sequence) WHERE state IN ('sending', 'seen');
        CREATE INDEX reminderForStaff ON reminder (role, due) WHERE role IN ('escalation', 'confirmation', 'reaction');
        CREATE TABLE response (
            number         INTEGER PRIMARY KEY AUTOINCREMENT,
            treatment      TEXT NOT NULL,
            timingRevision INTEGER NOT NULL,
            instruction    TEXT NOT NULL,
            place          INTEGER NOT NULL,
            answer         TEXT NOT NULL,
            until          INTEGER,
            at             INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX responseByTreatment ON response (treatment);
        CREATE TABLE reaction (
            id         TEXT PRIMARY KEY,
            patient    TEXT NOT NULL REFERENCES patient (id),
            treatment  TEXT NOT NULL REFERENCES treatment (id),
            signs      TEXT NOT NULL,
            reportedAt INTEGER NOT NULL,
            clearedAt  INTEGER
        ) STRICT;
        CREATE INDEX reactionByPatient ON reaction (patient, reportedAt, id);
        CREATE INDEX reactionOpen ON reaction (reportedAt, id) WHERE clearedAt IS NULL;
        CREATE INDEX reminderBySettled ON reminder (settledAt, number) WHERE state = 'settled';
        CREATE TABLE attempt (
            id         TEXT PRIMARY KEY,
            attempts   INTEGER NOT NULL,
            redelivery TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE freeSequence (
            number       INTEGER PRIMARY KEY,
            isGivenAgain INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE remembered (
            id       TEXT PRIMARY KEY,
            sequence INTEGER NOT NULL UNIQUE,
            attempt  INTEGER NOT NULL,
            cursor   TEXT NOT NULL,
            text     TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO grdb_migrations VALUES
            ('1: the clinic, the ledger, the audit'), ('2: histories, series, corrections, responses, reactions'),
            ('3: attempts, numbers given back, what the journal remembers');
        PRAGMA application_id = 0x41465443;
        """
}
