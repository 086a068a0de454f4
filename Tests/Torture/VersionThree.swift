import Foundation
import TestMachine

/// A store as 0.1.0 left it: its schema was the third.
enum VersionThree {
    private static let migrations = 3
    /// How much of such a file the migration writes anew at least.
    static let rewrittenShare = 0.3

    /// Ten reminders for each of a patient's ten treatments, all of them settled a month ago.
    struct Past: Sendable {
        let rows: Int
        /// Before it everything was due.
        let end = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded() - 30 * 86_400)
    }

    /// What a store's file holds of it.
    struct Contents: Decodable {
        /// Of the whole file.
        let bytes: Int
        let rows: Int
        /// Of every row, in the columns that 0.1.0 knew.
        let digest: String
        /// How many rows have what the next version adds.
        let migrated: Int
    }

    private static let columns = """
        number, id, patient, treatment, timingRevision, plan, protocol, instruction, kind, place, phase, role, ordinal, \
        opens, closes, instant, due, deadline, replaces, state, sequence, attempt, bootID, reason, message, language, \
        alsoFor, claimUntil, claimModality, decidedAt, emittedAt, settledAt, cursor, redelivery
        """

    private static let past = """
        CREATE TEMP TABLE n (i INTEGER PRIMARY KEY);
        INSERT INTO n WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :rows) SELECT i FROM n;
        INSERT INTO patient (id, zone, language, status, history)
            SELECT 'P-past-' || i, 'Europe/Berlin', 'en', 'active', '[{"since":"1970-01-01T00:00:00Z","status":"active"}]'
            FROM n WHERE i < :rows / 100;
        INSERT INTO plan (id, patient, protocol, protocolVersion, status, modalities, switchedOff, history)
            SELECT 'PL-past-' || i, 'P-past-' || i, 'torture', 1, 'active', '{}', '[]',
                '[{"since":"1970-01-01T00:00:00Z","status":"active"}]'
            FROM n WHERE i < :rows / 100;
        INSERT INTO treatment (id, patient, plan, route, status, plannedStart, plannedEnd, timingRevision, isOver)
            SELECT 'T-past-' || i, 'P-past-' || (i / 10), 'PL-past-' || (i / 10), 'intramuscular', 'booked',
                :end - 601 - i % 10 * 86400, :end - 1 - i % 10 * 86400, 1, 1
            FROM n WHERE i < :rows / 10;
        INSERT INTO reminder (\(columns))
            SELECT i + 1, printf('%08x-89c9-5d41-9b43-%012x', i, i), 'P-past-' || (i / 100), 'T-past-' || (i / 10), 1,
                'PL-past-' || (i / 100), 'torture@1', 'advice-' || (i % 10), 'advise', 0, 'start', 'reminder', 0,
                due, due + 86400, due, due, due + 86400, NULL, 'settled', i + 1, 1, '1d2a9c6e0f4b4c0e8a6b7f3f5d1c2b3a', NULL,
                'Until Sunday 09:26: advice-' || (i % 10) || '.', 'en', '[]', due + 86400, NULL, due, due, due,
                printf('s=6d1f0c5b7a8e4f3c9b2d1e0f7a6c5b4d;i=%x;b=1d2a9c6e0f4b4c0e8a6b7f3f5d1c2b3a;m=%x;t=%x;x=%x', i, i, i, i),
                NULL
            FROM (SELECT i, :end - 1 - i / 10 % 10 * 86400 AS due FROM n);
        """

    /// Makes a store of version 3 with a past, and with the clinic that is in a store of now. Its arguments are that one's
    /// file, the new one's, the schema, the past, how many rows that has and when it ended.
    private static let make = """
        import sqlite3, sys
        current, made, schema, past, rows, end = sys.argv[1:]
        db = sqlite3.connect(made, isolation_level=None)
        db.executescript(schema)
        db.execute("ATTACH ? AS current", (current,))
        def columns(schema, table): return [row[1] for row in db.execute(f"PRAGMA {schema}.table_info({table})")]
        db.execute("BEGIN")
        for (table,) in db.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'").fetchall():
            shared = ", ".join(name for name in columns("main", table) if name in columns("current", table))
            if table != "grdb_migrations": db.execute(f"INSERT INTO main.{table} ({shared}) SELECT {shared} FROM current.{table}")
        db.execute("DELETE FROM main.meta WHERE key <> 'store-id'")
        names = {"rows": int(rows), "end": int(end)}
        for statement in past.split(";\\n"): db.execute(statement, {name: names[name] for name in names if ":" + name in statement})
        db.execute("COMMIT")
        db.execute("PRAGMA journal_mode = WAL")
        db.close()
        """

    /// Prints what a store holds of the past. Its arguments are the file, and the columns of a row.
    private static let read = """
        import hashlib, json, os, sqlite3, sys
        file, columns = sys.argv[1:]
        db = sqlite3.connect(file)
        digest, rows = hashlib.sha256(), 0
        for row in db.execute(f"SELECT {columns} FROM reminder WHERE patient LIKE 'P-past-%' ORDER BY number"):
            digest.update(repr(row).encode())
            rows += 1
        names = [row[1] for row in db.execute("PRAGMA table_info(reminder)")]
        migrated = "SELECT count(*) FROM reminder WHERE patient LIKE 'P-past-%' AND claimTopic IS NOT NULL"
        print(json.dumps({
            "bytes": os.path.getsize(file), "rows": rows, "digest": digest.hexdigest(),
            "migrated": db.execute(migrated).fetchone()[0] if "claimTopic" in names else 0}))
        """

    /// Prints how many migrations a store has behind it. Its argument is the file.
    private static let count = """
        import sqlite3, sys
        print(sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM grdb_migrations").fetchone()[0])
        """

    /// - Parameter current: the file of a store that is closed; nothing of it is changed.
    static func make(_ made: URL, from current: URL, with past: Past) async throws {
        try await python(make, current.path, made.path, schema, Self.past, "\(past.rows)", "\(Int(past.end.timeIntervalSince1970))")
    }

    /// - Parameter file: of a copy, with its log beside it.
    static func read(_ file: URL) async throws -> Contents {
        try JSONDecoder().decode(Contents.self, from: Data(try await python(read, file.path, columns).output.utf8))
    }

    /// Whether a copy of a store, with its log beside it, is one still.
    static func isSchema(of file: URL) async throws -> Bool {
        try await python(count, file.path).line == "\(migrations)"
    }

    @discardableResult
    private static func python(_ words: String...) async throws -> Outcome {
        try await Tool(name: "python3", package: "python3").run(["-c"] + words).expectSuccess()
    }
}

