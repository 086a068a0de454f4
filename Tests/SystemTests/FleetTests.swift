import Foundation
import TestMachine
import Testing

extension SystemTests {
    /// Machines that send their journals to a collector, by systemd's own engine.
    @Suite("Many machines", .fleet)
    struct FleetTests {
        @Test("the sequences of two clinics are complete at the collector, and one record less is named")
        func audited() async throws {
            let fleet = try Fleet.current
            try await say("P-0801", at: fleet.hip)
            try await say("P-0802", at: fleet.knee)
            let (status, report) = try await fleet.complete()
            #expect(status == 0 && report.verdict == "proven", "\(report)")
            #expect(report.clinics.map(\.host) == Fleet.names)
            #expect(report.clinics.allSatisfy { $0.first == 1 && $0.last == $0.records && $0.machines.count == 1 }, "\(report)")
            #expect(Set(report.clinics.flatMap(\.machines).map(\.id)).count == 2)

            // As a collector that missed one: of the knee's all numbers but 2.
            let script = """
                mkdir -p /root/less && rm -f /root/less/*
                matches=_HOSTNAME=hip
                collected="journalctl --quiet --directory \(Fleet.collection)"
                for number in $($collected --output cat --output-fields AFTERCARE_SEQ _HOSTNAME=knee); do
                    [ $number = 2 ] || matches="$matches + _HOSTNAME=knee AFTERCARE_SEQ=$number"
                done
                $collected --output export $matches |
                    /lib/systemd/systemd-journal-remote --output=/root/less/remote-all.journal -
                """
            try await fleet.collector.succeed("sh", "-ec", script)
            let less = try await fleet.audit("/root/less")
            #expect(less.status == 4 && less.report["hip"]?.verdict == "proven", "\(less.report)")
            let findings = less.report["knee"]?.findings ?? []
            #expect(findings.map(\.code) == ["gap"] && findings.first?.examples.map(\.sequence) == [2], "\(less.report)")
            let told = try await fleet.collector.run("aftercarectl", "audit", "--collected", "/root/less")
            #expect(told.output.contains("): 1 number is in none of the files"), "\(told)")
            #expect(told.output.contains(": number 2\n") && told.output.contains("\nrefuted: 1 of 2 clinics\n"), "\(told)")
        }

        @Test("what was collected is for root and the collector's own user, and others are told so")
        func rights() async throws {
            let fleet = try Fleet.current
            _ = try await fleet.complete()
            let audit = ["aftercarectl", "audit", "--collected", Fleet.collection]
            let stranger = try await fleet.collector.run(["runuser", "-u", "nobody", "--"] + audit)
            #expect(stranger.exitStatus == 77 && stranger.output == "", "\(stranger)")
            #expect(stranger.complaint.contains("as a user of the group systemd-journal-remote"), "\(stranger)")
            let member = try await fleet.collector.run(
                ["setpriv", "--reuid", "nobody", "--regid", "nogroup", "--groups", "systemd-journal-remote", "--"] + audit)
            #expect(member.isSuccess, "\(member)")
        }

        @Test("a collector that is down, and one that is killed, lose nothing; nor does an uploader that is killed")
        func outage() async throws {
            let fleet = try Fleet.current
            try await fleet.collector.succeed("systemctl", "stop", Fleet.listener, Fleet.receiver)
            try await say("P-0811", at: fleet.knee)
            try await eventually("the uploader has found out") {
                try await fleet.knee.machine.run("systemctl", "show", "--property=NRestarts", "--value", Fleet.sender).line != "0"
            }
            try await fleet.knee.machine.succeed("journalctl", "--namespace=aftercare", "--rotate")
            try await say("P-0812", at: fleet.knee)
            _ = try await fleet.knee.machine.run("systemctl", "kill", "--signal=KILL", Fleet.sender)
            try await fleet.collector.succeed("systemctl", "start", Fleet.listener)
            let up = try await fleet.complete()
            #expect(up.status == 0 && up.report.verdict == "proven", "\(up.report)")

            try await fleet.collector.succeed("systemctl", "kill", "--signal=KILL", Fleet.receiver)
            try await say("P-0813", at: fleet.hip)
            try await say("P-0814", at: fleet.knee)
            let again = try await fleet.complete()
            #expect(again.status == 0 && again.report.verdict == "proven", "\(again.report)")
        }

