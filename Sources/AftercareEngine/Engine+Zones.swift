import Aftercare
import AftercareStore
import Logging

extension Engine {
    /// Looks whether the rules of a zone have changed since its patients were planned, and has those looked at
    /// anew. What was said stays said; what is to come keeps the local time that it was meant for.
    func checkZones() throws {
        let now = environment.clock.now
        let changed = try store.write { tx in
            try tx.zones().compactMap { name, old -> (name: String, patients: Int)? in
                // A zone that is gone is complained of when its patients are looked at.
                guard let fingerprint = environment.zone(name)?.fingerprint, fingerprint != old else { return nil }
                try tx.setFingerprint(fingerprint, ofZone: name)
                return old == nil ? nil : (name, try tx.advanceLooks(ofZone: name, to: now))
            }
        }
        for zone in changed {
            environment.logger.tell(
                .zoneRulesChanged,
                "the rules of the time zone '\(zone.name)' have changed; \(zone.patients) patient\(zone.patients == 1 ? " is" : "s are") planned anew",
                [.zone: zone.name, .patients: zone.patients])
        }
    }
}
