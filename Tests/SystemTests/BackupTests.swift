import Foundation
import TestMachine
import Testing

extension SystemTests {
    /// Backups that a timer has made.
    @Suite("Timed backups", .machine)
    struct BackupTests {
        private static let unit = "aftercare-backup.service"
        private static let folder = "/var/backups/aftercare"
        private static let settings = "/etc/aftercare/backup.conf"

        private static func text(_ path: String) throws -> String {
            try String(contentsOf: Checkout.root.appending(path: path), encoding: .utf8)
        }

        /// A service whose backups are those of this test alone.
        private func service() async throws -> Service {
            let service = try await Service.started()
            let machine = service.machine
            _ = try await machine.run("systemctl", "disable", "--now", "aftercare-backup.timer")
            _ = try await machine.run("systemctl", "reset-failed", Self.unit)
            try await machine.succeed("sh", "-c", "rm -rf \(Self.folder)/* /var/lib/aftercare-backup/*")
            try machine.write(try Self.text("Config/backup.conf"), to: Self.settings)
            return service
        }

        private func backups(on machine: Machine, in folder: String = folder) async throws -> [String] {
            try await machine.succeed("find", folder, "-name", "*.sqlite", "-printf", "%f\n").output.split(separator: "\n").map(String.init)
                .sorted()
        }

        private func finding(on machine: Machine, _ words: String...) async throws -> String {
            let told = try await machine.run(["aftercarectl"] + words + ["doctor", "--format", "json"])
            let diagnosis = try JSONDecoder().decode(Diagnosis.self, from: Data(told.output.utf8))
            return diagnosis.findings.filter { $0.subject == "backup" }.map { "\($0.state): \($0.what)" }.joined()
        }

        private struct Diagnosis: Decodable {
            let findings: [Finding]

            struct Finding: Decodable {
                let subject: String
                let state: String
                let what: String
            }
        }

        @Test("the timer has one made, checked and kept where only the service's user looks, and it can be restored")
        func timed() async throws {
            let service = try await service()
            let machine = service.machine
            try await service.apply(Clinic.text(patient: "P-0901"))
            _ = try await service.settledReminders(of: "P-0901")
            #expect(try await machine.run("systemctl", "is-enabled", "aftercare-backup.timer").line == "disabled")
            #expect(try await finding(on: machine).contains("'systemctl enable --now aftercare-backup.timer' has one made a day"))

            // The night comes in a moment.
            let soon = "/run/systemd/system/aftercare-backup.timer.d/soon.conf"
            try await machine.succeed("mkdir", "-p", "/run/systemd/system/aftercare-backup.timer.d")
            try machine.write("[Timer]\nOnActiveSec=1s\nRandomizedDelaySec=0\nAccuracySec=1us\n", to: soon)
            try await machine.succeed("systemctl", "daemon-reload")
            try await machine.succeed("systemctl", "enable", "--now", "aftercare-backup.timer")
            let made = try await eventually("a backup is there") { try await backups(on: machine).first }
            try await eventually("it is told") { try await finding(on: machine).hasPrefix("well: the last sound one is of 20") }
            try await machine.succeed("rm", soon)
            try await machine.succeed("systemctl", "daemon-reload")

            #expect(made.wholeMatch(of: /aftercare-\d{8}T\d{6}Z\.sqlite/) != nil, "\(made)")
            let modes = try await machine.succeed("sh", "-c", "stat --format '%a %U:%G' \(Self.folder) \(Self.folder)/*")
            #expect(modes.line == "700 aftercare:aftercare\n600 aftercare:aftercare\n600 aftercare:aftercare")
            try await machine.succeed("sh", "-c", "cd \(Self.folder) && sha256sum --check --strict *.sha256")
            let checked = try await machine.succeed("aftercarectl", "backup", "check", "\(Self.folder)/\(made)")
            #expect(checked.output.contains("holds     1 patient, ") && checked.output.contains("it is as it was made"), "\(checked)")

            try await service.stop()
            try await machine.succeed("aftercared", "--restore", "\(Self.folder)/\(made)")
            try await service.start()
            let patients = try await machine.succeed("aftercarectl", "patient", "list", "--format", "json")
            #expect(patients.output.contains("P-0901"))
        }

        @Test("what is kept is as the settings say, and only this store's own are removed")
        func kept() async throws {
            let service = try await service()
            let machine = service.machine
            try await machine.succeed("cp", "/etc/hostname", "\(Self.folder)/aftercare-20200101T000000Z.sqlite")
            try machine.write("OPTIONS=\"--into \(Self.folder) --keep 2\"\n", to: Self.settings)
            for _ in 1...4 { try await machine.succeed("systemctl", "start", Self.unit) }
            let left = try await backups(on: machine)
            #expect(left.count == 3 && left[0] == "aftercare-20200101T000000Z.sqlite", "\(left)")
            #expect(
                try await machine.succeed("journalctl", "--quiet", "--unit", Self.unit, "--output", "cat").output.contains(
                    "removed 1 older backup: "))
        }

