package import Aftercare
import GRDB

// Names for what nobody has named.

extension StoreTransaction {
    package func freshPlanID() throws -> PlanID { try named(freshName(.plan)) }
    package func freshTreatmentID() throws -> TreatmentID { try named(freshName(.treatment)) }
    package func freshReactionID() throws -> ReactionID { try named(freshName(.reaction)) }

    /// What is named by letters and a number, `P-0042`.
    private enum Numbered: String, CaseIterable {
        case plan, treatment, reaction

        var letters: String {
            switch self {
            case .plan: "PL"
            case .treatment: "T"
            case .reaction: "R"
            }
        }

        /// Under which note the number stands above which fresh ones begin.
        var note: String { "fresh-\(rawValue)-above" }

        func number(_ name: String) -> Int? { name.hasPrefix(letters + "-") ? Int(name.dropFirst(letters.count + 1)) : nil }
    }

    /// Fresh names begin well above all that a newer copy of this store can have given: a session that is entered now must
    /// not bear the name of one that reminders were said of, or its own would pass for said.
    ///
    /// - Parameter treatments: what the newer copy is known to have named.
    package func leapNames(over treatments: [TreatmentID]) throws {
        let thousand = 1000
        for numbered in Numbered.allCases {
            let named = numbered == .treatment ? treatments.compactMap { numbered.number($0.rawValue) } : []
            let highest = max(try highestNumber(numbered), named.max() ?? 0)
            try setNote(numbered.note, String(max(try floor(numbered), (highest / thousand + 2) * thousand)))
        }
    }

    private func floor(_ numbered: Numbered) throws -> Int { try note(numbered.note).flatMap { Int($0) } ?? 0 }

    private func highestNumber(_ numbered: Numbered) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT max(CAST(substr(id, ?) AS INTEGER)) FROM \(numbered.rawValue) WHERE id GLOB ?",
            arguments: [numbered.letters.count + 2, "\(numbered.letters)-[0-9]*"]) ?? 0
    }

    /// A name that no row bears yet.
    private func freshName(_ numbered: Numbered) throws -> String {
        let digits = String(max(try highestNumber(numbered), try floor(numbered)) + 1)
        return "\(numbered.letters)-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
    }

    private func named<Entity>(_ text: String) throws -> ID<Entity> {
        guard let id = ID<Entity>(text) else { throw StoreError.damaged(path: path, detail: "no name '\(text)'") }
        return id
    }
}
