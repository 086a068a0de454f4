// Version 7 lets a large file be written piece by piece: its rows do not count before all of them are there.

extension Schema {
    static let seventh = """
        -- The import that brought the row; null: none did.
        ALTER TABLE patient ADD COLUMN import INTEGER;
        ALTER TABLE plan ADD COLUMN import INTEGER;
        ALTER TABLE treatment ADD COLUMN import INTEGER;
        ALTER TABLE audit ADD COLUMN import INTEGER;

        -- One row. Where 'begun' is above 'counted', an import is under way, or was when the service ended.
        CREATE TABLE import (
            begun         INTEGER NOT NULL,   -- the newest import
            counted       INTEGER NOT NULL,   -- rows of later ones do not count
            lastPatient   INTEGER NOT NULL,   -- the last rowids before it
            lastPlan      INTEGER NOT NULL,
            lastTreatment INTEGER NOT NULL,
            lastAudit     INTEGER NOT NULL
        ) STRICT;
        INSERT INTO import VALUES (0, 0, 0, 0, 0, 0);

        CREATE VIEW knownPatient AS
            SELECT * FROM patient WHERE coalesce(import, 0) <= (SELECT counted FROM import);
        CREATE VIEW knownPlan AS
            SELECT * FROM plan WHERE coalesce(import, 0) <= (SELECT counted FROM import);
        CREATE VIEW knownTreatment AS
            SELECT * FROM treatment WHERE coalesce(import, 0) <= (SELECT counted FROM import);

        -- With the import, so that rows that do not count are passed over without being read.
        DROP INDEX patientByNextLook;
        DROP INDEX patientByNextDue;
        DROP INDEX patientInWindow;
        CREATE INDEX patientByNextLook ON patient (nextLook, import) WHERE nextLook IS NOT NULL;
        CREATE INDEX patientByNextDue ON patient (nextDue, import) WHERE nextDue IS NOT NULL;
        CREATE INDEX patientInWindow ON patient (inWindowUntil, import) WHERE inWindowUntil IS NOT NULL;
        """
}