        @Test("one that fails is seen: the unit has failed, and the doctor says so, until there is a sound one")
        func failed() async throws {
            let service = try await service()
            let machine = service.machine
            try await service.stop()
            #expect(try await machine.run("systemctl", "start", Self.unit).isSuccess == false)
            #expect(try await machine.run("systemctl", "is-failed", Self.unit).line == "failed")
            #expect(try await finding(on: machine) == "wrong: the last backup failed; there is no sound one yet")
            try await service.start()
            try await machine.succeed("systemctl", "start", Self.unit)
            #expect(try await finding(on: machine).hasPrefix("well: no timer makes any"))
            #expect(try await backups(on: machine).count == 1)
        }

        @Test("a command gets it, and sees neither the store nor the socket of the reminders' journal")
        func command() async throws {
            let service = try await service()
            let machine = service.machine
            let command =
                "cat > \(Self.folder)/given && ! ls /var/lib/aftercare && ! logger --socket /run/systemd/journal.aftercare/dev-log forged "
                + "&& echo $AFTERCARE_BACKUP_SHA256 \(Self.folder)/given | sha256sum --check"
            try machine.write("OPTIONS=\"--into \(Self.folder) --keep 2 --to-command '\(command)'\"\n", to: Self.settings)
            let started = try await machine.run("systemctl", "start", Self.unit)
            let log = try await machine.succeed("journalctl", "--quiet", "--unit", Self.unit, "--output", "cat", "--lines", "20").output
            #expect(started.isSuccess && log.contains("\(Self.folder)/given: OK"), "\(log)")
            let made = try await backups(on: machine)
            try await machine.succeed("cmp", "\(Self.folder)/\(made[0])", "\(Self.folder)/given")
            #expect(try await !service.journal().contains { $0["MESSAGE"] == "forged" })
        }

        @Test("of one of several clinics they are its own")
        func clinic() async throws {
            let machine = try await service().machine
            try await machine.succeed("mkdir", "-p", "/etc/aftercare/clinics/north")
            try await machine.succeed("cp", "/etc/aftercare/aftercared.yaml", "/etc/aftercare/clinics/north/aftercared.yaml")
            try await machine.succeed("systemctl", "start", "aftercared@north")
            #expect(try await finding(on: machine, "--clinic", "north").contains("aftercare-backup@north.timer"))
            try await machine.succeed("systemctl", "start", "aftercare-backup@north")
            let made = try await backups(on: machine, in: "/var/backups/aftercare-clinics/north")
            #expect(made.count == 1 && made[0].hasPrefix("aftercare-north-20"), "\(made)")
            let owner = try await machine.succeed("stat", "--format", "%a %U:%G", "/var/backups/aftercare-clinics/north/\(made[0])")
            #expect(owner.line == "600 aftercare-north:aftercare-north")
            #expect(try await finding(on: machine, "--clinic", "north").contains("the last sound one is of 20"))
            #expect(try await backups(on: machine) == [])
            try await machine.succeed("systemctl", "stop", "aftercared@north")
        }

        @Test("the units are in order, confined as the service is, and a clinic's as the one service's")
        func confined() async throws {
            let machine = try Machine.current
            let units = [
                "aftercare-backup.service", "aftercare-backup.timer", "aftercare-backup@north.service", "aftercare-backup@north.timer",
            ]
            let verified = try await machine.run(
                ["systemd-analyze", "verify", "--man=no"]
                    + units.map { unit in
                        "/usr/lib/systemd/system/\(unit.replacing("@north", with: "@"))"
                    })
            #expect(verified.isSuccess && verified.complaint == "", "\(verified)")
            let rated = try await machine.succeed("systemd-analyze", "security", "--no-pager", Self.unit)
            let exposure = try #require(rated.output.firstMatch(of: /Overall exposure level for \S+: ([0-9.]+)/)?.1)
            #expect(try #require(Double(exposure)) <= 0.4)

            func directives(of unit: String) throws -> Set<Substring> {
                Set(try Self.text("systemd/\(unit)").split(separator: "\n").filter { $0.contains("=") && !$0.hasPrefix("#") })
            }
            for kind in ["service", "timer"] {
                let (own, clinics) = (try directives(of: "aftercare-backup.\(kind)"), try directives(of: "aftercare-backup@.\(kind)"))
                #expect(own.count > 4)
                let names = Set(own.symmetricDifference(clinics).map { String($0.prefix { $0 != "=" }) })
                #expect(
                    names.subtracting([
                        "Description", "After", "Environment", "EnvironmentFile", "ExecStart", "User", "Group", "InaccessiblePaths",
                        "ReadWritePaths", "StateDirectory",
                    ]) == [])
            }
        }
    }
}
