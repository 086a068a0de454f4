import Foundation
import TestMachine

/// The clock of the machine steps, forth and back, before reminders are due and in the midst of them.
///
/// Every step is taken back again: that the true time returns is a step of its own. Nothing may be said before
/// the machine's own clock shows its time, nothing twice though its time comes twice, and nothing may wait for a
/// time that has passed.
enum ClockSteps {
    struct Step {
        let name: String
        let seconds: TimeInterval
        /// Whether what is of use for half an hour is of none after it.
        var perishes: Bool { seconds > 1800 }
    }

    static let steps = [
        Step(name: "1 s", seconds: 1), Step(name: "1 h", seconds: 3600), Step(name: "1 day", seconds: 86_400),
        Step(name: "2 years", seconds: 730 * 86_400),
    ]

    static func tally(_ steps: [Step], seed: UInt64, image: VirtualImage) async throws -> Bedside {
        var bedside = Bedside("clock steps", seed: seed)
        let disk = try await image.copy("clock-steps")
        try await VirtualMachine.boot(image, disk: disk) { machine in
            try await machine.setClock(to: Date())
            for step in steps {
                try await forthBeforeDue(step, &bedside, machine)
                try await backBeforeDue(step, &bedside, machine)
                try await forthInMidBatch(step, &bedside, machine)
                try await backInMidBatch(step, &bedside, machine)
            }
            try await toAndFro(steps, &bedside, machine)
            try await backWithoutJournal(&bedside, machine)
            try await bedside.judge(on: machine, inTheAir: true)
        }
        return bedside
    }

    /// The clock jumps over the due time: what lasts is said at once, marked late; what is of no use any more is
    /// missed, on record. When the true time returns, and with it the due time, nothing is said again.
    private static func forthBeforeDue(_ step: Step, _ bedside: inout Bedside, _ machine: VirtualMachine) async throws {
        let some = try await bedside.state(6, lead: 4, on: machine)
        if step.perishes { bedside.letPerish(some) }
        let due = step.perishes ? some.lasting : some.count
        try await move(by: step.seconds, &bedside, machine)
        if !step.perishes { try await bedside.wait(until: some.due) }
        try await recover("\(step.name) forth", &bedside, machine)
        try await bedside.expect(due, of: some, "after \(step.name) forth", on: machine)
        try await toTrueTime(&bedside, machine)
        try await bedside.wait(until: some.due, and: .seconds(2))
        try await recover("\(step.name) forth and back", &bedside, machine)
        try await bedside.expect(due, of: some, "when the due time came again after \(step.name) forth", on: machine)
    }

    /// The clock goes back before the due time: nothing is said when only the true time is there, and all of it when
    /// the clock shows it too; in the time between it was late by seconds, so all of it is still of use.
    private static func backBeforeDue(_ step: Step, _ bedside: inout Bedside, _ machine: VirtualMachine) async throws {
        let some = try await bedside.state(6, lead: 4, on: machine)
        try await move(by: -step.seconds, &bedside, machine)
        try await bedside.wait(until: some.due, and: .seconds(2))
        if step.seconds > 10 { try await bedside.expect(0, of: some, "\(step.name) back, before its time", on: machine) }
        try await toTrueTime(&bedside, machine)
        try await recover("\(step.name) back", &bedside, machine)
        try await bedside.expect(some.count, of: some, "after \(step.name) back", on: machine)
    }

    /// The clock jumps in the midst of a burst: each is said once, or, where it is of no use any more, missed.
    private static func forthInMidBatch(_ step: Step, _ bedside: inout Bedside, _ machine: VirtualMachine) async throws {
        let some = try await burst(&bedside, machine)
        if step.perishes { bedside.letPerish(some) }
        try await move(by: step.seconds, &bedside, machine)
        try await recover("\(step.name) forth in mid-batch", &bedside, machine)
        try await toTrueTime(&bedside, machine)
        try await recover("\(step.name) forth in mid-batch and back", &bedside, machine)
    }

    /// The clock goes back in the midst of a burst: what is not decided waits until its time has come again, and what
    /// was said is not said again then.
    private static func backInMidBatch(_ step: Step, _ bedside: inout Bedside, _ machine: VirtualMachine) async throws {
        let some = try await burst(&bedside, machine)
        try await move(by: -step.seconds, &bedside, machine)
        try await recover("\(step.name) back in mid-batch", &bedside, machine)
        try await toTrueTime(&bedside, machine)
        try await recover("\(step.name) back in mid-batch and forth", &bedside, machine)
        try await bedside.expect(some.count, of: some, "after \(step.name) back in mid-batch", on: machine)
    }

    /// Ten steps at random in one burst: all that lasts is said once, the rest once or missed.
    private static func toAndFro(_ steps: [Step], _ bedside: inout Bedside, _ machine: VirtualMachine) async throws {
        let some = try await burst(&bedside, machine)
        bedside.letPerish(some)
        for _ in 0..<10 {
            let step = steps.randomElement(using: &bedside.dice)?.seconds ?? 1
            try await move(by: Bool.random(using: &bedside.dice) ? step : -step, &bedside, machine)
        }
        try await toTrueTime(&bedside, machine)
        try await recover("ten steps to and fro", &bedside, machine)
    }

    /// The clock goes back by a day while the journal does not read and the daemon waits to try again: it does not
    /// wait for a day.
    private static func backWithoutJournal(_ bedside: inout Bedside, _ machine: VirtualMachine) async throws {
        let some = try await bedside.state(6, lead: 2, on: machine)
        try await machine.run("systemctl kill --signal=STOP \(Service.journald)")
        // By then it has looked for its records for as long as it does, and plans its next try.
        try await bedside.wait(until: some.due, and: .seconds(8))
        try await move(by: -86_400, &bedside, machine)
        try await machine.run("systemctl kill --signal=CONT \(Service.journald)")
        try await recover("1 day back without a journal", &bedside, machine)
        try await bedside.expect(some.count, of: some, "after 1 day back without a journal", on: machine)
        try await toTrueTime(&bedside, machine)
    }

    // MARK: Parts

    /// A burst, up to a moment in its midst.
    private static func burst(_ bedside: inout Bedside, _ machine: VirtualMachine) async throws -> Sayings {
        let some = try await bedside.state(60, lead: 1, on: machine)
        try await bedside.wait(until: some.due, and: bedside.dice.milliseconds(0...1500))
        return some
    }

    private static func move(by seconds: TimeInterval, _ bedside: inout Bedside, _ machine: VirtualMachine) async throws {
        try await machine.run("date --set '\(Int(seconds)) seconds'")
        bedside.ran()
    }

    private static func toTrueTime(_ bedside: inout Bedside, _ machine: VirtualMachine) async throws {
        try await machine.setClock(to: Date())
        bedside.ran()
    }

    /// Waits for the service, and takes the time since the step.
    private static func recover(_ step: String, _ bedside: inout Bedside, _ machine: VirtualMachine) async throws {
        let began = ContinuousClock.now
        guard try await bedside.recover(on: machine) != nil else { return bedside.remark("stuck after \(step)") }
        bedside.recovered(in: ContinuousClock.now - began)
    }
}
