import GRDB

// What SQLite reports about itself, for tests and checks.

extension StoreTransaction {
    /// The value of a PRAGMA.
    package func setting(_ name: String) throws -> String {
        try Row.fetchOne(db, sql: "PRAGMA \(name)").map { "\(($0[0] as DatabaseValue).storage.value ?? "")" } ?? ""
    }

    /// The indexes that the schema declares, by name.
    package func indexes() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name")
    }

    /// SQLite's plan for a query, one step per line.
    private func plan(of query: String) throws -> String {
        try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(query)").map { "\($0["detail"] as String)" }.joined(separator: "\n")
    }

    /// SQLite's plan for each query that `body` makes.
    package func plans(of body: () throws -> Void) throws -> [String] {
        var queries: [String] = []
        db.trace(options: .statement) { event in
            if case .statement(let statement) = event { queries.append(statement.expandedSQL) }
        }
        do {
            defer { db.trace(options: []) }
            try body()
        }
        return try queries.map(plan(of:))
    }
}
