import Foundation
import TestMachine

// A machine that dies, and a spare one that takes its place with all that was on its disk.

extension Fault {
    /// An end at each boundary at which something becomes durable or leaves, and each time the other machine goes on: they
    /// take turns, until a burst goes through without reaching the next boundary.
    ///
    /// - Parameter step: 1 tries every boundary; more leaves some out, and chance says which.
    static func handedOver(burst size: Int, instants: Int, step: Int) -> Fault {
        Fault("a spare machine, at every boundary", settings: Handover.settings) { trial in
            try await trial.onTwoMachines { trial, spare in
                var next = Int.random(in: 1...step, using: &trial.dice)
                while try await trial.handedOver(at: next, burst: size, instants: instants, to: &spare) { next += step }
                guard next > step else { throw TortureFailure.notDone("the daemon passed no boundary") }
            }
        }
    }

    /// The same, so many times, at any boundary of a large burst.
    static func handedOverAtRandom(_ runs: Int, burst size: Int) -> Fault {
        Fault("a spare machine, in a large burst", settings: Handover.settings) { trial in
            try await trial.onTwoMachines { trial, spare in
                for _ in 0..<runs {
                    // Sent and looked for one by one, but synced and committed together: two boundaries a message, and some.
                    let boundary = Int.random(in: 1...2 * Burst.messages(of: size), using: &trial.dice)
                    _ = try await trial.handedOver(at: boundary, burst: size, instants: 1, to: &spare)
                }
            }
        }
    }
}

private enum Handover {
    /// Dead is dead: nothing starts it again there.
    static let settings = Boundary.settings + ["Restart=no"]
}

extension Trial {
    /// Lends a second machine, and holds all journals together against the ledger in the end.
    fileprivate mutating func onTwoMachines(_ body: (inout Trial, inout Ward) async throws -> Void) async throws {
        var trial = self
        try await Machine.boot { machine in
            var spare = try await Machine.$booted.withValue(machine) { try await Ward.made(Handover.settings) }
            for ward in [trial.ward, spare] { try await Boundary.install(on: ward) }
            try await trial.ward.service.start()
            try await body(&trial, &spare)
            try await trial.judge()
            let audit = try await trial.ward.machine.run("aftercarectl", "audit")
            if !audit.isSuccess || !audit.output.contains("proven: ") { trial.object("the audit of both journals: \(audit)") }
            // Whoever looks after the trial finds its own machine.
            if trial.ward.machine.leader == machine.leader { try await trial.move(to: spare) }
        }
        self = trial
    }

    /// A burst in which the daemon ends at a boundary, and after which the other machine has it.
    ///
    /// - Returns: whether the boundary was reached.
    fileprivate mutating func handedOver(at boundary: Int, burst size: Int, instants: Int, to spare: inout Ward) async throws -> Bool {
        let burst = try await burst(size, instants: instants)
        let old = ward
        try await Boundary.set([boundary], on: old)
        try await wait(for: burst, and: .seconds(instants - 1))
        try await old.dies(within: .seconds(3))
        let isReached = try await Boundary.takeBack(on: old) == 0
        try await old.loseItsPower()
        try await old.handDisk(to: spare)
        try await move(to: spare)
        try await ward.service.start()
        try await recover(since: .now)
        spare = old
        ran()
        return isReached
    }
}

extension Ward {
    /// Gives the daemon time to end; whether it does is told by the boundaries that are left.
    fileprivate func dies(within limit: Duration) async throws {
        do { try await eventually("it has ended", within: limit) { daemon == nil } } catch Failure.tooLate {}
    }

    /// Neither the daemon nor its journald does anything more, and what is in a socket is gone.
    func loseItsPower() async throws {
        let journald = "systemd-journald@\(Service.namespace)"
        _ = try await machine.run("systemctl", "kill", "--signal=KILL", Service.journald, Service.unit)
        try await machine.succeed(
            "systemctl", "stop", Service.unit, "\(journald).socket", "systemd-journald-varlink@\(Service.namespace).socket",
            Service.journald)
        _ = try await machine.run("systemctl", "reset-failed", Service.unit, Service.journald)
    }

    /// Puts the store and the journal of reminders to the other machine, the journal below its own machine's id.
    func handDisk(to other: Ward) async throws {
        let id = try await machineID()
        try await copy(Self.stateDirectory, to: other)
        try await copy("/var/log/journal/\(id).\(Service.namespace)", to: other)
    }

    func machineID() async throws -> String { try await machine.succeed("cat", "/etc/machine-id").line }

    private func copy(_ folder: String, to other: Ward) async throws {
        try await other.machine.succeed("rm", "-rf", folder)
        try await Tool.copy.run([
            "-a", machine.seen(folder).path(percentEncoded: false), other.machine.seen(folder).path(percentEncoded: false),
        ]).expectSuccess()
    }
}
