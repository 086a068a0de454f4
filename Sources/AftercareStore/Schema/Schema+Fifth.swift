// Version 5 adds the machines and users under which the store has written records, and which of them wrote each one.

extension Schema {
    static let fifth = """
        -- A start on another machine, or as another user, adds a row.
        CREATE TABLE writer (
            epoch   INTEGER PRIMARY KEY,
            machine TEXT NOT NULL,               -- machine-id(5); '': nobody knows
            uid     INTEGER,                     -- null: nobody knows
            since   INTEGER NOT NULL
        ) STRICT;

        -- Numbers that another machine may have given, and this store never will: it came from a backup.
        CREATE TABLE foreignSequence (
            first INTEGER PRIMARY KEY,
            last  INTEGER NOT NULL
        ) STRICT;

        -- null: from before epochs were kept, so the first.
        ALTER TABLE reminder ADD COLUMN epoch INTEGER;
        ALTER TABLE remembered ADD COLUMN epoch INTEGER;
        """
}
