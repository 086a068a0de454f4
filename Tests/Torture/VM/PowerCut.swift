import Foundation
import TestMachine

/// The power of the machine is cut in the midst of a burst, and what its disk had not flushed is gone.
enum PowerCut {
    /// How many cuts a machine lives through.
    private static let cutsPerMachine = 5
    private static let patients = 60
    /// To say a burst takes about so much of the time that it takes to state it, however busy this machine is.
    private static let share = 0.1...1.0

    static func tally(cuts: Int, seed: UInt64, image: VirtualImage) async throws -> Bedside {
        try await proveDisk(image)
        var bedside = Bedside("power cut", seed: seed)
        var kept: [Int] = []
        while bedside.tally.runs < cuts {
            kept += try await live(min(cutsPerMachine, cuts - bedside.tally.runs), image, &bedside)
        }
        bedside.remark(
            "of each burst of \(patients * Sayings.perPatient) reminders the disk had kept, when the power was back: "
                + kept.map(String.init).joined(separator: ", "))
        return bedside
    }

    /// One machine's life: so many bursts with a cut in each. Every third time the power fails again at once, when
    /// the machine is hardly up and the daemon reconciles.
    ///
    /// - Returns: of each burst, how many of its reminders outlived the cut.
    private static func live(_ cuts: Int, _ image: VirtualImage, _ bedside: inout Bedside) async throws -> [Int] {
        let disk = try await image.copy("power-cut")
        bedside.beginAnew()
        var left = cuts
        var bursts: [Sayings] = []
        var boots: [String] = []
        while left > 0 {
            try await VirtualMachine.boot(image, disk: disk) { machine in
                if !bedside.sayings.isEmpty { try await settle(&bedside, machine) }
                let burst = try await bedside.state(patients, lead: 1, on: machine)
                bursts.append(burst)
                boots.append(try await machine.bootID())
                let ahead = burst.due.timeIntervalSince(try await machine.now())
                let moment = bedside.toState(burst) * Double.random(in: share, using: &bedside.dice)
                try await bedside.wait(until: Date() + ahead, and: moment)
            }
            bedside.ran()
            left -= 1
            if left > 0, bedside.tally.runs % 3 == 0 {
                let moment = bedside.dice.milliseconds(0...1500)
                try await VirtualMachine.boot(image, disk: disk) { _ in try await ContinuousClock().sleep(for: moment) }
                bedside.ran()
                left -= 1
            }
        }
        return try await VirtualMachine.boot(image, disk: disk) { machine in
            try await settle(&bedside, machine)
            let records = try await bedside.judge(on: machine)
            let again = records.count { $0["AFTERCARE_ATTEMPT"] != "1" && $0["AFTERCARE_REMINDER_ID"] != nil }
            if again > 0 { bedside.remark("\(again) were sent again, since the disk had not kept their records") }
            return zip(bursts, boots).map { burst, boot in records.count { burst.isOurs($0) && $0["_BOOT_ID"] == boot } }
        }
    }

    private static func settle(_ bedside: inout Bedside, _ machine: VirtualMachine) async throws {
        bedside.recovered(in: try await bedside.recover(on: machine))
    }

    /// Whether this disk truly loses what was not flushed, and keeps what was: else the cuts prove nothing.
    ///
    /// Both are written past the machine's own cache to blocks that the file has already, so that nothing but the
    /// flush makes the difference.
    private static func proveDisk(_ image: VirtualImage) async throws {
        let disk = try await image.copy("proof")
        try await VirtualMachine.boot(image, disk: disk) { machine in
            _ = try await machine.run(
                """
                set -e; systemctl stop aftercared
                cd /root; for file in flushed unflushed; do head -c 65536 /dev/zero >$file; done; sync
                say() { yes $1 | head -c 65536 | dd of=$1 bs=64k iflag=fullblock oflag=direct conv=notrunc$2; }
                say flushed ,fsync
                say unflushed ''
                """)
        }
        try await VirtualMachine.boot(image, disk: disk) { machine in
            let lines = try await machine.run("cd /root; grep -ac '^flushed$' flushed; grep -ac '^unflushed$' unflushed; true")
                .split(separator: "\n").map { Int($0) ?? 0 }
            guard lines.first == 65536 / 8 else { throw VirtualFailure.losesFlushed }
            guard lines.last == 0 else { throw VirtualFailure.keepsUnflushed }
        }
    }
}
