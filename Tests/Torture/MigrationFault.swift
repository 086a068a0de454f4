import Foundation
import Glibc
import TestMachine

extension Fault {
    /// A store of 0.1.0 with so many reminders in its ledger is migrated, and the daemon ends in the midst of that, again
    /// and again. One burst falls due meanwhile, and one afterwards.
    static func killedMigrating(_ kills: Int, rows: Int, burst size: Int) -> Fault {
        Fault("kill -9 in a migration of \(rows)", settings: ["Restart=no"]) { trial in
            try await trial.ward.service.start()
            let meanwhile = try await trial.burst(size, soonest: 3)
            try await trial.ward.service.stop()
            guard Date() < meanwhile.due[0] else { throw TortureFailure.tooSlow("the burst was due before the service had stopped") }
            let past = VersionThree.Past(rows: rows)
            let before = try await trial.ward.replaceStore(with: past)
            trial.leaveOut(before: past.end)

            for _ in 0..<kills * 5 where trial.tally.runs < kills {
                let share = Double.random(in: 0...VersionThree.rewrittenShare, using: &trial.dice)
                guard try await trial.ward.killed(afterWriting: Int(share * Double(before.bytes))) else { break }
                trial.ran()
            }
            guard trial.tally.runs == kills else {
                throw TortureFailure.notDone("the migration was over after \(trial.tally.runs) ends")
            }
            try await trial.wait(for: meanwhile)
            let begun = ContinuousClock.now
            try await trial.ward.machine.run(["systemctl", "start", Service.unit], within: .seconds(300)).expectSuccess()
            let took = (ContinuousClock.now - begun) / .seconds(1)
            trial.remark(String(format: "the start that got through took %.1f s", took))
            try await trial.recover(since: begun)
            let afterwards = try await trial.burst(size)
            try await trial.wait(for: afterwards)
            try await trial.recover(since: .now)

            try await trial.judge()
            try await trial.ward.service.stop()
            let after = try await trial.ward.storeContents()
            if after.digest != before.digest { trial.object("the ledger's rows have changed: \(after)") }
            if after.rows != rows || after.migrated != rows { trial.object("of \(rows) rows there are \(after)") }
        }
    }
}

extension Ward {
    /// Starts the daemon and ends it when it has written so many bytes.
    ///
    /// - Returns: whether the store was not migrated by then. Else the daemon is stopped.
    fileprivate func killed(afterWriting bytes: Int) async throws -> Bool {
        try await machine.succeed("systemctl", "start", "--no-block", Service.unit)
        let daemon = try await running { $0.daemon }
        let isKilled = try await eventually("it has written \(bytes) bytes, or is ready", within: .seconds(300)) { () -> Bool? in
            if written(by: daemon) >= bytes { return kill(pid_t(daemon), SIGKILL) == 0 }
            return try await service.properties("ActiveState")["ActiveState"] == "active" ? false : nil
        }
        if isKilled {
            try await eventually("it is gone") { self.daemon == nil }
        }
        try await service.stop()
        _ = try await machine.run("systemctl", "reset-failed", Service.unit)
        guard isKilled else { return false }
        return try await isStoreOfVersionThree()
    }

    private func written(by process: Int) -> Int {
        let counts = (try? String(contentsOfFile: "/proc/\(process)/io", encoding: .utf8)) ?? ""
        let line = counts.split(separator: "\n").first { $0.hasPrefix("wchar: ") }
        return line.flatMap { Int($0.dropFirst("wchar: ".count)) } ?? 0
    }
}
