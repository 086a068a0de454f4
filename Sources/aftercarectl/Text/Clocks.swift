import Aftercare
import AftercareAPI
import Foundation

/// The local times of several patients, and of this machine, at one moment.
struct Clocks: Sendable {
    let zones: Zones
    let names: [PatientID: String]
    let now: Instant

    init(zones: Zones, names: [PatientID: String], now: Instant) {
        self.zones = zones
        self.names = names
        self.now = now
    }

    init(of patients: [Patient], zones: Zones, now: Instant) {
        let names = Dictionary(patients.map { ($0.id, $0.zone) }, uniquingKeysWith: { one, _ in one })
        self.init(zones: zones, names: names, now: now)
    }

    var machine: StaffTimeFormat { StaffTimeFormat(zone: zones.machine, now: now) }

    subscript(_ patient: PatientID) -> StaffTimeFormat {
        StaffTimeFormat(zone: names[patient].map { zones[$0] } ?? .utc, now: now)
    }

    /// A note on the patient's location; empty when the time there is the same as here.
    func note(_ patient: PatientID) -> String {
        let zone = self[patient].zone
        return zone.offset(at: now) == zones.machine.offset(at: now) ? "" : zone.place
    }
}
