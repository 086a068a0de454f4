// Version 6 lets several reminders share a number: they are said in one message, which is one record.

extension Schema {
    static let sixth = """
        CREATE TABLE newReminder (
            number          INTEGER PRIMARY KEY, -- in the order of deciding
            id              TEXT NOT NULL UNIQUE,
            patient         TEXT NOT NULL,
            treatment       TEXT NOT NULL,
            timingRevision  INTEGER NOT NULL,
            plan            TEXT NOT NULL,
            protocol        TEXT NOT NULL,       -- id@version
            instruction     TEXT NOT NULL,
            kind            TEXT NOT NULL,
            place           INTEGER NOT NULL,
            phase           TEXT NOT NULL,
            role            TEXT NOT NULL,
            ordinal         INTEGER NOT NULL,    -- which of several of this role
            opens           INTEGER NOT NULL,
            closes          INTEGER NOT NULL,
            instant         INTEGER NOT NULL,    -- that the instruction names
            due             INTEGER NOT NULL,
            deadline        INTEGER NOT NULL,
            replaces        TEXT,                -- treatment/timingRevision/instruction/place/role/ordinal
            state           TEXT NOT NULL,
            sequence        INTEGER,             -- of its message
            line            INTEGER NOT NULL,    -- its place in the message; 0: the first, or it has none
            attempt         INTEGER NOT NULL,
            redelivery      TEXT,
            bootID          TEXT,
            reason          TEXT,
            message         TEXT,                -- what the message says of it
            language        TEXT,
            alsoFor         TEXT NOT NULL,       -- JSON: the other treatments that the message speaks for
            claimUntil      INTEGER,             -- until when it said that something holds
            claimModality   TEXT,                -- of a compress, as it was said
            claimTopic      TEXT,
            claimLabel      TEXT,
            claimTemplate   TEXT,
            claimClock      TEXT,
            decidedAt       INTEGER NOT NULL,
            emittedAt       INTEGER,
            settledAt       INTEGER,
            cursor          TEXT,
            epoch           INTEGER,             -- null: from before epochs were kept, so the first
            UNIQUE (treatment, timingRevision, instruction, place, role, ordinal),
            UNIQUE (sequence, line)
        ) STRICT;
        INSERT INTO newReminder (
            number, id, patient, treatment, timingRevision, plan, protocol, instruction, kind, place, phase, role, ordinal,
            opens, closes, instant, due, deadline, replaces, state, sequence, line, attempt, redelivery, bootID, reason,
            message, language, alsoFor, claimUntil, claimModality, claimTopic, claimLabel, claimTemplate, claimClock,
            decidedAt, emittedAt, settledAt, cursor, epoch)
        SELECT
            number, id, patient, treatment, timingRevision, plan, protocol, instruction, kind, place, phase, role, ordinal,
            opens, closes, instant, due, deadline, replaces, state, sequence, 0, attempt, redelivery, bootID, reason,
            message, language, alsoFor, claimUntil, claimModality, claimTopic, claimLabel, claimTemplate, claimClock,
            decidedAt, emittedAt, settledAt, cursor, epoch
        FROM reminder ORDER BY number;
        DROP TABLE reminder;
        ALTER TABLE newReminder RENAME TO reminder;
        CREATE INDEX reminderByDue ON reminder (due, id);
        CREATE INDEX reminderByPatient ON reminder (patient, due, id);
        CREATE INDEX reminderUnsettled ON reminder (sequence, line) WHERE state IN ('sending', 'seen');
        CREATE INDEX reminderForStaff ON reminder (role, due) WHERE role IN ('escalation', 'confirmation', 'reaction');
        CREATE INDEX reminderBySettled ON reminder (settledAt, number) WHERE state = 'settled';

        CREATE TABLE newRemembered (
            id       TEXT PRIMARY KEY,
            sequence INTEGER NOT NULL,           -- of the record that has it
            attempt  INTEGER NOT NULL,
            cursor   TEXT NOT NULL,
            text     TEXT NOT NULL,              -- of the whole record
            epoch    INTEGER
        ) STRICT, WITHOUT ROWID;
        INSERT INTO newRemembered (id, sequence, attempt, cursor, text, epoch)
        SELECT id, sequence, attempt, cursor, text, epoch FROM remembered;
        DROP TABLE remembered;
        ALTER TABLE newRemembered RENAME TO remembered;
        CREATE INDEX rememberedBySequence ON remembered (sequence);
        """
}
