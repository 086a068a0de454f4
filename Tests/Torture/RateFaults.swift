import Foundation
import TestMachine

extension Fault {
    /// A limit in force on how much of a unit journald takes in; what exceeds it is dropped in silence. It counts
    /// for more where the disk has much room, by up to a factor of six.
    ///
    /// - Parameters:
    ///   - limit: nil: what journald has by itself, 10,000 in 30 s.
    ///   - records: how many fall due at once, about: journald counts them, and not the reminders in them.
    static func rateLimit(_ limit: (records: Int, seconds: Int)?, records: Int) -> Fault {
        let name = limit.map { "rate limit \($0.records) in \($0.seconds) s" } ?? "the default rate limit"
        return Fault("\(name), \(records) at once") { trial in
            let machine = trial.ward.machine
            // What the unit brings along lifts the limit.
            try await machine.succeed("sed", "-i", "/^LogRateLimit/d", "/usr/lib/systemd/system/aftercared.service")
            // And so does what the journal brings along.
            let lines =
                limit.map { "RateLimitIntervalSec=\($0.seconds)s\nRateLimitBurst=\($0.records)\n" }
                ?? "RateLimitIntervalSec=30s\nRateLimitBurst=10000\n"
            try await machine.succeed("mkdir", "-p", "/run/systemd/journald@\(Service.namespace).conf.d")
            try machine.write("[Journal]\n" + lines, to: "/run/systemd/journald@\(Service.namespace).conf.d/torture.conf")
            try await machine.succeed("systemctl", "daemon-reload")
            try await machine.succeed("systemctl", "try-restart", Service.journald)
            try await trial.ward.service.start()
            let burst = try await trial.burst(Burst.reminders(in: records))
            try await trial.wait(for: burst)
            try await trial.recover(since: .now, within: .seconds(600))
            trial.ran()
            try await trial.judge()
        }
    }
}
