import GRDB

// A large file is written in short transactions, between which everything else goes on.

/// Stands for the rows of one import.
package struct ImportNumber: Equatable, Sendable {
    let rawValue: Int64
}

extension Store {
    /// Begins an import. There is one at a time, and no other change to patients, plans and treatments beside it.
    ///
    /// - Throws: `StoreError`; also where rows of an earlier one are left and cannot be deleted.
    package func beginImport() throws -> ImportNumber {
        while try !undoImport() {}
        return try write { try $0.beginImport() }
    }

    /// Runs one write transaction of an import: what it adds counts within it, and afterwards not before the import
    /// does.
    package func write<Result>(_ importing: ImportNumber, _ body: (StoreTransaction) throws -> Result) throws -> Result {
        try write { tx in
            try tx.setCounted(importing.rawValue)
            let result = try body(tx.adding(to: importing))
            try tx.setCounted(importing.rawValue - 1)
            return result
        }
    }

    /// Runs one write transaction that is rolled back, to see what would come of it.
    package func tryOut(_ body: (StoreTransaction) throws -> Void) throws {
        do {
            try write { tx in
                try body(tx)
                throw Tried()
            }
        } catch is Tried {
            // That was all.
        }
    }

    private struct Tried: Error {}

    /// Deletes a piece of what an import wrote that did not come to its end.
    ///
    /// - Returns: whether nothing of it is left.
    package func undoImport() throws -> Bool {
        guard try read({ try $0.isImportOpen() }) else { return true }
        return try write { try $0.undoImport(limit: Self.rowsPerPiece) }
    }

    /// Deletes all that is left of an import that did not come to its end.
    static func undoImport(_ db: Database, path: String) throws {
        let tx = StoreTransaction(db: db, path: path, protocols: DecodedProtocols())
        while try tx.isImportOpen(), try !tx.undoImport(limit: .max) {}
    }

    /// Deleting so many rows takes a few milliseconds.
    private static let rowsPerPiece = 300
}
