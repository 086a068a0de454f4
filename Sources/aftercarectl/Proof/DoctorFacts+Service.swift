import Aftercare
import AftercareAPI
import Systemd

// The service itself: does it answer, do reminders arrive, may it do what it must?

extension DoctorFacts {
    private var unitName: String { service.value?.machine.unit ?? unit.value?.name ?? DoctorFacts.usualUnit }
    static let usualUnit = "aftercared.service"

    var serviceFinding: Diagnosis.Finding {
        switch service {
        case .known(let service): .well(.service, "aftercared \(service.machine.version) answers")
        case .unknown where isShutOut: .unknown(.service, "you may not use its socket")
        case .unknown(let reason):
            .wrong(
                .service, "aftercared does not answer: \(reason)",
                why: "while it is down nothing is said; what is due is said late once it is up again, where it is still of use",
                mend: "systemctl start \(unitName); if it does not stay up: journalctl -u \(unitName) -e")
        }
    }

    var deliveryFinding: Diagnosis.Finding {
        guard let journal = service.value?.journal else { return .unknown(.delivery, "the service does not answer") }
        switch journal.state {
        case .ok: return .well(.delivery, "reminders reach the journal")
        case .none:
            return .wrong(
                .delivery, "the service found no journal, and shows reminders on its terminal",
                why: "nothing that reads the journal gets them, and none has a receipt",
                mend: "start it as a unit: systemctl enable --now aftercared")
        case .failing:
            return .wrong(
                .delivery, "reminders do not reach the journal: \(journal.reason ?? "no reason is known")",
                why: "they are kept and tried again; those that lose their use meanwhile are never said",
                mend: "systemctl status systemd-journald; systemctl restart systemd-journald")
        }
    }

    var receiptsFinding: Diagnosis.Finding {
        guard let service = service.value else { return .unknown(.receipts, "the service does not answer") }
        guard service.receiptsInMemory > 0 else { return .well(.receipts, "the newest receipts are of a journal on disk") }
        return .wrong(
            .receipts, "\(service.receiptsInMemory) of the newest \(plural(service.receipts, "receipt")) are of a journal in memory",
            why: "those records are gone when the power is, and nobody can prove then that they were said",
            mend: "mend the journal as said above; where that is well, they are from early in the boot: start the service after "
                + "'systemd-journal-flush.service'")
    }

    var serviceRightsFinding: Diagnosis.Finding {
        guard let machine = service.value?.machine else { return .unknown(.serviceRights, "the service does not answer") }
        if machine.uid == 0 { return .well(.serviceRights, "the service runs as root, and may read the journal") }
        guard let journalGroup else { return .unknown(.serviceRights, "there is no group 'systemd-journal' here") }
        if machine.groups.contains(journalGroup) {
            return .well(.serviceRights, "the service may read the journal, by the group systemd-journal")
        }
        return .wrong(
            .serviceRights, "the service (uid \(machine.uid)) is not in the group 'systemd-journal'",
            why: "it cannot read its records back, so no reminder ever gets a receipt",
            mend: "systemctl edit \(unitName), with [Service] and SupplementaryGroups=systemd-journal; then systemctl restart \(unitName)")
    }

    var yourRightsFinding: Diagnosis.Finding {
        if caller.uid == 0 { return .well(.yourRights, "you are root, and may use the service and read the journal") }
        let name = caller.name ?? "uid \(caller.uid)"
        let missing = [("aftercare", staffGroup), ("systemd-journal", journalGroup)].filter { _, group in
            group.map { !caller.groups.contains($0) } ?? true
        }.map(\.0)
        guard !missing.isEmpty else { return .well(.yourRights, "you (\(name)) may use the service and read the journal") }
        return .wrong(
            .yourRights, "you (\(name)) are not in the group \(missing.map { "'\($0)'" }.joined(separator: ", nor in "))",
            why: missing.contains("aftercare")
                ? "you cannot use the service" : "you cannot read its reminders in the journal, so you cannot audit them",
            mend: "usermod -aG \(missing.joined(separator: ",")) \(caller.name ?? "NAME"), as root; then log in anew")
    }
}
