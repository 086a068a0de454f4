import GRDB

// The keys that a clinic file contained when it was last applied, so that a key removed from it returns to its default.

extension StoreTransaction {
    /// The entities that a clinic file can describe.
    package enum StatedEntity: String, Sendable {
        case patient, plan, treatment
    }

    /// The keys that a file last gave for this entity; empty if no file ever described it.
    package func stated(_ entity: StatedEntity, _ id: String) throws -> Set<String> {
        if let known = newPatients.stated(entity, id) { return known }
        let column = try String.fetchOne(
            db.cachedStatement(sql: "SELECT stated FROM \(entity.rawValue) WHERE id = ?"), arguments: [id])
        let keys: [String] = try column.map { try JSONColumn.decode($0) } ?? []
        return Set(keys)
    }

    package func setStated(_ entity: StatedEntity, _ id: String, _ keys: Set<String>) throws {
        try run("UPDATE \(entity.rawValue) SET stated = ? WHERE id = ?", [try JSONColumn.encode(keys.sorted()), id])
        newPatients.setStated(entity, id, keys)
    }
}
