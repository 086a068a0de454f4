import Foundation
import Glibc
import TestMachine

// What systemd does to a unit, or an administrator by it.

extension Fault {
    static func term(_ runs: Int, burst size: Int) -> Fault {
        Fault("TERM, then start") { trial in
            try await trial.struck(runs, burst: size) { trial in
                try await trial.ward.service.stop()
                let properties = try await trial.ward.service.properties("Result", "ExecMainStatus")
                if properties != ["Result": "success", "ExecMainStatus": "0"] {
                    trial.object("a stop ended with \(properties)")
                }
                try await trial.ward.service.start()
            }
        }
    }

    static func restart(_ runs: Int, burst size: Int) -> Fault {
        Fault("systemctl restart") { trial in
            try await trial.struck(runs, burst: size) { trial in
                try await trial.ward.machine.succeed("systemctl", "restart", Service.unit)
            }
        }
    }

    /// journald is stopped, so that a send blocks, until the watchdog has ended the daemon.
    static func hungDelivery(_ runs: Int, burst size: Int) -> Fault {
        Fault("watchdog: delivery hangs", settings: ["WatchdogSec=3s"]) { trial in
            try await trial.struck(runs, burst: size) { trial in
                let journald = pid_t(try await trial.ward.running { $0.journald })
                kill(journald, SIGSTOP)
                defer { kill(journald, SIGCONT) }
                try await trial.ward.restarted()
            }
        }
    }

    /// With less of something than it is used to.
    static func starved(_ setting: String, burst size: Int) -> Fault {
        Fault("with \(setting)", settings: [setting]) { trial in
            try await trial.ward.service.start()
            let burst = try await trial.burst(size)
            try await trial.wait(for: burst)
            try await trial.recover(since: .now, within: .seconds(300))
            trial.ran()
            try await trial.judge()
        }
    }

    /// The daemon itself does not move.
    static func frozen(_ runs: Int, burst size: Int) -> Fault {
        Fault("watchdog: the daemon hangs", settings: ["WatchdogSec=3s"]) { trial in
            try await trial.struck(runs, burst: size) { trial in
                kill(pid_t(try await trial.ward.running { $0.daemon }), SIGSTOP)
                try await trial.ward.restarted()
            }
        }
    }
}

extension Trial {
    /// Bursts of which each is struck once at a random moment, with a judgement at the end. A burst that was over
    /// by then counts for the judgement, and not as a run.
    ///
    /// - Parameter strike: the fault, from its begin to its end.
    mutating func struck(
        _ runs: Int, burst size: Int, limit: Duration = .seconds(120), strike: (inout Trial) async throws -> Void
    ) async throws {
        try await ward.service.start()
        let first = tally.runs
        for _ in 0..<runs * 5 where tally.runs < first + runs {
            let burst = try await burst(size)
            // About as long as it takes to say so much.
            try await wait(for: burst, and: dice.milliseconds(0...max(20, Burst.messages(of: size) / 8)))
            let begun = Date()
            try await strike(&self)
            try await recover(since: .now, within: limit)
            if try await ward.lastSaid() >= begun { ran() }
        }
        try await judge()
        guard tally.runs == first + runs else { throw TortureFailure.notDone("the bursts were over before") }
    }
}

extension Ward {
    /// Waits until the daemon that runs now has been ended and another one is there.
    fileprivate func restarted() async throws {
        let before = try await running { $0.daemon }
        try await eventually("the watchdog has ended the daemon", within: .seconds(60)) {
            daemon.map { $0 != before } ?? false
        }
    }
}
