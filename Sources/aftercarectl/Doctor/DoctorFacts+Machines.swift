import Aftercare
import AftercareAPI
import Systemd

// The machines on which the store has been, and the users as which it was written.

extension DoctorFacts {
    var machinesFinding: Diagnosis.Finding {
        guard case .known(let service) = service else { return .unknown(.machines, "the service does not answer") }
        if let first = service.withheld.first {
            return .wrong(
                .machines, first, why: "what a patient may have heard already is not said again before somebody knows",
                mend:
                    "bring that machine's journal here: 'aftercarectl promote --journal DIRECTORY', as root; or decide without it: 'aftercarectl promote'"
            )
        }
        guard let here = service.writers.last else {
            return .unknown(.machines, "the service has written nothing yet, or cannot use its store")
        }
        guard let before = service.writers.last(where: { $0.author.machine != here.author.machine }) else {
            return .well(.machines, "this machine alone has written for the store")
        }
        let origin = before.author.machine.isEmpty ? "a machine that nobody knows any more" : "machine \(before.author.machine)"
        guard let uid = here.author.uid, let former = before.author.uid, uid != former, let staff else {
            return .well(.machines, "the store came here from \(origin) (epoch \(here.epoch)), and was written to by the same user id")
        }
        return .wrong(
            .machines, "the service is user \(uid) here, and was user \(former) on \(origin)",
            why: "files that are moved between the two belong to somebody else there, and '_UID=' finds only one half of the reminders",
            mend: mend(staff.name, to: former))
    }

    private func mend(_ name: String, to uid: UInt32) -> String {
        if let holder = holders[uid] {
            return "here \(uid) is the user '\(holder)'; give the service one number that is free on both machines, by usermod(8) on each"
        }
        return
            "\(systemctl) stop \(unitName); usermod --uid \(uid) \(name); chown -R \(name): \(backupFolder); \(systemctl) start \(unitName)"
    }

    /// The directory that needs a chown of its own: usermod(8) only changes the owner of files in the home directory,
    /// where the store is.
    private var backupFolder: String {
        if case .clinic(let name) = commands.place { "/var/backups/aftercare-clinics/\(name)" } else { "/var/backups/aftercare" }
    }
}
