package import Aftercare
import AftercareStore

/// A change in the protocols that are offered to new plans.
package enum ProtocolChange: Equatable, Sendable, CustomStringConvertible {
    case added(ProtocolReference)
    case changed(ProtocolReference)
    /// The sign-off changed; patients' reminders did not. Nil when nobody signs it off now.
    case signature(ProtocolReference, SignOff?)
    /// The title or the sources changed; patients' reminders did not.
    case particulars(ProtocolReference)
    case version(ProtocolID, from: Int, to: Int)
    case removed(ProtocolReference)

    package var description: String {
        switch self {
        case .added(let reference): "protocol \(reference.text): added"
        case .changed(let reference): "protocol \(reference.text): changed, without a new version; no plan follows it"
        case .signature(let reference, let signOff?): "protocol \(reference.text): signed off by \(signOff.by) on \(signOff.on)"
        case .signature(let reference, nil): "protocol \(reference.text): its signature was taken back; it is a draft again"
        case .particulars(let reference): "protocol \(reference.text): its title or sources changed; patients are told the same"
        case .version(let id, let old, let new): "protocol \(id): version \(old) → \(new); plans keep theirs until they are upgraded"
        case .removed(let reference): "protocol \(reference.text): removed; plans that follow it go on"
        }
    }

    /// The changes from `old` to `new`, by id and version.
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

    /// The changes within one version.
    private static func list(from known: CareProtocol, to one: CareProtocol) -> [ProtocolChange] {
        guard known != one else { return [] }
        guard one.tellsTheSame(as: known) else { return [.changed(one.reference)] }
        return (known.signOff == one.signOff ? [] : [.signature(one.reference, one.signOff)])
            + (known.title == one.title && known.sources == one.sources && known.instructions == one.instructions
                ? [] : [.particulars(one.reference)])
    }
}
