package import Aftercare
import GRDB

// Names for plans, treatments and reactions that were entered without one.

extension StoreTransaction {
    package func freshPlanID() throws -> PlanID { try named(freshName(.plan)) }
    package func freshTreatmentID() throws -> TreatmentID { try named(freshName(.treatment)) }
    package func freshReactionID() throws -> ReactionID { try named(freshName(.reaction)) }

    /// The entities whose generated names are letters and a number, such as `T-0042`.
    private enum NumberedEntity: String, CaseIterable {
        case plan, treatment, reaction

        var prefix: String {
            switch self {
            case .plan: "PL"
            case .treatment: "T"
            case .reaction: "R"
            }
        }

        /// The key of the number above which generated names begin.
        var floorKey: String { "fresh-\(rawValue)-above" }

        /// The longest name that counts as a number: a clinic may name its treatments by anything, a phone number too.
        var maxLength: Int { prefix.count + 1 + 15 }

        func number(_ name: String) -> Int? {
            guard name.hasPrefix(prefix + "-"), name.count <= maxLength else { return nil }
            return Int(name.dropFirst(prefix.count + 1))
        }
    }

    /// Makes generated names begin well above all those that a newer copy of this store can have used. A session that
    /// is entered now must not get the name of one that reminders were sent for, or its own would count as sent.
    ///
    /// - Parameter treatments: names that the newer copy is known to have used.
    package func skipNames(beyond treatments: [TreatmentID]) throws {
        let thousand = 1000
        for entity in NumberedEntity.allCases {
            let named = entity == .treatment ? treatments.compactMap { entity.number($0.rawValue) } : []
            let highest = max(try highestNumber(entity), named.max() ?? 0)
            try setMeta(entity.floorKey, String(max(try floor(entity), (highest / thousand + 2) * thousand)))
        }
    }

    private func floor(_ entity: NumberedEntity) throws -> Int { try meta(entity.floorKey).flatMap { Int($0) } ?? 0 }

    /// The highest number of a name like those that the store makes, whoever gave it.
    private func highestNumber(_ entity: NumberedEntity) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT max(CAST(substr(id, ?) AS INTEGER)) FROM \(entity.rawValue) WHERE id GLOB ? AND length(id) <= ?",
            arguments: [entity.prefix.count + 2, "\(entity.prefix)-[0-9]*", entity.maxLength]) ?? 0
    }

    /// A name that no row has yet.
    private func freshName(_ entity: NumberedEntity) throws -> String {
        var number = max(try highestNumber(entity), try floor(entity))
        while true {
            number += 1
            let digits = String(number)
            let name = "\(entity.prefix)-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
            let exists = try Bool.fetchOne(
                db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM \(entity.rawValue) WHERE id = ?)"), arguments: [name])
            if exists != true { return name }
        }
    }

    private func named<Entity>(_ text: String) throws -> ID<Entity> {
        guard let id = ID<Entity>(text) else { throw StoreError.damaged(path: path, detail: "no name '\(text)'") }
        return id
    }
}