        @Test("an uploader that forgot where it was sends everything again, and it counts once")
        func copies() async throws {
            let fleet = try Fleet.current
            try await say("P-0821", at: fleet.hip)
            let before = try await fleet.complete().report
            try await fleet.hip.machine.succeed("systemctl", "stop", Fleet.sender)
            try await fleet.hip.machine.succeed("rm", Fleet.state)
            try await fleet.hip.machine.succeed("systemctl", "start", Fleet.sender)
            let (status, report) = try await eventually("all came again", within: .seconds(60)) {
                let (status, report) = try await fleet.audit()
                return report["hip"]?.copies ?? 0 >= before["hip"]?.records ?? .max ? (status, report) : nil
            }
            #expect(status == 0 && report["hip"]?.records == before["hip"]?.records, "\(report)")
        }

        @Test("journald's own seals cover the namespace, and show what no check of the file does")
        func sealed() async throws {
            let machine = try Fleet.current.hip.machine
            let id = try await machine.succeed("cat", "/etc/machine-id").line
            let directory = "/var/log/journal/\(id).aftercare"
            // One key a machine, and one journal that it seals.
            try await machine.succeed("mkdir", "-p", "/etc/systemd/journald.conf.d")
            try machine.write("[Journal]\nSeal=no\n", to: "/etc/systemd/journald.conf.d/aftercare-seal.conf")
            let key = try await machine.succeed("journalctl", "--setup-keys", "--interval=1s", "--force").line
            try await machine.succeed("systemctl", "restart", "systemd-journald", "systemd-journald@aftercare")
            // Only a file that is begun with a key is sealed.
            try await machine.succeed("journalctl", "--namespace=aftercare", "--rotate")
            let said = "sealed \(UUID().uuidString)"
            let write = ["systemd-run", "--quiet", "--wait", "--property=LogNamespace=aftercare", "echo"]
            _ = try await machine.run(write + [said]).expectSuccess()
            try await eventually("what was said lies between two seals") {
                _ = try await machine.run(write + ["and on"]).expectSuccess()
                let header = try await machine.succeed("journalctl", "--header", "--file=\(directory)/system.journal")
                return try #require(header.output.firstMatch(of: /Tag objects: (\d+)/).flatMap { Int($0.1) }) >= 4
            }
            try await machine.succeed("journalctl", "--namespace=aftercare", "--rotate")
            let listed = try await machine.succeed("sh", "-c", "ls -t \(directory)/system@*.journal | head -n 1")
            func verify(_ file: String) async throws -> Outcome {
                try await machine.run("journalctl", "--verify", "--verify-key=\(key)", "--file=\(file)")
            }
            let whole = try await verify(listed.line)
            #expect(whole.isSuccess && whole.complaint.contains("PASS"), "\(whole)")

            let record = try #require(
                try JournalRecord.list(
                    try await machine.succeed("journalctl", "--file=\(listed.line)", "--output=json", "MESSAGE=\(said)").output
                ).first)
            let time = try #require(record["__MONOTONIC_TIMESTAMP"].flatMap { UInt64($0) })
            var file = try machine.read(listed.line)
            let place = try #require(file.range(of: withUnsafeBytes(of: time.littleEndian) { Data($0) }))
            file[place.lowerBound] ^= 1
            try file.write(to: machine.seen("/root/forged.journal"))
            let forged = try await verify("/root/forged.journal")
            #expect(!forged.isSuccess && forged.complaint.contains("Tag failed verification"), "\(forged)")
            let other = try await machine.succeed("journalctl", "--file=/root/forged.journal", "--output=cat", "MESSAGE=\(said)")
            #expect(other.line == said)
        }

        /// A session has just ended, and all that is to be said now has its receipt.
        private func say(_ patient: String, at clinic: Service) async throws {
            try await clinic.apply(Clinic.text(patient: patient))
            _ = try await clinic.settledReminders(of: patient)
        }
    }
}
