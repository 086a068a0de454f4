import Foundation
import TestMachine
import Testing

extension SystemTests {
    /// Who may write to the journal of the reminders: its service alone.
    @Suite("The journal's sockets", .machine)
    struct SocketTests {
        /// Where a local user could write to a namespace's journal.
        private static let writable = ["socket", "dev-log", "stdout"]

        private func modes(_ namespace: String, on machine: Machine) async throws -> [String] {
            let paths = (Self.writable + ["io.systemd.journal"]).map { "/run/systemd/journal.\(namespace)/\($0)" }
            return try await machine.run(["stat", "--format", "%a %U"] + paths).expectSuccess().output
                .split(separator: "\n").map(String.init)
        }

        private func states(_ units: [String], on machine: Machine) async throws -> [String] {
            try await machine.run(["systemctl", "is-active"] + units).output.split(separator: "\n").map(String.init)
        }

        /// Every way in that there is.
        private func tries(as user: String, at namespace: String, on machine: Machine) async throws -> [Outcome] {
            let folder = "/run/systemd/journal.\(namespace)"
            let ways = [
                ["logger", "--socket", "\(folder)/socket", "forged"], ["logger", "--socket", "\(folder)/dev-log", "forged"],
                // On 252, systemd-cat knows no namespaces.
                [
                    "perl", "-MSocket", "-e", "socket(S, PF_UNIX, SOCK_STREAM, 0); connect(S, sockaddr_un($ARGV[0])) or die $!",
                    "\(folder)/stdout",
                ],
            ]
            var outcomes: [Outcome] = []
            for way in ways { outcomes.append(try await machine.run(["runuser", "-u", user, "--"] + way)) }
            // systemd connects a unit's output as the unit's user, and to nothing where it may not.
            try await machine.succeed(
                "systemd-run", "--quiet", "--wait", "--uid=\(user)", "--property=LogNamespace=\(namespace)", "echo", "forged")
            return outcomes
        }

        @Test("let the service in, and root, and nobody else")
        func closed() async throws {
            let service = try await Service.started()
            let machine = service.machine
            try await machine.succeed("useradd", "--groups", "aftercare", "insider")
            #expect(try await modes(Service.namespace, on: machine) == Array(repeating: "600 aftercare", count: 3) + ["600 root"])
            for user in ["nobody", "insider"] {
                for outcome in try await tries(as: user, at: Service.namespace, on: machine) {
                    #expect(!outcome.isSuccess && outcome.complaint.contains("Permission denied"), "\(outcome)")
                }
            }
            try await service.apply(Clinic.text(patient: "P-0841"))
            #expect(try await !service.settledReminders(of: "P-0841").isEmpty)
            let audit = try await machine.succeed("aftercarectl", "audit")
            #expect(audit.output.contains("proven") && !audit.output.contains("forged"), "\(audit)")
            let written = try await machine.succeed("journalctl", "--quiet", "--namespace=\(Service.namespace)", "--output", "cat")
            #expect(!written.output.contains("forged"), "\(written)")
        }

        @Test("of a clinic are its own, also the first time, when systemd was told nothing")
        func clinics() async throws {
            let machine = try Machine.current
            for clinic in ["east", "west"] {
                try await machine.succeed("mkdir", "-p", "/etc/aftercare/clinics/\(clinic)")
                try machine.write("clinic:\n  name: \(clinic)\n", to: "/etc/aftercare/clinics/\(clinic)/aftercared.yaml")
                try await machine.succeed("systemctl", "start", "aftercared@\(clinic)")
                let owner = "600 aftercare-\(clinic)"
                #expect(try await modes("aftercare-\(clinic)", on: machine) == Array(repeating: owner, count: 3) + ["600 root"])
                try machine.write(Clinic.text(patient: "P-0001"), to: "/root/clinic.yaml")
                try await machine.succeed("aftercarectl", "--clinic", clinic, "apply", "-f", "/root/clinic.yaml")
            }
            for outcome in try await tries(as: "aftercare-east", at: "aftercare-west", on: machine) {
                #expect(!outcome.isSuccess && outcome.complaint.contains("Permission denied"), "\(outcome)")
            }
            try await eventually("what is due has its receipt") {
                try await machine.succeed("aftercarectl", "--clinic", "west", "reminders").output.contains("settled")
            }
            #expect(try await machine.succeed("aftercarectl", "--clinic", "west", "audit").output.contains("proven"))
            // No other namespace on the machine is any business of ours.
            try await machine.succeed("systemd-run", "--quiet", "--wait", "--property=LogNamespace=theirs", "true")
            #expect(try await modes("theirs", on: machine) == Array(repeating: "666 root", count: 3) + ["600 root"])
        }

        @Test("take the service along when they are stopped, and bring it back when they are started")
        func back() async throws {
            let service = try await Service.started()
            let machine = service.machine
            let sockets = ["systemd-journald@aftercare.socket", "systemd-journald-varlink@aftercare.socket"]
            for socket in sockets {
                // What journald leaves in its socket when it ends starts it once more, and that cancels the stop.
                try await eventually("it is stopped") { try await machine.run("systemctl", "stop", socket).isSuccess }
                #expect(try await states([Service.unit, socket], on: machine) == ["inactive", "inactive"])
                try await machine.succeed("systemctl", "start", socket)
                try await eventually("the service is back") {
                    try await states([Service.unit] + sockets, on: machine) == ["active", "active", "active"]
                }
            }
            // Who stops the service means it: its journal may be restarted, and does not wake it.
            try await service.stop()
            try await machine.succeed("systemctl", "restart", Service.journald)
            #expect(try await states([Service.unit], on: machine) == ["inactive"])
        }

        private struct Problems: Decodable {
            struct Finding: Decodable { let subject, what: String }

            let findings: [Finding]
        }

        @Test("are looked at by a doctor, who finds one that is open, or not the service's")
        func doctor() async throws {
            let service = try await Service.started()
            try await service.passOver()
            let machine = service.machine
            func finding() async throws -> (status: Int?, line: String) {
                let answer = try await machine.run("aftercarectl", "doctor", "--format", "json")
                let found = try JSONDecoder().decode(Problems.self, from: Data(answer.output.utf8)).findings
                return (answer.exitStatus, found.first { $0.subject == "writers" }?.what ?? "")
            }
            #expect(try await finding().line.contains("only the service may write"))
            try await machine.succeed("chmod", "0666", "/run/systemd/journal.aftercare/dev-log")
            let open = try await finding()
            #expect(open.status == 4 && open.line.contains("every user of this machine may write"), "\(open)")
            // What the doctor says.
            try await machine.succeed("systemctl", "restart", "systemd-journald@aftercare.socket")
            // The service comes back with its sockets.
            try await eventually("all is well again") { try await finding().line.contains("only the service may write") }
            try await service.start()
            try await machine.succeed("chown", "root", "/run/systemd/journal.aftercare/socket")
            #expect(try await finding().line.contains(") may not write to '/run/systemd/journal.aftercare/socket'"))
            try await machine.succeed("systemctl", "restart", Service.unit)
            #expect(try await finding().line.contains("only the service may write"))
        }
    }
}
