import Foundation
import TestMachine
import Testing

extension SystemTests {
    /// What the README and the samples tell people to type.
    @Suite("The documentation", .machine)
    struct ReadmeTests {
        @Test("every command of the sessions in the README and the manual does what it says, in their order")
        func sessions() async throws {
            let service = try await Service.started()
            try service.machine.write(try Checkout.text("Config/clinic.yaml"), to: "/root/clinic.yaml")
            var commands = Self.commands(in: try Checkout.text("README.md"))
            #expect(commands.count >= 8, "the README's sessions were not found")
            // They go on from each other.
            for page in ["tasks", "admin"] {
                let typed = Self.commands(inPage: try Checkout.text("Config/man/aftercare-\(page).7"))
                #expect(typed.count >= 8, "the sessions of aftercare-\(page)(7) were not found")
                commands += typed
            }
            for command in commands {
                let answer = try await service.machine.run("sh", "-c", "cd /root && \(command)")
                #expect(Self.good(command).contains(answer.exitStatus), "\(command): \(answer)")
                #expect(!answer.output.isEmpty, "'\(command)' shows nothing")
            }
            let reminders = try await service.ask("reminders", "P-0042", as: Reminders.self).reminders
            #expect(reminders.contains { $0.instruction == "no-alcohol" && $0.state == "settled" })
        }

        @Test("the sample settings and the sample clinic are taken as they are")
        func samples() async throws {
            let service = try await Service.stopped()
            try service.machine.write(try Checkout.text("Config/aftercared.yaml"), to: "/etc/aftercare/aftercared.yaml")
            try await service.start()
            try await service.apply(try Checkout.text("Config/clinic.yaml"))
            // At night its quiet hours keep back all but what is urgent.
            try await eventually("the sample clinic's first reminders are settled") {
                let reminders = try await service.ask("reminders", "P-1001", as: Reminders.self).reminders
                return reminders.count { $0.state == "settled" } > 1
            }
            try await service.machine.succeed("rm", "/etc/aftercare/aftercared.yaml")
        }

        @Test("a file with five different mistakes is told all five, by line and column, and changes nothing")
        func mistakes() async throws {
            let service = try await Service.started()
            try service.machine.write(
                """
                patients:
                  P-0001: { zonne: Europe/Berlin }
                  P-0002: { zone: Mars/Olympus }
                plans:
                  PL-0001: { patient: P-0001, protocol: exosome-knee }
                treatments:
                  T-0001: { patient: P-0009, start: tomorrow }
                  T-0002: { patient: P-0001, start: 2027-01-10 10:00, end: 2027-01-10 09:00 }

                """, to: "/root/mistakes.yaml")
            let answer = try await service.machine.run("aftercarectl", "apply", "-f", "/root/mistakes.yaml")
            #expect(answer.exitStatus == 65)
            let told = answer.complaint.split(separator: "\n").filter { $0.hasPrefix("/root/mistakes.yaml:") }
                .map { $0.dropFirst("/root/mistakes.yaml:".count).prefix { $0 != "'" } }
            #expect(
                told == [
                    "2:13: error: unknown key ", "3:19: error: unknown time zone ", "5:41: error: unknown protocol ",
                    "7:22: error: unknown patient ", "7:37: error: ",
                    "8:60: error: it would end at 2027-01-10 09:00, not after its start at 2027-01-10 10:00; check both times",
                ], "\(answer.complaint)")
            let patients = try await service.machine.succeed("aftercarectl", "patient", "list", "--format", "json")
            #expect(patients.output.contains("P-000") == false)
        }

        /// How a command may end. A doctor may find that nobody keeps the clock of a test machine right.
        private static func good(_ command: String) -> [Int?] {
            switch command {
            case "aftercarectl doctor": [0, 4]
            // The sample's clinic has no contact yet.
            case "aftercarectl status --check": [0, 1]
            default: [0]
            }
        }

        /// The lines that a session types: those that begin with a `$` in a block of the console.
        private static func commands(in text: String) -> [String] {
            text.components(separatedBy: "```console\n").dropFirst()
                .flatMap { $0.components(separatedBy: "```")[0].split(separator: "\n") }
                .filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) }
        }

        /// The same of a page's source, where a comment before a block says that it is a session.
        private static func commands(inPage text: String) -> [String] {
            text.components(separatedBy: ".\\\" session\n").dropFirst()
                .flatMap { $0.components(separatedBy: "\n.Ed")[0].split(separator: "\n") }
                .filter { $0.hasPrefix("$ ") }
                .map { String($0.dropFirst(2)).replacing("\\-", with: "-").replacing("\\(aq", with: "'").replacing("\\(ti", with: "~") }
        }
    }
}

extension Checkout {
    fileprivate static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
