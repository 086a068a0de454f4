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
        "protocol '\(reference)' has changed (\(changes)), but \(plans) plan\(plans == 1 ? " follows" : "s follow") "
            + "that version; raise its 'version' in the file, reload, and run 'aftercarectl plan upgrade --all --protocol \(reference.id)'"
    }

    /// The first of them: a line that is too long is read by nobody.
    private var changes: String {
        guard !differences.isEmpty else { return "a source is gone" }
        let more = differences.count > 4 ? "; \(differences.count - 3) more" : ""
        return differences.prefix(more.isEmpty ? 4 : 3).map(\.description).joined(separator: "; ") + more
    }
}

/// A protocol that is offered otherwise than before.
package enum ProtocolChange: Equatable, Sendable, CustomStringConvertible {
    case added(ProtocolReference)
    case changed(ProtocolReference)
    /// Patients are told the same, whoever answers for it now; nil: nobody.
    case signature(ProtocolReference, SignOff?)
    /// Patients are told the same; its title, or where its values come from, is worded otherwise.
    case particulars(ProtocolReference)
    case version(ProtocolID, from: Int, to: Int)
    case removed(ProtocolReference)

    package var description: String {
        switch self {
        case .added(let reference): "protocol \(reference.spoken): added"
        case .changed(let reference): "protocol \(reference.spoken): changed, without a new version; no plan follows it"
        case .signature(let reference, let signOff?): "protocol \(reference.spoken): signed off by \(signOff.by) on \(signOff.on)"
        case .signature(let reference, nil): "protocol \(reference.spoken): its signature was taken back; it is a draft again"
        case .particulars(let reference): "protocol \(reference.spoken): its title or sources changed; patients are told the same"
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
                changes += list(from: known, to: one)
            } else if let place = gone.lastIndex(where: { $0.id == one.id }) {
                changes.append(.version(one.id, from: gone.remove(at: place).version, to: one.version))
            } else {
                changes.append(.added(one.reference))
            }
        }
        return changes + gone.map { .removed($0.reference) }
    }

    /// Within one version.
    private static func list(from known: CareProtocol, to one: CareProtocol) -> [ProtocolChange] {
        guard known != one else { return [] }
        guard one.tellsTheSame(as: known) else { return [.changed(one.reference)] }
        return (known.signOff == one.signOff ? [] : [.signature(one.reference, one.signOff)])
            + (known.title == one.title && known.sources == one.sources && known.instructions == one.instructions
                ? [] : [.particulars(one.reference)])
    }
}

extension Engine {
    /// Takes in the protocols that were read from files: these and no others are offered to new plans. One by which
    /// patients would be told otherwise, though plans follow that version, is left out, and told.
    package func load(_ careProtocols: [CareProtocol]) throws -> LoadedProtocols {
        try store.write { tx in
            var loaded = LoadedProtocols()
            let before = try tx.careProtocols()
            try tx.withdrawCareProtocols()
            for careProtocol in careProtocols where try !tx.offer(careProtocol) {
                let known = try tx.careProtocol(careProtocol.reference)
                loaded.refused.append(
                    RefusedProtocol(
                        reference: careProtocol.reference, plans: try tx.pinnedPlans(to: careProtocol.reference),
                        differences: known.map(careProtocol.differences) ?? []))
            }
            loaded.changes = ProtocolChange.list(from: before, to: try tx.careProtocols())
            return loaded
        }
    }
}
