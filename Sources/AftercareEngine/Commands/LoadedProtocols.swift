package import Aftercare
import AftercareStore

/// What became of the protocols that were read from files.
package struct LoadedProtocols: Equatable, Sendable {
    /// Those that contradict the plans pinned to them: their old content holds.
    package var refused: [RefusedProtocol] = []
    /// What is offered to new plans and was not before, and the other way round.
    package var changes: [ProtocolChange] = []
}

/// A protocol file in which something was changed that patients are told, without a new version, while plans follow the
/// version that it has.
package struct RefusedProtocol: Equatable, Sendable, CustomStringConvertible {
    package let reference: ProtocolReference
    package let plans: Int
    /// What patients would be told otherwise; none: a source is gone that plans may cite.
    package let differences: [ProtocolDifference]

    package var description: String {
        "protocol '\(reference)' has changed (\(changes)), but \(plans.counted("plan")) \(plans == 1 ? "follows" : "follow") "
            + "that version; raise its 'version' in the file, reload, and run 'aftercarectl plan upgrade --all --protocol \(reference.id)'"
    }

    /// The first of them: a line that is too long is read by nobody.
    private var changes: String {
        guard !differences.isEmpty else { return "a source is gone" }
        let more = differences.count > 4 ? "; \(differences.count - 3) more" : ""
        return differences.prefix(more.isEmpty ? 4 : 3).map(\.description).joined(separator: "; ") + more
    }
}
