package import Aftercare
import GRDB

// The numbers that records bear in the journal: from 1, without gaps, none twice.

extension StoreTransaction {
    /// The number of the next record: the smallest that was given back, else one above the highest.
    ///
    /// - Returns: it is taken; who asks again gets another.
    package func takeSequence() throws -> Int64 {
        let free = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT min(number) FROM freeSequence WHERE isGivenAgain = 1"))
        guard let free else { return try highestSequence() + 1 }
        try run("DELETE FROM freeSequence WHERE number = ?", [free])
        return free
    }

    /// The highest number that is known to be given; 0: none is.
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

    /// The numbers up to the highest that no record bears.
    package func freeSequences() throws -> [Int64] {
        try Int64.fetchAll(db.cachedStatement(sql: "SELECT number FROM freeSequence ORDER BY number"))
    }

    /// The numbers that reminders without a receipt bear.
    package func openSequences() throws -> [Int64: OccurrenceID] {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT sequence, id FROM reminder WHERE state IN ('sending', 'seen') AND sequence IS NOT NULL"))
        return try rows.reduce(into: [:]) { $0[$1[0]] = try OccurrenceID(text: $1[1]) }
    }

    /// - Parameter isGivenAgain: false where a record of it may still turn up.
    func free(_ sequence: Int64, isGivenAgain: Bool) throws {
        try run(
            "INSERT OR REPLACE INTO freeSequence (number, isGivenAgain) VALUES (?, ?)", [sequence, isGivenAgain])
    }
}
