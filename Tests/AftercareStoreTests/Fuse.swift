import GRDB

@testable import AftercareStore

/// Makes one chosen write of a transaction fail; every row written counts as a write.
///
/// It consists of triggers that live as long as the store's connection, and costs what they cost.
struct Fuse {
    private let store: Store
    /// More writes than any transaction makes.
    private static let never = 1_000_000

    init(in store: Store) throws {
        self.store = store
        try store.write { tx in
            try tx.db.execute(sql: "CREATE TEMP TABLE fuse (left INTEGER NOT NULL); INSERT INTO fuse VALUES (\(Self.never))")
            let tables = try tx.tables()
            for table in tables {
                for event in ["INSERT", "UPDATE", "DELETE"] {
                    // FAIL keeps the count, so that only this one write fails.
                    try tx.db.execute(
                        sql: """
                            CREATE TEMP TRIGGER fuse_\(table)_\(event) BEFORE \(event) ON main.\(table) BEGIN
                                UPDATE fuse SET left = left - 1;
                                SELECT RAISE(FAIL, 'the fuse') FROM fuse WHERE left = -1;
                            END
                            """)
                }
            }
        }
    }

    private struct Undone: Error {}

    /// Runs `body` once undisturbed, and then once for each of its writes with that write failing. Everything is rolled
    /// back.
    ///
    /// - Returns: the number of writes, and those whose failure `body` did not report.
    func blow(_ body: (StoreTransaction) throws -> Void) throws -> (writes: Int, silent: [Int]) {
        var writes = 0
        do {
            try store.write { tx in
                try tx.set(fuse: Self.never)
                try body(tx)
                writes = try Self.never - tx.fuse()
                throw Undone()
            }
        } catch is Undone {}
        var silent: [Int] = []
        for write in 0..<writes {
            do {
                try store.write { tx in
                    try tx.set(fuse: write)
                    do { try body(tx) } catch { throw Undone() }
                    silent.append(write)
                    throw Undone()
                }
            } catch is Undone {}
        }
        try set(Self.never)
        return (writes, silent)
    }

    /// Makes the write after `left` more fail.
    func set(_ left: Int) throws { try store.write { try $0.set(fuse: left) } }
}

extension StoreTransaction {
    fileprivate func tables() throws -> [String] {
        try Row.fetchAll(db, sql: "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
            .map { $0[0] }
    }

    fileprivate func set(fuse left: Int) throws { try db.execute(sql: "UPDATE fuse SET left = \(left)") }

    fileprivate func fuse() throws -> Int { try Row.fetchOne(db, sql: "SELECT left FROM fuse").map { $0[0] } ?? 0 }
}

extension Store {
    /// Everything that was entered, as text: all rows but those of the ledger, without derived columns.
    func clinic() throws -> [String] {
        try read { tx in
            let tables = try tx.tables().filter { !["reminder", "meta", "freeSequence", "attempt", "remembered", "import"].contains($0) }
            return try tables.flatMap { table in
                try Row.fetchAll(tx.db, sql: "SELECT * FROM main.\(table) ORDER BY 1").map { row in
                    let columns = row.filter {
                        !["nextLook", "nextDue", "inWindowUntil", "isOver", "patientDigest", "import"].contains($0.0)
                    }
                    return "\(table): " + columns.map { "\($0.0)=\($0.1)" }.joined(separator: " ")
                }
            }
        }
    }
}
