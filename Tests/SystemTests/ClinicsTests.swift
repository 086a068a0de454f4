import Foundation
import TestMachine
import Testing

extension SystemTests {
    /// Several clinics on one machine, each by an instance of the template unit.
    @Suite("Several clinics", .machine)
    struct ClinicsTests {
        private static func settle(_ clinic: String, _ patient: String, on machine: Machine) async throws -> [Reminder] {
            try machine.write(Clinic.text(patient: patient), to: "/root/\(clinic).yaml")
            try await machine.succeed("aftercarectl", "--clinic", clinic, "apply", "-f", "/root/\(clinic).yaml")
            return try await eventually("the reminders of \(clinic) are settled") {
                let shown = try await machine.succeed("aftercarectl", "--clinic", clinic, "reminders", "--format", "json")
                let reminders = try JSONDecoder().decode(Reminders.self, from: Data(shown.output.utf8)).reminders
                return !reminders.isEmpty && reminders.allSatisfy { $0.state == "settled" } ? reminders : nil
            }
        }

        private static func set(up clinic: String, on machine: Machine) async throws {
            try await machine.succeed("mkdir", "-p", "/etc/aftercare/clinics/\(clinic)")
            try machine.write(
                "clinic:\n  name: The \(clinic) clinic\n  contact: 030 \(clinic)\n", to: "/etc/aftercare/clinics/\(clinic)/aftercared.yaml")
            try await machine.succeed("systemctl", "enable", "--now", "aftercared@\(clinic)")
        }

        @Test("have their own state, sockets, users, journals and settings")
        func apart() async throws {
            let machine = try Machine.current
            for clinic in ["knee", "skin"] { try await Self.set(up: clinic, on: machine) }
            let knee = try await Self.settle("knee", "P-0001", on: machine)
            let skin = try await Self.settle("skin", "P-0002", on: machine)
            #expect(Set(knee.map(\.patient)) == ["P-0001"] && Set(skin.map(\.patient)) == ["P-0002"])

            for (clinic, own, other) in [("knee", "P-0001", "P-0002"), ("skin", "P-0002", "P-0001")] {
                let journal = try await machine.succeed(
                    "journalctl", "--quiet", "--namespace=aftercare-\(clinic)", "--output", "json", "--all",
                    "SYSLOG_IDENTIFIER=aftercare")
                let said = try JournalRecord.list(journal.output).flatMap { try $0.reminders() }
                let user = try await machine.succeed("id", "--user", "aftercare-\(clinic)").line
                #expect(said.count == (clinic == "knee" ? knee : skin).count)
                #expect(said.allSatisfy { $0["AFTERCARE_PATIENT"] == own && $0["_UID"] == user }, "\(said)")
                #expect(!journal.output.contains(other))
                // What the text says is this clinic's own.
                #expect(journal.output.contains("030 \(clinic)"))
                let modes = try await machine.succeed(
                    "stat", "--format", "%a %U:%G", "/var/lib/aftercare-clinics/\(clinic)",
                    "/run/aftercare-clinics/\(clinic)/control.sock", "/run/aftercare-clinics/\(clinic)/view/view.sock")
                let name = "aftercare-\(clinic)"
                #expect(modes.line == "700 \(name):\(name)\n660 \(name):\(name)\n660 \(name):\(name)-view")
                let audit = try await machine.succeed("aftercarectl", "--clinic", clinic, "audit")
                #expect(audit.output.contains("proven"))
            }
            // Neither of them is the machine's own service.
            #expect(try await machine.run("aftercarectl", "status").exitStatus == 69)
        }

