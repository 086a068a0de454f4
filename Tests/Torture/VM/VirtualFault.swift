import Foundation
import TestMachine

/// Something that is done to a whole machine, and so to the daemon in it.
struct VirtualFault: Sendable {
    let name: String
    /// Does it, and tells what became of the reminders.
    let tally: @Sendable (_ seed: UInt64, VirtualImage) async throws -> Bedside

    /// All of them, with the counts that the issue asks for.
    static let full: [VirtualFault] = [
        VirtualFault(name: "power cut") { try await PowerCut.tally(cuts: 24, seed: $0, image: $1) },
        VirtualFault(name: "clock steps") { try await ClockSteps.tally(ClockSteps.steps, seed: $0, image: $1) },
        VirtualFault(name: "boot in 1970") { try await DeadClock.tally(seed: $0, image: $1) },
        VirtualFault(name: "suspend and resume") { try await Suspension.tally(rounds: 2, seed: $0, image: $1) },
    ]
    /// The same with small counts, for a quick look.
    static let short: [VirtualFault] = [
        VirtualFault(name: "power cut") { try await PowerCut.tally(cuts: 6, seed: $0, image: $1) },
        VirtualFault(name: "clock steps") {
            try await ClockSteps.tally(ClockSteps.steps.suffix(1), seed: $0, image: $1)
        },
        VirtualFault(name: "boot in 1970") { try await DeadClock.tally(seed: $0, image: $1) },
        VirtualFault(name: "suspend and resume") { try await Suspension.tally(rounds: 1, seed: $0, image: $1) },
    ]
}
