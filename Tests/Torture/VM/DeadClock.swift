import Foundation
import TestMachine

/// The machine boots with a clock that has lost its battery, and learns the time later.
enum DeadClock {
    static func tally(seed: UInt64, image: VirtualImage) async throws -> Bedside {
        var bedside = Bedside("boot in 1970", seed: seed)
        let disk = try await image.copy("dead-clock")
        // Stated in the true time; taken for granted once the command has ended, so the power may go.
        try await VirtualMachine.boot(image, disk: disk) { machine in
            _ = try await bedside.state(20, lead: 20, on: machine)
        }
        try await VirtualMachine.boot(image, disk: disk, clock: "1970-01-01T00:00:00") { machine in
            // An old systemd's own build is the earliest time that it believes in: not 1970, but long ago.
            try await nothing("after a boot in 1970", &bedside, machine)
            bedside.ran()
            try await machine.setClock(to: Date(timeIntervalSince1970: 86_400))
            try await nothing("in 1970", &bedside, machine)
            bedside.ran()
            try await machine.run("systemctl restart aftercared")
            try await nothing("after a start in 1970", &bedside, machine)
            // Stated in 1970, for the true time.
            let more = try await bedside.state(20, lead: 2, on: machine)
            try await bedside.wait(until: more.due)
            try await nothing("in 1970 when the true time had come", &bedside, machine)

            let began = ContinuousClock.now
            try await machine.setClock(to: Date())
            bedside.ran()
            if try await bedside.recover(on: machine) != nil { bedside.recovered(in: ContinuousClock.now - began) }
            try await bedside.judge(on: machine)
        }
        return bedside
    }

    /// Once the service has gone over everything, nothing of it has been said.
    private static func nothing(_ when: String, _ bedside: inout Bedside, _ machine: VirtualMachine) async throws {
        try await machine.run("systemctl start aftercared")
        try await bedside.recover(on: machine)
        for some in bedside.sayings { try await bedside.expect(0, of: some, when, on: machine) }
    }
}
