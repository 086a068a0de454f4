import GRDB

// Imports: rows that are written piece by piece, and that nothing shows before all of them are there.

extension StoreTransaction {
    /// Makes everything that an import wrote count, in the transaction in which its last piece is written.
    package func makeCount(_ importing: ImportNumber) throws { try setCounted(importing.rawValue) }

    func setCounted(_ number: Int64) throws { try run("UPDATE import SET counted = ?", [number]) }

    /// - Returns: the number of a new import, under which its rows are written.
    func beginImport() throws -> ImportNumber {
        try run(
            """
            UPDATE import SET begun = begun + 1,
                lastPatient = (SELECT coalesce(max(rowid), 0) FROM patient), lastPlan = (SELECT coalesce(max(rowid), 0) FROM plan),
                lastTreatment = (SELECT coalesce(max(rowid), 0) FROM treatment), lastAudit = (SELECT coalesce(max(number), 0) FROM audit)
            """, [])
        let number = try Int64.fetchOne(db.cachedStatement(sql: "SELECT begun FROM import"))
        return ImportNumber(rawValue: try number.orDamaged("import"))
    }

    /// Deletes the newest rows of an import that does not count: of each table at most `limit`.
    ///
    /// - Returns: whether nothing of it is left.
    func undoImport(limit: Int) throws -> Bool {
        for (table, last) in [("audit", "lastAudit"), ("treatment", "lastTreatment"), ("plan", "lastPlan"), ("patient", "lastPatient")] {
            try run(
                """
                DELETE FROM \(table) WHERE rowid IN (
                    SELECT rowid FROM \(table)
                    WHERE rowid > (SELECT \(last) FROM import) AND import > (SELECT counted FROM import) ORDER BY rowid DESC LIMIT ?)
                """, [limit])
            // What refers to these rows goes first.
            if db.changesCount > 0 { return false }
        }
        try run("UPDATE import SET counted = begun", [])
        return true
    }

    func isImportOpen() throws -> Bool {
        try Bool.fetchOne(db.cachedStatement(sql: "SELECT begun > counted FROM import")) ?? false
    }
}
