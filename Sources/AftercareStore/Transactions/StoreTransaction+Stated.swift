import GRDB

// What files stated: the keys that stood there the last time, so that one that is taken out goes back to its default.

extension StoreTransaction {
    /// What a file may state.
    package enum StatedThing: String, Sendable {
        case patient, plan, treatment
    }

    /// The keys that a file stated of it; none where no file ever spoke of it.
    package func stated(_ thing: StatedThing, _ id: String) throws -> Set<String> {
        let column = try String.fetchOne(
            db.cachedStatement(sql: "SELECT stated FROM \(thing.rawValue) WHERE id = ?"), arguments: [id])
        let keys: [String] = try column.map { try value($0) } ?? []
        return Set(keys)
    }

    package func setStated(_ thing: StatedThing, _ id: String, _ keys: Set<String>) throws {
        try run("UPDATE \(thing.rawValue) SET stated = ? WHERE id = ?", [try json(keys.sorted()), id])
    }
}
