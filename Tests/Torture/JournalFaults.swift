import Foundation
import Glibc
import TestMachine

// What can happen to journald in the middle of a burst.

extension Fault {
    static func journaldStopped(_ runs: Int, burst size: Int) -> Fault {
        Fault("journald stopped and started") { trial in
            try await trial.struck(runs, burst: size) { trial in
                try await trial.ward.stopJournal()
                try await trial.pause(trial.dice.milliseconds(200...3000))
                try await trial.ward.startJournal()
            }
        }
    }

    static func journaldFrozen(_ runs: Int, burst size: Int, for time: Duration) -> Fault {
        Fault("journald SIGSTOP \(time.components.seconds) s") { trial in
            try await trial.struck(runs, burst: size) { trial in
                let journald = pid_t(try await trial.ward.running { $0.journald })
                kill(journald, SIGSTOP)
                try await trial.pause(time)
                kill(journald, SIGCONT)
            }
        }
    }

    static func journaldKilled(_ runs: Int, burst size: Int) -> Fault {
        Fault("journald kill -9") { trial in
            try await trial.struck(runs, burst: size) { trial in
                kill(pid_t(try await trial.ward.running { $0.journald }), SIGKILL)
            }
        }
    }

    static func rotated(_ runs: Int, burst size: Int) -> Fault {
        Fault("journal rotated") { trial in
            try await trial.struck(runs, burst: size) { trial in
                for _ in 0..<5 { try await trial.ward.machine.succeed("journalctl", "--namespace=\(Service.namespace)", "--rotate") }
            }
        }
    }

    /// What is a second old is read by then: the files of that age go.
    static func vacuumed(_ runs: Int, burst size: Int) -> Fault {
        Fault("journal rotated and vacuumed") { trial in
            try await trial.struck(runs, burst: size) { trial in
                try await trial.ward.machine.succeed("journalctl", "--namespace=\(Service.namespace)", "--rotate")
                try await trial.keepRecords()
                try await trial.ward.machine.succeed("journalctl", "--namespace=\(Service.namespace)", "--vacuum-time=1s")
            }
        }
    }

    static func noSocket(_ runs: Int, burst size: Int) -> Fault {
        Fault("no journal socket from the start") { trial in
            for _ in 0..<runs {
                // The start itself makes the sockets; they are gone before the daemon looks for them.
                let hide = Ward.hideJournal.replacing("$", with: "$$")
                try await trial.ward.set(["ExecStartPre=+/bin/sh -ec '\(hide)'"])
                try await trial.ward.service.start()
                let burst = try await trial.burst(size)
                try await trial.wait(for: burst, and: .seconds(3))
                try await trial.ward.startJournal()
                try await trial.recover(since: .now)
                try await trial.ward.service.stop()
                trial.ran()
            }
            try await trial.ward.set([])
            try await trial.ward.service.start()
            try await trial.judge()
        }
    }
}

extension Ward {
    private static let sockets = "/run/systemd/journal.\(Service.namespace)"

    /// Stops journald, and takes its sockets out of sight: there is nobody to send to, and nothing starts it again. A
    /// stop of the socket units would stop the daemon, which needs them.
    fileprivate static let hideJournal =
        "systemctl stop \(Service.journald); cd \(sockets); for one in socket stdout dev-log; do mv $one $one.away; done"

    func stopJournal() async throws { try await machine.succeed("sh", "-ec", Self.hideJournal) }

    func startJournal() async throws {
        try await machine.succeed(
            "sh", "-ec",
            "cd \(Self.sockets); for one in socket stdout dev-log; do mv $one.away $one; done; systemctl start \(Service.journald)")
    }
}
