import Aftercare
import Systemd

// The user who runs the doctor: may they use the service and read what it writes?

extension DoctorFacts {
    var yourRightsFinding: Diagnosis.Finding {
        if caller.uid == 0 { return .well(.yourRights, "you are root, and may use the service and read the journal") }
        guard let staff else { return journalFinding(of: "use the service") }
        guard let number = staff.number else {
            return .wrong(
                .yourRights, "there is no group '\(staff.name)'", why: "nobody but root can use the service",
                mend: "systemd-sysusers, as root; then systemctl restart \(unitName)")
        }
        if caller.groups.contains(number) { return journalFinding(of: "use the service") }
        if caller.listed.contains(number) { return loginTooOld(for: staff.name) }
        guard let viewers = staff.viewers else { return stranger(to: staff) }
        if caller.groups.contains(viewers) { return journalFinding(of: "look at the service, and change nothing,") }
        return caller.listed.contains(viewers) ? loginTooOld(for: staff.viewersName) : stranger(to: staff)
    }

    private var you: String { "you (\(caller.name ?? "uid \(caller.uid)"))" }

    private func loginTooOld(for group: String) -> Diagnosis.Finding {
        .wrong(
            .yourRights, "\(you) are in the group '\(group)', and this login began before that",
            why: "until you log in anew you cannot do what the group may", mend: "log out and in again")
    }

    private func stranger(to staff: Staff) -> Diagnosis.Finding {
        let name = caller.name ?? "NAME"
        return .wrong(
            .yourRights, "\(you) are not in the group '\(staff.name)', nor in '\(staff.viewersName)'",
            why: "you cannot use the service",
            mend: "usermod -aG \(staff.name) \(name), as root, or \(staff.viewersName) to look only; then log in anew")
    }

    private func journalFinding(of use: String) -> Diagnosis.Finding {
        switch caller.readsJournal {
        case true?: .well(.yourRights, "\(you) may \(use) and read the journal")
        case nil: .unknown(.yourRights, "\(you) may \(use); whether you may read the journal cannot be told")
        case false?:
            .wrong(
                .yourRights, "\(you) may not read the journal",
                why: "you cannot read its reminders there, so you cannot audit them", mend: opensJournal)
        }
    }

    /// A namespace's journal is readable by the service's groups, not by the groups of the machine's journal.
    private var opensJournal: String {
        if namespace == nil { return "usermod -aG systemd-journal \(caller.name ?? "NAME"), as root; then log in anew" }
        return "systemctl restart \(unitName), as root, which opens it to the groups of the service; if that does not help: "
            + "does the file system of /var/log/journal keep ACLs?"
    }
}
