import Foundation

/// The daemon on the suite's machine, with an empty store.
package struct Service: Sendable {
    package static let unit = "aftercared.service"
    /// The journal of its own, and who keeps it.
    package static let namespace = "aftercare"
    package static let journald = "systemd-journald@aftercare.service"
    package static let store = "/var/lib/aftercare/store.sqlite"

    package let machine: Machine
    /// The last journal entry from before it was started: what earlier tests left is not its own.
    private let before: String

    /// Starts it anew on the suite's machine.
    package static func started() async throws -> Service {
        let service = try await stopped()
        try await service.start()
        return service
    }

    /// As it is before its first start.
    package static func stopped() async throws -> Service {
        let machine = try Machine.current
        try await machine.succeed("systemctl", "stop", unit)
        try await machine.succeed("find", "/var/lib/aftercare", "-mindepth", "1", "-delete")
        _ = try await machine.run("systemctl", "reset-failed", unit)
        let last = try await machine.succeed(
            "journalctl", "--quiet", "--namespace=+\(namespace)", "--lines", "1", "--output", "json")
        let records = try JournalRecord.list(last.output)
        guard let cursor = records.last?["__CURSOR"] else { throw Failure.command(last) }
        return Service(machine: machine, before: cursor)
    }

    /// As it runs on a machine, for what it is asked: where its part of the journal begins is not known.
    package static func on(_ machine: Machine) -> Service { Service(machine: machine, before: "") }

    /// Returns once it is ready.
    package func start() async throws { try await machine.succeed("systemctl", "start", Self.unit) }

    package func stop() async throws { try await machine.succeed("systemctl", "stop", Self.unit) }

    package func properties(_ names: String...) async throws -> [String: String] {
        let shown = try await machine.succeed(
            "systemctl", "show", "--property", names.joined(separator: ","), Self.unit)
        return shown.output.split(separator: "\n").reduce(into: [:]) { properties, line in
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            properties[String(parts[0])] = String(parts[1])
        }
    }

    /// What `aftercarectl … --format json` says.
    package func ask<Answer: Decodable>(_ words: String..., as type: Answer.Type = Answer.self) async throws -> Answer {
        let answer = try await machine.run(["aftercarectl"] + words + ["--format", "json"]).expectSuccess()
        return try JSONDecoder().decode(Answer.self, from: Data(answer.output.utf8))
    }

    /// States a clinic's file.
    package func apply(_ clinic: String) async throws {
        try machine.write(clinic, to: "/root/clinic.yaml")
        try await machine.succeed("aftercarectl", "apply", "-f", "/root/clinic.yaml")
    }

    /// What its journal and the machine's hold since it was started: matches are those of `journalctl`. A message of several
    /// reminders is one record, found by each of them.
    package func journal(_ matches: String...) async throws -> [JournalRecord] {
        // Not --after-cursor: where the entry at the cursor does not match, it leaves out the first that does.
        let found = try await machine.run(
            ["journalctl", "--quiet", "--namespace=+\(Self.namespace)", "--output", "json", "--all", "--cursor", before] + matches)
        return try JournalRecord.list(found.expectSuccess().output).filter { $0["__CURSOR"] != before }
    }

    /// The reminders of a patient, once each of those that are due has its receipt.
    package func settledReminders(of patient: String) async throws -> [Reminder] {
        try await eventually("the reminders of \(patient) are settled") {
            let reminders = try await ask("reminders", as: Reminders.self).reminders.filter { $0.patient == patient }
            return !reminders.isEmpty && reminders.allSatisfy { $0.state == "settled" } ? reminders : nil
        }
    }

    /// Waits until people hear `text` of the daemon in the journal, where its last words may come after its end.
    package func says(_ text: String) async throws {
        try await eventually("the journal says '\(text)'") { try await log().contains(text) }
    }

    /// What people hear of the daemon in the journal.
    package func log() async throws -> String {
        try await journal("--unit", Self.unit).compactMap { $0["MESSAGE"] }.joined(separator: "\n")
    }
}

/// The answer to `aftercarectl reminders`.
package struct Reminders: Decodable, Sendable {
    package let reminders: [Reminder]
    /// Where the list goes on.
    package let next: String?
}

/// A reminder as the store has it.
package struct Reminder: Decodable, Sendable {
    package let id: String
    package let patient: String
    package let treatment: String
    package let instruction: String
    package let state: String
    package let due: String
    package let sequence: Int?
    package let cursor: String?
    package let message: String?
}

/// The answer to `aftercarectl status`, as far as it matters here.
package struct Status: Decodable, Sendable {
    package struct Journal: Decodable, Sendable {
        package let state: String
    }

    package let journal: Journal
}
