package import Aftercare
import GRDB

// Names for what nobody has named.

extension StoreTransaction {
    package func freshPlanID() throws -> PlanID { try named(freshName("PL", in: "plan")) }
    package func freshTreatmentID() throws -> TreatmentID { try named(freshName("T", in: "treatment")) }
    package func freshReactionID() throws -> ReactionID { try named(freshName("R", in: "reaction")) }

    /// A name of the given form, `P-0042`, that no row of `table` bears yet.
    private func freshName(_ letters: String, in table: String) throws -> String {
        let highest =
            try Int.fetchOne(
                db, sql: "SELECT max(CAST(substr(id, ?) AS INTEGER)) FROM \(table) WHERE id GLOB ?",
                arguments: [letters.count + 2, "\(letters)-[0-9]*"]) ?? 0
        let digits = String(highest + 1)
        return "\(letters)-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
    }

    private func named<Entity>(_ text: String) throws -> ID<Entity> {
        guard let id = ID<Entity>(text) else { throw StoreError.damaged(path: path, detail: "no name '\(text)'") }
        return id
    }
}
