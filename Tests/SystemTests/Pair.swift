import Foundation
import TestMachine
import Testing

/// A clinic's machine, and a spare one that takes its place.
struct Pair: Sendable {
    /// Of the suite that is running.
    @TaskLocal static var booted: Pair?

    static var current: Pair {
        get throws { try #require(booted, "this test runs outside of a suite with '.pair'") }
    }

    /// Where the store is, on both.
    static let state = "/var/lib/aftercare"
    /// Where the spare keeps its own user's number.
    private static let user = "aftercare"

    let origin: Machine
    let spare: Machine

    static func boot(_ use: (Pair) async throws -> Void) async throws {
        try await Machine.boot { origin in
            try await Machine.boot { spare in try await use(Pair(origin: origin, spare: spare)) }
        }
    }

    /// The service on the clinic's machine, with an empty store.
    func service() async throws -> Service {
        try await forget()
        return try await Machine.$booted.withValue(origin) { try await Service.started() }
    }

    /// Nothing of an earlier test is left on the spare.
    private func forget() async throws {
        let id = try await Self.id(of: origin)
        try await spare.succeed(
            "sh", "-ec",
            """
            systemctl stop \(Service.unit)
            systemctl stop systemd-journald@aftercare.socket systemd-journald-varlink@aftercare.socket \(Service.journald)
            rm -rf \(Self.state)/* /var/log/journal/\(id).aftercare /var/log/journal/*.aftercare/*
            systemctl reset-failed
            """)
    }

    static func id(of machine: Machine) async throws -> String { try await machine.succeed("cat", "/etc/machine-id").line }

    /// The clinic's machine dies: neither its service nor its journald does anything more.
    func kill() async throws {
        try await origin.succeed(
            "sh", "-ec",
            """
            systemctl kill --signal=KILL \(Service.journald); systemctl kill --signal=KILL \(Service.unit)
            systemctl stop \(Service.unit)
            """)
    }

    /// Puts its store on the spare.
    func moveStore() async throws {
        try await spare.succeed("systemctl", "stop", Service.unit)
        try await copy(Self.state + "/.", to: Self.state)
        try await spare.succeed("chown", "-R", "\(Self.user):\(Self.user)", Self.state)
    }

    /// Puts its journal on the spare.
    ///
    /// - Parameter name: of the directory; nil: as it was.
    func moveJournal(as name: String? = nil) async throws {
        let id = try await Self.id(of: origin)
        let place = "/var/log/journal/\(name ?? id).aftercare"
        try await spare.succeed("mkdir", "-p", place)
        try await copy("/var/log/journal/\(id).aftercare/.", to: place)
    }

    /// A file or directory of the clinic's machine, on the spare.
    func copy(_ from: String, to place: String) async throws {
        try await Tool.copy.run(["-a", origin.seen(from).path(percentEncoded: false), spare.seen(place).path(percentEncoded: false)])
            .expectSuccess()
    }
}

/// Boots the two for a whole suite.
struct PairTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await Pair.boot { pair in try await Pair.$booted.withValue(pair) { try await function() } }
    }
}

extension Trait where Self == PairTrait {
    static var pair: Self { Self() }
}
