import Foundation
import TestMachine

// What can be wrong with the store, or with who uses it.

extension Fault {
    /// What the daemon exits with when it cannot have the store now (EX_CANTCREAT).
    private static let storeTrouble = 73

    static func secondDaemon(_ runs: Int, burst size: Int) -> Fault {
        Fault("a second daemon") { trial in
            try await trial.ward.machine.succeed(
                "install", "--directory", "--owner", "aftercare", "--mode", "0700", "/run/second")
            try await trial.struck(runs, burst: size) { trial in
                let second = try await trial.ward.machine.run(
                    "setpriv", "--reuid", "aftercare", "--regid", "aftercare", "--clear-groups", "aftercared",
                    "--state-directory", Ward.stateDirectory, "--runtime-directory", "/run/second", "--output", "terminal")
                if second.exitStatus != storeTrouble { trial.object("the second daemon was not refused: \(second)") }
            }
        }
    }

    /// The store goes back to what it was before the last reminders, which the journal holds.
    static func olderStore(_ runs: Int, burst size: Int) -> Fault {
        Fault("an older copy of the store") { trial in
            try await trial.ward.service.start()
            for _ in 0..<runs {
                // Of one burst the copy has the receipts, of the other it knows only that it is to come.
                let first = try await trial.burst(size)
                try await trial.wait(for: first)
                try await trial.recover(since: .now)
                let second = try await trial.burst(size, soonest: 3)
                try await trial.ward.service.stop()
                try await trial.ward.copyStore(to: "/root/older")
                try await trial.ward.service.start()
                try await trial.wait(for: second)
                try await trial.recover(since: .now)

                try await trial.ward.service.stop()
                try await trial.ward.putStoreBack(from: "/root/older")
                try await trial.ward.service.start()
                try await trial.recover(since: .now)
                trial.ran()
            }
            // What is new gets numbers that the journal does not have yet.
            let last = try await trial.burst(size)
            try await trial.wait(for: last)
            try await trial.recover(since: .now)
            try await trial.judge()
        }
    }

    /// The store's files are removed under the running service: it goes on, says so, and a backup still saves everything.
    static func removedStore(_ runs: Int, burst size: Int) -> Fault {
        Fault("the store removed while it runs") { trial in
            try await trial.ward.service.start()
            for _ in 0..<runs {
                let burst = try await trial.burst(size, soonest: 2)
                try await trial.ward.machine.succeed("sh", "-c", "rm -r \(Ward.stateDirectory)/*")
                let removed = ContinuousClock.now
                try await trial.wait(for: burst)
                try await trial.recover(since: .now)
                // It looks once a minute.
                if try await trial.ward.tellsLoss(within: .seconds(75)) {
                    trial.late(ContinuousClock.now - removed)
                } else {
                    trial.object("the loss was not told within 75 s")
                }
                try await trial.ward.machine.succeed("aftercarectl", "backup", "--force", "/root/saved")
                try await trial.ward.service.stop()
                try await trial.ward.machine.succeed("aftercared", "--restore", "/root/saved", "--state-directory", Ward.stateDirectory)
                try await trial.ward.service.start()
                trial.ran()
            }
            let last = try await trial.burst(size)
            try await trial.wait(for: last)
            try await trial.recover(since: .now)
            try await trial.judge()
        }
    }

    /// A store that is damaged, or from a later version, is refused with a way out and left as it is; put in order,
    /// it serves again.
    static func damagedStore(_ damages: [Damage], burst size: Int) -> Fault {
        Fault("a damaged store") { trial in
            for damage in damages {
                try await trial.ward.service.start()
                // Larger than a few pages, and with reminders that are to come.
                let burst = try await trial.burst(size, soonest: 3)
                try await trial.ward.service.stop()
                try await trial.ward.copyStore(to: "/root/sound")
                try await damage.harm(trial.ward, &trial.dice)
                try await trial.refuse(damage.name)
                try await trial.ward.putStoreBack(from: "/root/sound")
                try await trial.ward.service.start()
                try await trial.wait(for: burst)
                try await trial.recover(since: .now)
                trial.ran()
            }
            try await trial.judge()
        }
    }
}

extension Trial {
    /// The daemon has to refuse the store as it is, name it and a way out, and leave it alone.
    fileprivate mutating func refuse(_ damage: String) async throws {
        let before = try await ward.storeSum()
        let started = try await ward.machine.run("systemctl", "start", Service.unit)
        let status = try await ward.properties("ExecMainStatus")
        let log = try await ward.lastWords()
        try await ward.service.stop()
        _ = try await ward.machine.run("systemctl", "reset-failed", Service.unit)
        if started.isSuccess { return object("\(damage): it was used") }
        // EX_DATAERR: this store will never do, so there is no use in starting again.
        if status != "65" { object("\(damage): it ended with \(status)") }
        if !log.contains(Service.store) { object("\(damage): its last words do not name the store: \(log)") }
        if !log.contains(/restore|backup|back up|newer|put|move/) { object("\(damage): no way out is named: \(log)") }
        if try await ward.storeSum() != before { object("\(damage): the file was changed") }
    }
}

extension Ward {
    func copyStore(to folder: String) async throws {
        try await machine.succeed("sh", "-ec", "rm -rf \(folder); cp -a \(Ward.stateDirectory) \(folder)")
    }

    func putStoreBack(from folder: String) async throws {
        try await machine.succeed(
            "sh", "-ec", "find \(Ward.stateDirectory) -mindepth 1 -delete; cp -a \(folder)/. \(Ward.stateDirectory)")
    }

    /// Whether `status` names the store's files, and ends with 3.
    fileprivate func tellsLoss(within limit: Duration) async throws -> Bool {
        do {
            try await eventually("the loss is told", within: limit) {
                let status = try await machine.run("aftercarectl", "status")
                return status.exitStatus == 3 && status.output.contains(Service.store)
            }
            return true
        } catch Failure.tooLate {
            return false
        }
    }

    fileprivate func storeSum() async throws -> String { try await machine.succeed("sha256sum", Service.store).line }

    fileprivate func properties(_ name: String) async throws -> String {
        try await service.properties(name)[name] ?? ""
    }

    /// What the daemon said last.
    fileprivate func lastWords() async throws -> String {
        try await machine.succeed("journalctl", "--namespace=\(Service.namespace)", "--sync")
        return try await machine.succeed(
            "journalctl", "--quiet", "--namespace=\(Service.namespace)", "--unit", Service.unit, "_UID=\(user)", "--lines", "3", "--output",
            "cat"
        ).output
    }
}
