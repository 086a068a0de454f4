// Version 2 adds the history of every status, a plan's own instructions, series, all roles of a reminder and its claim,
// responses and reactions. Everything in a store of version 1 remains valid.

extension Schema {
    static let second = """
        -- JSON: what the status was, and since when. The default is no history, and never stays.
        ALTER TABLE patient ADD COLUMN history TEXT NOT NULL DEFAULT '';
        UPDATE patient SET history = '[{"since":"1970-01-01T00:00:00Z","status":"' || status || '"}]';
        ALTER TABLE plan ADD COLUMN history TEXT NOT NULL DEFAULT '';
        UPDATE plan SET history = '[{"since":"1970-01-01T00:00:00Z","status":"' || status || '"}]';
        -- JSON: the plan's own instructions, and its changes to those of its protocol.
        ALTER TABLE plan ADD COLUMN changes TEXT NOT NULL DEFAULT '[]';

        -- The first treatment of the series, that one too; null: it stands alone.
        ALTER TABLE treatment ADD COLUMN series TEXT;
        ALTER TABLE treatment ADD COLUMN timesKnownAt INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX treatmentBySeries ON treatment (series, plannedStart, id) WHERE series IS NOT NULL;

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
            sequence        INTEGER UNIQUE,
            attempt         INTEGER NOT NULL,
            bootID          TEXT,
            reason          TEXT,
            message         TEXT,
            language        TEXT,
            alsoFor         TEXT NOT NULL,       -- JSON: the other treatments that the message speaks for
            claimUntil      INTEGER,             -- until when it said that something holds
            claimModality   TEXT,                -- of a compress, as it was said
            decidedAt       INTEGER NOT NULL,
            emittedAt       INTEGER,
            settledAt       INTEGER,
            cursor          TEXT,
            UNIQUE (treatment, timingRevision, instruction, place, role, ordinal)
        ) STRICT;
        -- Every sentence of version 1 named the end of its window. Its modality is taken to be the one that the
        -- plan has now, since nothing else is known and what is right must not be corrected.
        INSERT INTO newReminder (
            number, id, patient, treatment, timingRevision, plan, protocol, instruction, kind, place, phase, role,
            ordinal, opens, closes, instant, due, deadline, replaces, state, sequence, attempt, bootID, reason,
            message, language, alsoFor, claimUntil, claimModality, decidedAt, emittedAt, settledAt, cursor)
        SELECT rowid, id, patient, treatment, timingRevision, plan, protocol, instruction, kind, place, phase,
            'reminder', 0, opens, closes, due, due, deadline, NULL, state, sequence, attempt, bootID, reason, message,
            language, '[]',
            CASE WHEN state IN ('sending', 'seen', 'settled', 'printed') THEN closes END,
            CASE WHEN state IN ('sending', 'seen', 'settled', 'printed') AND kind = 'compress' THEN (
                SELECT coalesce(
                    json_extract(plan.modalities, '$."' || reminder.instruction || '"'),
                    (SELECT nullif(json_extract(instruction.value, '$.modality'), 'plan-decides')
                        FROM protocol, json_each(protocol.content, '$.instructions') AS instruction
                        WHERE protocol.id = plan.protocol AND protocol.version = plan.protocolVersion
                            AND json_extract(instruction.value, '$.id') = reminder.instruction))
                FROM plan WHERE plan.id = reminder.plan) END,
            decidedAt, emittedAt, settledAt, cursor
        FROM reminder ORDER BY rowid;
        DROP TABLE reminder;
        ALTER TABLE newReminder RENAME TO reminder;
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
            until          INTEGER,              -- of a snooze
            at             INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX responseByTreatment ON response (treatment);

        CREATE TABLE reaction (
            id         TEXT PRIMARY KEY,
            patient    TEXT NOT NULL REFERENCES patient (id),
            treatment  TEXT NOT NULL REFERENCES treatment (id),
            signs      TEXT NOT NULL,            -- JSON
            reportedAt INTEGER NOT NULL,
            clearedAt  INTEGER
        ) STRICT;
        CREATE INDEX reactionByPatient ON reaction (patient, reportedAt, id);
        CREATE INDEX reactionOpen ON reaction (reportedAt, id) WHERE clearedAt IS NULL;
        """
}