        @Test("are run and confined as the machine's own service is")
        func confined() throws {
            func directives(of unit: String) throws -> Set<Substring> {
                let text = try String(contentsOf: Checkout.root.appending(path: "systemd/\(unit)"), encoding: .utf8)
                return Set(text.replacing("\\\n", with: "").split(separator: "\n").filter { $0.contains("=") && !$0.hasPrefix("#") })
            }
            let (own, clinics) = (try directives(of: Service.unit), try directives(of: "aftercared@.service"))
            #expect(own.intersection(clinics).count > 40)
            #expect(own.contains("NoNewPrivileges=yes") && own.contains("SystemCallFilter=~@privileged @resources"))
            let names = own.symmetricDifference(clinics).map { $0.prefix { $0 != "=" } }
            #expect(
                Set(names) == [
                    // What is said of it, and what makes its surroundings.
                    "Description", "Requires", "After", "ExecStartPre", "ExecStart", "ExecReload",
                    // Whose it is.
                    "User", "Group", "StateDirectory", "RuntimeDirectory", "ConfigurationDirectory", "LoadCredential",
                    "LogNamespace",
                ])
        }

        @Test("let nobody of one clinic into another")
        func staff() async throws {
            let machine = try Machine.current
            for clinic in ["north", "south"] { try await Self.set(up: clinic, on: machine) }
            try await machine.succeed("useradd", "--groups", "aftercare-north", "northerner")
            func run(_ words: String...) async throws -> Outcome {
                try await machine.run(["runuser", "-u", "northerner", "--"] + words)
            }
            #expect(try await run("aftercarectl", "--clinic", "north", "status").isSuccess)
            #expect(try await run("env", "AFTERCARE_CLINIC=north", "aftercarectl", "audit").isSuccess)
            let refused = try await run("aftercarectl", "--clinic", "south", "status")
            #expect(refused.exitStatus == 77 && refused.complaint.contains("'aftercare-south'"), "\(refused)")
            let journal = try await run("journalctl", "--quiet", "--namespace=aftercare-south")
            #expect(journal.output == "")
        }

        @Test("take the journal's settings from one place: nothing is dropped, and it lies on disk")
        func journal() async throws {
            let machine = try Machine.current
            try await Self.set(up: "hand", on: machine)
            let settings = try await machine.succeed("systemd-analyze", "cat-config", "systemd/journald@aftercare-hand.conf")
            #expect(settings.output.contains("RateLimitIntervalSec=0") && settings.output.contains("Storage=persistent"))
            let doctor = try await machine.run("aftercarectl", "--clinic", "hand", "doctor", "--format", "json")
            #expect(doctor.output.contains("aftercared@hand.service") && doctor.output.contains(".aftercare-hand"), "\(doctor)")
            #expect(!doctor.output.contains(#""subject":"journal","what":"the journal is kept in memory"#))
        }

        @Test("need settings of their own: without them the service says where they belong, and does not start")
        func noSettings() async throws {
            let machine = try Machine.current
            let started = try await machine.run("systemctl", "start", "aftercared@nobody")
            #expect(!started.isSuccess)
            let shown = try await machine.succeed(
                "systemctl", "show", "--property", "ActiveState,ExecMainStatus,NRestarts", "aftercared@nobody")
            #expect(Set(shown.line.split(separator: "\n")) == ["ActiveState=failed", "ExecMainStatus=78", "NRestarts=0"])
            try await eventually("it says where they belong") {
                try await machine.succeed("journalctl", "--quiet", "--namespace=aftercare-nobody", "--output", "cat")
                    .output.contains("/etc/aftercare/clinics/nobody/aftercared.yaml: error: ")
            }
        }

        @Test(
            "cannot have a name that is somebody else's, or none of a user", arguments: ["view", "knee-view", "Knee", "seventeen-letters"])
        func badName(name: String) async throws {
            let machine = try Machine.current
            let before = try await machine.succeed("cat", "/etc/passwd", "/etc/group").output
            #expect(try await !machine.run("systemctl", "start", "aftercared@\(name)").isSuccess)
            try await eventually("it is told") {
                try await machine.succeed("journalctl", "--quiet", "--unit", "aftercare-clinic@\(name)", "--output", "cat")
                    .output.contains("\(name) cannot name a clinic")
            }
            #expect(try await machine.succeed("cat", "/etc/passwd", "/etc/group").output == before)
        }
    }
}
