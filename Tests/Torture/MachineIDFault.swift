import Foundation
import TestMachine

extension Fault {
    /// The machine gets another id, as a copy of its disk does: from then on its journal lies in another directory, and
    /// what was said before is out of sight.
    static func changedMachineID(_ runs: Int, burst size: Int) -> Fault {
        Fault("another machine id") { trial in
            try await trial.ward.service.start()
            for _ in 0..<runs {
                let said = try await trial.burst(size)
                try await trial.wait(for: said)
                try await trial.recover(since: .now)
                // Of this one it is known only that it is to come.
                let coming = try await trial.burst(size, soonest: 3)
                try await trial.ward.service.stop()
                try await trial.keepRecords()
                let id = (0..<32).map { _ in String(Int.random(in: 0..<16, using: &trial.dice), radix: 16) }.joined()
                try await trial.ward.setMachineID(id)
                try await trial.ward.service.start()
                try await trial.wait(for: coming)
                try await trial.recover(since: .now)
                guard try await trial.ward.hasJournal(of: id) else { throw TortureFailure.notDone("the journal went on under the old id") }
                trial.ran()
                try await trial.expectAuditOfWhatIsLeft()
            }
            try await trial.judge()
            // The directories of all ids together show everything.
            let audit = try await trial.ward.auditOfAll()
            if !audit.isSuccess || !audit.output.contains("\nproven: ") { trial.object("the audit of all journals: \(audit)") }
        }
    }
}

extension Trial {
    /// An audit that sees the old journal, too, calls it proven; one that does not, doubtful, since so much is out of its
    /// sight. It must not call it refuted.
    fileprivate mutating func expectAuditOfWhatIsLeft() async throws {
        let audit = try await ward.machine.run("aftercarectl", "audit")
        let isProven = audit.exitStatus == 0 && audit.output.contains("\nproven: ")
        let isDoubtful = audit.exitStatus == 4 && audit.output.contains("\ndoubtful: ")
        if !isProven && !isDoubtful { object("the audit: \(audit)") }
    }
}

extension Ward {
    /// As if the machine had been booted with it. The service is stopped.
    fileprivate func setMachineID(_ id: String) async throws {
        try machine.write(id + "\n", to: "/etc/machine-id")
        try await machine.succeed("systemctl", "stop", Service.journald)
        // systemd itself goes by the id that it read first.
        try await machine.succeed("systemctl", "daemon-reexec")
        try await machine.succeed("systemctl", "restart", "systemd-journald.service")
        try await machine.succeed("systemd-tmpfiles", "--create")
    }

    fileprivate func auditOfAll() async throws -> Outcome {
        let gather = """
            rm -rf /root/all; mkdir /root/all; cd /var/log/journal
            for file in *.\(Service.namespace)/*.journal*; do cp -p $file /root/all/$(echo $file | tr / -); done
            """
        try await machine.succeed("sh", "-ec", "journalctl --namespace=\(Service.namespace) --sync; \(gather)")
        return try await machine.run("aftercarectl", "audit", "--directory", "/root/all")
    }

    fileprivate func hasJournal(of id: String) async throws -> Bool {
        try await machine.run("sh", "-c", "ls /var/log/journal/\(id).\(Service.namespace)/*.journal").isSuccess
    }
}
