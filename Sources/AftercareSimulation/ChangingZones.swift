package import Aftercare
import Synchronization

/// The zones of a machine, until an update replaces one, or takes it away.
package final class ChangingZones: Sendable {
    private let machine: @Sendable (String) throws -> Zone?
    private let replaced = Mutex<[String: Zone?]>([:])

    /// - Parameter machine: the zones that were not replaced.
    package init(_ machine: @escaping @Sendable (String) throws -> Zone?) { self.machine = machine }

    package func replace(_ name: String, by zone: Zone) { replaced.withLock { $0[name] = zone } }

    /// As an upgrade does that leaves an old name out.
    package func remove(_ name: String) { replaced.withLock { $0[name] = .some(nil) } }

    /// The machine's own zone of that name counts again.
    package func putBack(_ name: String) { replaced.withLock { _ = $0.removeValue(forKey: name) } }

    package func zone(named name: String) throws -> Zone? {
        if let replaced = replaced.withLock({ $0[name] }) { return replaced }
        return try machine(name)
    }
}
