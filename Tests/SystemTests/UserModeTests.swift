import Foundation
import TestMachine
import Testing

extension SystemTests {
    /// A single practitioner's own service, under the systemd of that user.
    @Suite("A user's own service", .machine)
    struct UserModeTests {
        @Test("says reminders with a receipt, is audited and diagnosed, and leaves the machine alone")
        func whole() async throws {
            let machine = try Machine.current
            try await machine.succeed("useradd", "--create-home", "practitioner")
            let uid = try await machine.succeed("id", "--user", "practitioner").line
            try await machine.succeed("systemctl", "start", "user@\(uid)")
            func run(_ words: String...) async throws -> Outcome {
                try await machine.run(
                    [
                        "setpriv", "--reuid", "practitioner", "--regid", "practitioner", "--init-groups", "env",
                        "HOME=/home/practitioner", "XDG_RUNTIME_DIR=/run/user/\(uid)",
                    ] + words)
            }
            try await machine.succeed(
                "sh", "-c", "mkdir -p /home/practitioner/.config/aftercare && chown -R practitioner /home/practitioner/.config")
            try machine.write(
                "clinic: { name: Own practice, contact: 030 7 }\n", to: "/home/practitioner/.config/aftercare/aftercared.yaml")

            try await run("systemctl", "--user", "enable", "--now", "aftercared").expectSuccess()
            try machine.write(Clinic.text(patient: "P-0001"), to: "/home/practitioner/clinic.yaml")
            try await run("aftercarectl", "--user", "apply", "-f", "/home/practitioner/clinic.yaml").expectSuccess()
            let reminders = try await eventually("the reminders are settled") {
                let shown = try await run("aftercarectl", "--user", "reminders", "--format", "json").expectSuccess()
                let reminders = try JSONDecoder().decode(Reminders.self, from: Data(shown.output.utf8)).reminders
                return !reminders.isEmpty && reminders.allSatisfy { $0.state == "settled" } ? reminders : nil
            }

            // The user's own journal has them, and the user may read it.
            let journal = try await run("journalctl", "--quiet", "--output", "json", "--all", "SYSLOG_IDENTIFIER=aftercare")
                .expectSuccess()
            let said = try JournalRecord.list(journal.output).flatMap { try $0.reminders() }
            #expect(said.count == reminders.count && said.allSatisfy { $0["_UID"] == uid })
            #expect(journal.output.contains("030 7"))
            let audit = try await run("aftercarectl", "--user", "audit")
            #expect(audit.exitStatus == 0 && audit.output.contains("proven"), "\(audit)")
            let doctor = try await run("aftercarectl", "--user", "doctor", "--format", "json")
            let wrong = doctor.output.matches(of: /"state":"(wrong|unknown)","subject":"([a-z-]+)"/).map { String($0.2) }
            #expect(wrong.allSatisfy { $0 == "clock" }, "\(doctor)")

            let files = try await machine.succeed(
                "stat", "--format", "%a %U", "/home/practitioner/.local/state/aftercare",
                "/home/practitioner/.local/state/aftercare/store.sqlite", "/run/user/\(uid)/aftercare/control.sock")
            #expect(files.line == "700 practitioner\n600 practitioner\n660 practitioner")
            #expect(try await machine.run("test", "-e", "/var/lib/aftercare/store.sqlite").isSuccess == false)
            #expect(try await run("aftercarectl", "status").exitStatus == 69, "the machine's own is another one")

            try await run("systemctl", "--user", "reload", "aftercared").expectSuccess()
            try await run("systemctl", "--user", "stop", "aftercared").expectSuccess()
            let shown = try await run("systemctl", "--user", "show", "--property", "Result", "aftercared").expectSuccess()
            #expect(shown.line == "Result=success")
        }
    }
}
