package import Aftercare
import Synchronization

/// The time zones of a machine, some of which an update may replace or remove.
package final class ChangingZones: Sendable {
    private let machine: @Sendable (String) throws -> Zone?
    private let replaced = Mutex<[String: Zone?]>([:])

    /// - Parameter machine: looks up the zones that were not replaced.
    package init(_ machine: @escaping @Sendable (String) throws -> Zone?) { self.machine = machine }

    package func replace(_ name: String, by zone: Zone) { replaced.withLock { $0[name] = zone } }

    /// Removes a zone, like an upgrade that drops an old name.
    package func remove(_ name: String) { replaced.withLock { $0[name] = .some(nil) } }

    /// Makes the machine's own zone with this name effective again.
    package func putBack(_ name: String) { replaced.withLock { _ = $0.removeValue(forKey: name) } }

    package func zone(named name: String) throws -> Zone? {
        if let replaced = replaced.withLock({ $0[name] }) { return replaced }
        return try machine(name)
    }
}
