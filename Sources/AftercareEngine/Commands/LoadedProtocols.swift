package import Aftercare
import AftercareStore

/// The result of loading the protocols read from files.
package struct LoadedProtocols: Equatable, Sendable {
    /// Protocols that contradict the plans pinned to them. Their old content stays in force.
    package var refused: [RefusedProtocol] = []
    /// Protocols that are newly offered to new plans, changed, or no longer offered.
    package var changes: [ProtocolChange] = []
}

/// A protocol file whose patient-facing content changed without a new version, while plans follow the version it
/// states.
package struct RefusedProtocol: Equatable, Sendable, CustomStringConvertible {
    package let reference: ProtocolReference
    package let plans: Int
    /// What would change for patients; empty when only a source is missing that plans may cite.
    package let differences: [ProtocolDifference]

    package var description: String {
        "protocol '\(reference)' has changed (\(changes)), but \(plans.counted("plan")) \(plans == 1 ? "follows" : "follow") "
            + "that version; raise its 'version' in the file, reload, and run 'aftercarectl plan upgrade --all --protocol \(reference.id)'"
    }

    /// The first few differences: nobody reads an overlong line.
    private var changes: String {
        guard !differences.isEmpty else { return "a source is gone" }
        let more = differences.count > 4 ? "; \(differences.count - 3) more" : ""
        return differences.prefix(more.isEmpty ? 4 : 3).map(\.description).joined(separator: "; ") + more
    }
}