extension Ward {
    /// Puts a store of version 3 in place, with the clinic of the one that is there and this past. The service is stopped.
    ///
    /// - Returns: what is in it.
    func replaceStore(with past: VersionThree.Past) async throws -> VersionThree.Contents {
        try await withCopy { current in
            let made = current.deletingLastPathComponent().appending(path: "made.sqlite")
            try await VersionThree.make(made, from: current, with: past)
            try await machine.succeed("find", Ward.stateDirectory, "-mindepth", "1", "-delete")
            try await Tool.copy.run([made.path, machine.seen(Service.store).path]).expectSuccess()
            try await machine.succeed("chown", "aftercare:aftercare", Service.store)
            try await machine.succeed("chmod", "0600", Service.store)
            return try await VersionThree.read(made)
        }
    }

    /// What the store holds. The service does not run.
    func storeContents() async throws -> VersionThree.Contents { try await withCopy { try await VersionThree.read($0) } }

    /// Whether it is of version 3 still. The service does not run.
    func isStoreOfVersionThree() async throws -> Bool { try await withCopy { try await VersionThree.isSchema(of: $0) } }

    /// Lends a copy of the store, on which SQLite does what it does after a crash.
    private func withCopy<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "aftercare-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // a folder of /tmp more
        let state = machine.seen(Ward.stateDirectory).path
        try await Tool.copy.run(["-r", state + "/.", folder.path]).expectSuccess()
        return try await body(folder.appending(path: "store.sqlite"))
    }
}
