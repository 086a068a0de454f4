import Foundation
import TestMachine

/// The daemon under torture: on a machine of its own or of a suite, with an empty store and the bursts' protocol.
struct Ward: Sendable {
    let service: Service
    let user: String

    var machine: Machine { service.machine }

    static let stateDirectory = "/var/lib/aftercare"
    static let dropIn = "/run/systemd/system/aftercared.service.d/torture.conf"
    private static let careProtocol = "/etc/aftercare/protocols/torture.yaml"

    /// Not started yet.
    ///
    /// - Parameter settings: lines of the unit's `[Service]` section.
    static func made(_ settings: [String] = []) async throws -> Ward {
        let service = try await Service.stopped()
        let ward = Ward(service: service, user: try await service.machine.succeed("id", "--user", "aftercare").line)
        try ward.machine.write(Burst.careProtocol(), to: careProtocol)
        try await ward.set(settings)
        return ward
    }

    /// Sets the unit's settings, for its next start.
    func set(_ settings: [String]) async throws {
        try await machine.succeed("mkdir", "-p", URL(filePath: Self.dropIn).deletingLastPathComponent().path)
        // Many falls at once: a restart comes quickly, so that the burst is still on.
        try machine.write((["[Service]", "RestartSec=100ms"] + settings).joined(separator: "\n") + "\n", to: Self.dropIn)
        try await machine.succeed("systemctl", "daemon-reload")
    }

    /// Leaves the machine as it was found, for the tests that come after.
    func leave() async throws {
        _ = try await machine.run("systemctl", "stop", Service.unit)
        _ = try await machine.run("systemctl", "reset-failed", Service.unit)
        try await machine.succeed("rm", "-f", Self.dropIn, Self.careProtocol)
        try await machine.succeed("systemctl", "daemon-reload")
    }

    // MARK: The daemon

    /// As the host numbers it; nil: it is not running.
    var daemon: Int? { machine.process(named: "aftercared") }
    var journald: Int? { machine.process(named: "systemd-journal", argument: Service.namespace) }

    /// A process, once it is there: systemd starts it again on its own.
    func running(_ process: (Ward) -> Int?) async throws -> Int {
        try await eventually("it is running") { process(self) }
    }

    // MARK: Bursts

    /// States a burst. It must be there before it is due, else the test says nothing of the daemon.
    ///
    /// - Returns: whether it was.
    func state(_ burst: Burst) async throws -> Bool {
        for file in burst.files { try await service.apply(file) }
        return Date() < burst.due.min() ?? .distantFuture
    }

    /// How many reminders have a receipt, and how many wait for one.
    func counts() async throws -> (settled: Int, open: Int) {
        let counts = try await service.ask("status", as: Counts.self).counts
        return (counts["settled"] ?? 0, (counts["sending"] ?? 0) + (counts["seen"] ?? 0))
    }

    private struct Counts: Decodable {
        let counts: [String: Int]
    }

    /// Waits until `reminders` have their receipt, and none waits for one.
    ///
    /// - Returns: whether they have. Where not, a judgement tells what is missing.
    func drained(_ reminders: Int, within limit: Duration) async throws -> Bool {
        do {
            try await eventually("all have their receipt", within: limit) {
                let counts = try await counts()
                return counts.settled >= reminders && counts.open == 0
            }
            return true
        } catch Failure.tooLate {
            return false
        }
    }

    // MARK: What there is afterwards

    static let fields = [
        "AFTERCARE_REMINDER_ID", "AFTERCARE_REMINDERS", "AFTERCARE_PATIENT", "AFTERCARE_INSTRUCTION", "AFTERCARE_SEQ",
        "AFTERCARE_ATTEMPT", "AFTERCARE_DUE", "AFTERCARE_REDELIVERY", "_UID", "_PID",
    ]

    /// The reminders in the journal that our own user wrote since the store was made, each with the fields of its record.
    ///
    /// - Parameter ofBurstsAlone: only those by the bursts' protocol.
    func records(ofBurstsAlone: Bool = false) async throws -> [[String: String]] {
        let all = ["SYSLOG_IDENTIFIER=aftercare", "_UID=\(user)", "--output-fields", Self.fields.joined(separator: ",")]
        let records =
            try await ofBurstsAlone
            ? service.journal(all[0], all[1], "AFTERCARE_PROTOCOL=torture@1", all[2], all[3])
            : service.journal(all[0], all[1], all[2], all[3])
        return try Self.reminders(of: records)
    }

    /// The reminders of these records, each with the fields of its record.
    static func reminders(of records: [JournalRecord]) throws -> [[String: String]] {
        try records.flatMap { try $0.reminders() }.map(\.fields)
    }

    /// The ledger, newest first.
    ///
    /// - Parameters:
    ///   - begin: what was due earlier is left out; nil: nothing is.
    ///   - clinic: the options that name one of several; empty: the machine's own.
    func ledger(since begin: Date? = nil, of clinic: [String] = []) async throws -> [Reminder] {
        func isIn(_ reminder: Reminder) -> Bool {
            guard let begin, let due = try? Date(reminder.due, strategy: .iso8601) else { return true }
            return due >= begin
        }
        var ledger: [Reminder] = []
        var next: String?
        repeat {
            let place = next.map { ["--after", $0] } ?? []
            let page = try await machine.run(
                ["aftercarectl"] + clinic + ["reminders", "--limit", "10000", "--format", "json"] + place)
            let answer = try JSONDecoder().decode(Reminders.self, from: Data(page.expectSuccess().output.utf8))
            ledger += answer.reminders.filter(isIn)
            next = answer.reminders.last.map(isIn) ?? true ? answer.next : nil
        } while next != nil
        return ledger
    }
}

/// Why the torture itself could not be done. It says nothing of the daemon.
enum TortureFailure: Error, CustomStringConvertible {
    case tooSlow(String)
    case notDone(String)

    var description: String {
        switch self {
        case .tooSlow(let what): "this machine is too slow: \(what); run it again with less beside it"
        case .notDone(let what): "the fault was not done: \(what)"
        }
    }
}
