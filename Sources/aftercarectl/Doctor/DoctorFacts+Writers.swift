import AftercareAPI
import Systemd

// Who may write to the reminders' journal: the service, and nobody else.

extension DoctorFacts {
    var writersFinding: Diagnosis.Finding {
        guard let namespace else {
            return .well(.writers, "everybody may write to the machine's own journal; go by _UID= for what is the service's")
        }
        guard !sockets.isEmpty else { return .unknown(.writers, "nobody uses the journal '\(namespace)' now, so it has no sockets") }
        let open = sockets.filter(\.isOpen)
        if let first = open.first {
            let whose = first.mode & 0o002 != 0 ? "every user of this machine" : "the group of '\(first.path)'"
            return .wrong(
                .writers, "\(whose) may write to the journal of reminders, by \(open.map { "'\($0.path)'" }.joined(separator: ", "))",
                why: "they can push reminders out of it, and write some that look like the service's",
                mend:
                    "\(systemctl) daemon-reload; \(systemctl) restart systemd-journald@\(namespace).socket, which restarts the service too "
                    + "and loses nothing; see in an audit whether anybody did")
        }
        if let uid = service.value?.machine.uid, let first = sockets.first(where: { $0.takesRecords && !$0.admits(uid) }) {
            return .wrong(
                .writers, "the service (uid \(uid)) may not write to '\(first.path)'", why: "no reminder reaches the journal",
                mend: "systemctl restart \(unitName), which gives it back to the service")
        }
        return .well(.writers, "only the service may write to the journal of reminders, and root")
    }
}
