package import Aftercare
import GRDB

// The numbers of the records in the journal: from 1, without gaps or duplicates.

extension StoreTransaction {
    /// Takes the number of the next record: the lowest number that was released, or else one above the highest.
    ///
    /// - Returns: the number; the next call returns another.
    package func takeSequence() throws -> Int64 {
        let free = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT min(number) FROM freeSequence WHERE isGivenAgain = 1"))
        guard let free else { return try highestSequence() + 1 }
        try run("DELETE FROM freeSequence WHERE number = ?", [free])
        return free
    }

    /// The highest number known to be in use; 0 when there is none.
    package func highestSequence() throws -> Int64 {
        try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT max(coalesce((SELECT max(sequence) FROM reminder), 0),
                        coalesce((SELECT max(sequence) FROM remembered), 0),
                        coalesce((SELECT max(number) FROM freeSequence), 0),
                        coalesce((SELECT max(last) FROM foreignSequence), 0))
                    """)) ?? 0
    }

    /// The numbers below the highest that no record has.
    package func freeSequences() throws -> [Int64] {
        try Int64.fetchAll(db.cachedStatement(sql: "SELECT number FROM freeSequence ORDER BY number"))
    }

    /// The numbers of reminders without a receipt.
    package func openSequences() throws -> [Int64: OccurrenceID] {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT sequence, id FROM reminder WHERE state IN ('sending', 'seen') AND sequence IS NOT NULL"))
        return try rows.reduce(into: [:]) { $0[$1[0]] = try OccurrenceID(column: $1[1], as: "reminder id") }
    }

    /// Releases a number.
    ///
    /// - Parameter isGivenAgain: `false` if a record with this number may still turn up, so that it must not be reused.
    func free(_ sequence: Int64, isGivenAgain: Bool) throws {
        try run(
            "INSERT OR REPLACE INTO freeSequence (number, isGivenAgain) VALUES (?, ?)", [sequence, isGivenAgain])
    }
}
