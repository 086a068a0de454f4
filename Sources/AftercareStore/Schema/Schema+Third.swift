// Version 3 adds what is known about reminders that have no row yet, or none any more.

extension Schema {
    static let third = """
        -- 'proven' or 'uncertain': what is known of the attempt before.
        ALTER TABLE reminder ADD COLUMN redelivery TEXT;
        CREATE INDEX reminderBySettled ON reminder (settledAt, number) WHERE state = 'settled';

        -- Occurrences that were sent, are not in the journal, and are decided anew.
        CREATE TABLE attempt (
            id         TEXT PRIMARY KEY,
            attempts   INTEGER NOT NULL,         -- how often it was sent
            redelivery TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- Numbers that no record in the journal bears.
        CREATE TABLE freeSequence (
            number       INTEGER PRIMARY KEY,
            isGivenAgain INTEGER NOT NULL        -- 0: a record of it may turn up, so nothing else may bear it
        ) STRICT;

        -- Records of ours in the journal that this store knows nothing of, since it is an older copy.
        CREATE TABLE remembered (
            id       TEXT PRIMARY KEY,
            sequence INTEGER NOT NULL UNIQUE,
            attempt  INTEGER NOT NULL,
            cursor   TEXT NOT NULL,
            text     TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
