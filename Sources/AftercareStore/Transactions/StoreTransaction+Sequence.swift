package import Aftercare
import GRDB

// The numbers of the records in the journal: from 1, without gaps or duplicates. The reminders of a message share one.

extension StoreTransaction {
    /// Takes the numbers of the next records, in order: the lowest that were released, then those above the highest.
    ///
    /// - Returns: `count` numbers. Released ones are not returned again; the others are not until a reminder has them.
    package func takeSequences(_ count: Int) throws -> [Int64] {
        let released = try Int64.fetchAll(
            db.cachedStatement(sql: "SELECT number FROM freeSequence WHERE isGivenAgain = 1 ORDER BY number LIMIT ?"),
            arguments: [count])
        // Before the released ones are removed: one of them may be the highest.
        let highest = try highestSequence()
        for number in released { try run("DELETE FROM freeSequence WHERE number = ?", [number]) }
        return released + (0..<Int64(count - released.count)).map { highest + 1 + $0 }
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

    /// The numbers of messages without a receipt, with their reminders.
    package func openSequences() throws -> [Int64: Set<OccurrenceID>] {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT sequence, id FROM reminder WHERE state IN ('sending', 'seen') AND sequence IS NOT NULL"))
        return try rows.reduce(into: [:]) { open, row in
            open[row[0], default: []].insert(try OccurrenceID(column: row[1], as: "reminder id"))
        }
    }

    /// Releases a number.
    ///
    /// - Parameter isGivenAgain: `false` if a record with this number may still turn up, so that it must not be reused,
    ///   now or later.
    func free(_ sequence: Int64, isGivenAgain: Bool) throws {
        try run(
            """
            INSERT INTO freeSequence (number, isGivenAgain) VALUES (?, ?)
            ON CONFLICT (number) DO UPDATE SET isGivenAgain = min(isGivenAgain, excluded.isGivenAgain)
            """,
            [sequence, isGivenAgain])
    }
}
