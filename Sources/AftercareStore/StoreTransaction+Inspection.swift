import GRDB

// What SQLite says of itself, for those who check on it.

extension StoreTransaction {
    /// The value of a PRAGMA.
    package func setting(_ name: String) throws -> String {
        try Row.fetchOne(db, sql: "PRAGMA \(name)").map { "\(($0[0] as DatabaseValue).storage.value ?? "")" } ?? ""
    }

    /// How SQLite would carry out a query, one step a line.
    package func plan(of query: String) throws -> String {
        try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(query)").map { "\($0["detail"] as String)" }.joined(separator: "\n")
    }
}
