import Aftercare
import AftercareAPI
import Systemd

// The service itself: does it answer, do reminders arrive, may it do what it has to?

extension DoctorFacts {
    var unitName: String { service.value?.machine.unit ?? unit.value?.name ?? commands.place.unit }

    /// The command for the service manager that runs it.
    var systemctl: String { isUsers ? "systemctl --user" : "systemctl" }

    var serviceFinding: Diagnosis.Finding {
        switch service {
        case .known(let service): .well(.service, "aftercared \(service.machine.version) answers")
        case .unknown where isShutOut: .unknown(.service, "you may not use its socket")
        case .unknown(let reason):
            .wrong(
                .service, "aftercared does not answer: \(reason)",
                why: "while it is down nothing is said; what is due is said late once it is up again, where it is still of use",
                mend: "\(systemctl) start \(unitName); if it does not stay up: \(systemctl) status \(unitName)")
        }
    }

    var deliveryFinding: Diagnosis.Finding {
        guard let service = service.value else { return .unknown(.delivery, "the service does not answer") }
        guard let journal = service.journal else { return .unknown(.delivery, "the service cannot read its store") }
        switch journal.state {
        case .ok where service.storeTrouble != nil:
            return .unknown(.delivery, "nothing is sent while the store cannot be written")
        case .ok: return .well(.delivery, "reminders reach the journal")
        case .none:
            return .wrong(
                .delivery, "the service found no journal, and shows reminders on its terminal",
                why: "nothing that reads the journal gets them, and none has a receipt",
                mend: "start it as a unit: \(systemctl) enable --now \(unitName)")
        case .failing:
            return .wrong(
                .delivery, "reminders do not reach the journal: \(journal.reason ?? "no reason is known")",
                why: "they are kept and tried again; those that lose their use meanwhile are never said",
                mend: "systemctl status \(journalUnit); systemctl restart \(journalUnit)")
        }
    }

    /// The journald unit that keeps its records.
    var journalUnit: String { namespace.map { "systemd-journald@\($0)" } ?? "systemd-journald" }
    var namespace: String? { unit.value?.logNamespace ?? service.value?.machine.namespace }

    var receiptsFinding: Diagnosis.Finding {
        guard let service = service.value else { return .unknown(.receipts, "the service does not answer") }
        guard service.journal != nil else { return .unknown(.receipts, "the service cannot read its store") }
        guard service.receiptsInMemory > 0 else { return .well(.receipts, "the newest receipts are of a journal on disk") }
        return .wrong(
            .receipts, "\(service.receiptsInMemory) of the newest \(plural(service.receipts, "receipt")) are of a journal in memory",
            why: "those records are gone when the power is, and nobody can prove then that they were said",
            mend: "mend the journal as said above; where that is well, they are from early in the boot: start the service after "
                + "'systemd-journal-flush.service'")
    }

    var serviceRightsFinding: Diagnosis.Finding {
        guard let machine = service.value?.machine else { return .unknown(.serviceRights, "the service does not answer") }
        switch machine.readsJournal {
        case true?: return .well(.serviceRights, "the service may read its records back")
        case nil: return .unknown(.serviceRights, "the service cannot tell whether it may read its records back")
        case false?:
            return .wrong(
                .serviceRights, "the service (uid \(machine.uid)) may not read the journal that it writes to",
                why: "it cannot read its records back, so no reminder ever gets a receipt",
                mend: machine.namespace == nil
                    ? "\(systemctl) edit \(unitName), with [Service] and SupplementaryGroups=systemd-journal; then \(systemctl) restart \(unitName)"
                    : "\(systemctl) restart \(unitName), which opens it to the service (by systemd-tmpfiles --create aftercare.conf); "
                        + "if that does not help: does the file system of /var/log/journal keep ACLs?")
        }
    }
}
