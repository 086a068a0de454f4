import Aftercare
import AftercareAPI

// The time zones of the patients, the clinic and the machine: without them nobody knows what time it is there.

extension DoctorFacts {
    var zonesFinding: Diagnosis.Finding {
        if let service = service.value, let worst = service.unknownZones.max(by: { $0.patients < $1.patients }) {
            let zones = service.unknownZones.map { "'\($0.name)' (\($0.reason); \(consequence(of: $0)))" }
            return .wrong(
                .zones, "the service does not know \(plural(zones.count, "time zone")): \(zones.joined(separator: ", "))",
                why: worst.patients > 0
                    ? "nobody knows what time it is where these patients live, so they are told nothing until the zone is back"
                    : "a patient who is given no zone of their own has the clinic's, and cannot be added",
                mend: "apt-get install --reinstall tzdata; for old names, as US/Pacific, also apt-get install tzdata-legacy; or give the "
                    + "patients another with 'aftercarectl patient change PATIENT --zone ZONE' ('aftercarectl status' names them)")
        }
        if let machineZone {
            return .wrong(
                .zones, machineZone, why: "whoever reads a time of this machine may take it for another",
                mend: "timedatectl set-timezone ZONE, as root; or apt-get install tzdata")
        }
        guard service.value != nil else { return .unknown(.zones, "the service does not answer") }
        return .well(.zones, "the service knows every zone that patients live in")
    }

    private func consequence(of zone: UnknownZone) -> String {
        let patients = zone.patients > 0 ? ["\(plural(zone.patients, "patient")) \(zone.patients == 1 ? "waits" : "wait")"] : []
        return (patients + (zone.isClinics ? ["the clinic's own"] : [])).joined(separator: ", ")
    }
}
