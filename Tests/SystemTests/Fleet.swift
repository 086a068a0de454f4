import Foundation
import TestMachine
import Testing

/// Two clinics' machines that send their reminders to a third, with the drop-ins of `Config/collect`.
struct Fleet: Sendable {
    /// The fleet of the suite that is running.
    @TaskLocal static var booted: Fleet?

    static var current: Fleet {
        get throws { try #require(booted, "this test runs outside of a suite with '.fleet'") }
    }

    /// Where systemd-journal-remote keeps what it gets.
    static let collection = "/var/log/journal/remote"
    static let listener = "systemd-journal-remote.socket"
    static let receiver = "systemd-journal-remote.service"
    static let sender = "systemd-journal-upload.service"
    /// The uploader's note of where it was.
    static let state = "/var/lib/systemd/journal-upload/state"
    /// By the names of their machines.
    static let names = ["hip", "knee"]

    let collector: Machine
    /// In the order of `names`.
    let clinics: [Service]

    var hip: Service { clinics[0] }
    var knee: Service { clinics[1] }

    /// Boots them, lends them to `use`, and powers them off.
    static func boot(_ use: (Fleet) async throws -> Void) async throws {
        let packages = ["systemd-journal-remote"]
        try await Machine.boot(adding: packages) { collector in
            try await Machine.boot(adding: packages) { hip in
                try await Machine.boot(adding: packages) { knee in
                    let fleet = Fleet(
                        collector: collector, clinics: [try await started(on: hip), try await started(on: knee)])
                    try await fleet.setUp()
                    try await use(fleet)
                }
            }
        }
    }

    private static func started(on machine: Machine) async throws -> Service {
        try await Machine.$booted.withValue(machine) { try await Service.started() }
    }

    /// As the README says: certificates, drop-ins, and go.
    private func setUp() async throws {
        let samples = Checkout.root.appending(path: "Config/collect")
        let certificates = FileManager.default.temporaryDirectory.appending(path: "collect-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: certificates, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: certificates) }
        try await Tool(name: "sh", package: "dash").run(
            ["-c", "cd \"$1\" && shift && exec \"$@\"", "sh", certificates.path, samples.path + "/certificates", "collector"]
                + Self.names
        ).expectSuccess()
        func install(_ file: URL, as path: String, on machine: Machine) async throws {
            try await Tool(name: "install", package: "coreutils").run(["-D", "-m", "0644", file.path, machine.seen(path).path])
                .expectSuccess()
        }
        func introduce(_ name: String, on machine: Machine) async throws {
            try await Tool.copy.run(["-r", certificates.appending(path: name).path, machine.seen("/etc/aftercare/collect").path])
                .expectSuccess()
            try await machine.succeed("chown", "-R", "root:root", "/etc/aftercare/collect")
            try await machine.succeed("systemctl", "daemon-reload")
        }
        let unit = "/etc/systemd/system/"
        try await install(
            samples.appending(path: "collector/systemd-journal-remote.conf"), as: unit + "\(Self.receiver).d/aftercare.conf",
            on: collector)
        try await introduce("collector", on: collector)
        try await collector.succeed("systemctl", "start", Self.listener)

        for (index, (name, machine)) in zip(Self.names, clinics.map(\.machine)).enumerated() {
            try await collector.connect(to: machine, number: index + 1)
            try await machine.succeed("hostname", name)
            try machine.write("10.0.\(index + 1).1 collector\n", to: "/etc/hosts")
            try await install(
                samples.appending(path: "clinic/systemd-journal-upload.conf"), as: unit + "\(Self.sender).d/aftercare.conf",
                on: machine)
            let settings = "/etc/systemd/journal-upload.conf.d/aftercare.conf"
            try await install(samples.appending(path: "clinic/journal-upload.conf"), as: settings, on: machine)
            try await machine.succeed("sed", "-i", "s/collector.example.org/collector/", settings)
            try await introduce(name, on: machine)
            try await machine.succeed("systemctl", "start", Self.sender)
        }
    }

    /// `aftercarectl audit --collected`, on the collector.
    func audit(_ directory: String = collection) async throws -> (status: Int?, report: Collected) {
        let answer = try await collector.run("aftercarectl", "audit", "--collected", directory, "--format", "json")
        guard answer.exitStatus != 69, !answer.output.isEmpty else { throw Failure.command(answer) }
        return (answer.exitStatus, try JSONDecoder().decode(Collected.self, from: Data(answer.output.utf8)))
    }

    /// The audit, once the collector has as many of each clinic's reminders as that has given receipts for.
    func complete() async throws -> (status: Int?, report: Collected) {
        var receipts: [String: Int] = [:]
        for (name, clinic) in zip(Self.names, clinics) {
            receipts[name] = try await clinic.ask("audit", as: Ledger.self).ledger.receipts
        }
        return try await eventually("the collector has \(receipts)", within: .seconds(60)) {
            let (status, report) = try await audit()
            let reminders = Dictionary(report.clinics.map { ($0.host, $0.reminders) }) { $0 + $1 }
            return reminders == receipts ? (status, report) : nil
        }
    }

    private struct Ledger: Decodable {
        struct Counts: Decodable { let receipts: Int }

        let ledger: Counts
    }
}

/// The answer to `aftercarectl audit --collected`, as far as it matters here.
struct Collected: Decodable, Sendable {
    struct Clinic: Decodable, Sendable {
        struct Machine: Decodable, Sendable {
            let id, host: String
        }

        struct Finding: Decodable, Sendable {
            let code: String
            let count: Int
            let examples: [Example]
        }

        struct Example: Decodable, Sendable {
            let sequence: Int?
        }

        let store, verdict: String
        let machines: [Machine]
        let first, last, records, reminders, copies: Int
        let findings: [Finding]

        var host: String { machines.last?.host ?? "" }
    }

    let verdict: String
    let clinics: [Clinic]

    subscript(host: String) -> Clinic? { clinics.first { $0.host == host } }
}

/// Boots a fleet for a whole suite.
struct FleetTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await Fleet.boot { fleet in
            try await Fleet.$booted.withValue(fleet) { try await function() }
        }
    }
}

extension Trait where Self == FleetTrait {
    /// The tests of this suite share a fleet, `Fleet.current`.
    static var fleet: Self { Self() }
}
