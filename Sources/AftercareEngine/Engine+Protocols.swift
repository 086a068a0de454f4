package import Aftercare
import AftercareStore

/// What became of the protocols that were read from files.
package struct LoadedProtocols: Equatable, Sendable {
    /// Those that contradict the plans pinned to them: their old content holds.
    package var refused: [RefusedProtocol] = []
    /// What is offered to new plans and was not before, and the other way round.
    package var changes: [ProtocolChange] = []
}

/// A protocol file that was changed without a new version, while plans are pinned to the version that it has.
package struct RefusedProtocol: Equatable, Sendable, CustomStringConvertible {
    package let reference: ProtocolReference
    package let plans: Int

    package var description: String {
        "protocol '\(reference)' has changed, but \(plans) plan\(plans == 1 ? " is" : "s are") "
            + "pinned to that version; raise its 'version' in the file"
    }
}

/// A protocol that is offered otherwise than before.
package enum ProtocolChange: Equatable, Sendable, CustomStringConvertible {
    case added(ProtocolReference)
    case changed(ProtocolReference)
    case version(ProtocolID, from: Int, to: Int)
    case removed(ProtocolReference)

    package var description: String {
        switch self {
        case .added(let reference): "protocol \(reference.spoken): added"
        case .changed(let reference): "protocol \(reference.spoken): changed, without a new version; no plan is pinned to it"
        case .version(let id, let old, let new): "protocol \(id): version \(old) → \(new); plans keep theirs until they are upgraded"
        case .removed(let reference): "protocol \(reference.spoken): removed; plans that follow it go on"
        }
    }

    /// What makes `new` out of `old`, by id and version.
    static func list(from old: [CareProtocol], to new: [CareProtocol]) -> [ProtocolChange] {
        let before = Dictionary(old.map { ($0.reference, $0) }) { $1 }
        let after = Dictionary(new.map { ($0.reference, $0) }) { $1 }
        var gone = old.filter { after[$0.reference] == nil }
        var changes: [ProtocolChange] = []
        for one in new {
            if let known = before[one.reference] {
                if known != one { changes.append(.changed(one.reference)) }
            } else if let place = gone.lastIndex(where: { $0.id == one.id }) {
                changes.append(.version(one.id, from: gone.remove(at: place).version, to: one.version))
            } else {
                changes.append(.added(one.reference))
            }
        }
        return changes + gone.map { .removed($0.reference) }
    }
}

extension Engine {
    /// Takes in the protocols that were read from files: these and no others are offered to new plans. One that
    /// contradicts the plans pinned to it is left out, and told.
    package func load(_ careProtocols: [CareProtocol]) throws -> LoadedProtocols {
        try store.write { tx in
            var loaded = LoadedProtocols()
            let before = try tx.careProtocols()
            try tx.withdrawCareProtocols()
            for careProtocol in careProtocols where try !tx.offer(careProtocol) {
                loaded.refused.append(
                    RefusedProtocol(
                        reference: careProtocol.reference, plans: try tx.pinnedPlans(to: careProtocol.reference)))
            }
            loaded.changes = ProtocolChange.list(from: before, to: try tx.careProtocols())
            return loaded
        }
    }
}
