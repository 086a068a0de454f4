package import Aftercare
import Synchronization

/// The zones of a machine, until an update replaces one.
package final class ChangingZones: Sendable {
    private let machine: @Sendable (String) -> Zone?
    private let replaced = Mutex<[String: Zone]>([:])

    /// - Parameter machine: the zones that were not replaced.
    package init(_ machine: @escaping @Sendable (String) -> Zone?) { self.machine = machine }

    package func replace(_ name: String, by zone: Zone) { replaced.withLock { $0[name] = zone } }

    package func zone(named name: String) -> Zone? { replaced.withLock { $0[name] } ?? machine(name) }
}
