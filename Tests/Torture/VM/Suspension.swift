import Foundation
import TestMachine

/// The machine sleeps while reminders fall due. When it wakes, what is still of use is said once.
enum Suspension {
    /// How it is put to sleep.
    enum Sleep: CaseIterable {
        /// The whole machine is stopped from outside, and its clock set when it goes on.
        case stopped
        /// By the machine itself, with only its memory powered: its hardware clock wakes it.
        case toMemory
    }

    private static let asleep = 10

    static func tally(rounds: Int, seed: UInt64, image: VirtualImage) async throws -> Bedside {
        var bedside = Bedside("suspend and resume", seed: seed)
        let disk = try await image.copy("suspension")
        try await VirtualMachine.boot(image, disk: disk) { machine in
            try await machine.setClock(to: Date())
            for _ in 0..<rounds {
                for sleep in Sleep.allCases {
                    try await overDue(sleep, &bedside, machine)
                    try await inMidBatch(sleep, &bedside, machine)
                }
                try await forHours(&bedside, machine)
            }
            try await bedside.judge(on: machine)
        }
        return bedside
    }

    /// Asleep before it was due, awake after: all of it is said, late by seconds.
    private static func overDue(_ sleep: Sleep, _ bedside: inout Bedside, _ machine: VirtualMachine) async throws {
        let some = try await bedside.state(6, lead: 4, on: machine)
        try await rest(sleep, &bedside, machine)
        try await bedside.wait(until: some.due)
        try await recover(&bedside, machine)
        try await bedside.expect(some.count, of: some, "after a sleep (\(sleep))", on: machine)
    }

    /// Asleep in the midst of a burst: the rest of it is said when it wakes.
    private static func inMidBatch(_ sleep: Sleep, _ bedside: inout Bedside, _ machine: VirtualMachine) async throws {
        let some = try await bedside.state(60, lead: 1, on: machine)
        try await bedside.wait(until: some.due, and: bedside.dice.milliseconds(0...1500))
        try await rest(sleep, &bedside, machine)
        try await recover(&bedside, machine)
        try await bedside.expect(some.count, of: some, "after a sleep in mid-batch (\(sleep))", on: machine)
    }

    /// Asleep for six hours: what lasts is said once, what does not is missed. The hours pass on the machine's clock
    /// only, and it goes back to the true time afterwards.
    private static func forHours(_ bedside: inout Bedside, _ machine: VirtualMachine) async throws {
        let some = try await bedside.state(6, lead: 4, on: machine)
        bedside.letPerish(some)
        try await machine.freeze()
        try await machine.thaw()
        try await machine.setClock(to: Date() + 6 * 3600)
        bedside.ran()
        try await recover(&bedside, machine)
        try await bedside.expect(some.lasting, of: some, "after six hours of sleep", on: machine)
        try await machine.setClock(to: Date())
    }

    private static func rest(_ sleep: Sleep, _ bedside: inout Bedside, _ machine: VirtualMachine) async throws {
        switch sleep {
        case .stopped:
            try await machine.freeze()
            try await ContinuousClock().sleep(for: .seconds(asleep))
            try await machine.thaw()
            try await machine.setClock(to: Date())
        case .toMemory: try await machine.sleep(for: asleep)
        }
        bedside.ran()
    }

    private static func recover(_ bedside: inout Bedside, _ machine: VirtualMachine) async throws {
        let began = ContinuousClock.now
        if try await bedside.recover(on: machine) != nil { bedside.recovered(in: ContinuousClock.now - began) }
    }
}
