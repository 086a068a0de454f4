import GRDB

/// How much a store contains.
package struct StoreContents: Equatable, Sendable {
    package let patients: Int
    package let reminders: Int

    init(_ db: Database) throws {
        patients = try Int.fetchOne(db, sql: "SELECT count(*) FROM patient") ?? 0
        reminders = try Int.fetchOne(db, sql: "SELECT count(*) FROM reminder") ?? 0
    }
}
