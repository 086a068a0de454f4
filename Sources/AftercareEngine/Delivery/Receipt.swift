package import Aftercare

/// Proof that a reminder is in the journal.
package struct Receipt: Hashable, Sendable {
    package let id: OccurrenceID
    package let cursor: String

    package init(id: OccurrenceID, cursor: String) {
        self.id = id
        self.cursor = cursor
    }
}
