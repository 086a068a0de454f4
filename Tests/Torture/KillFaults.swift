import Foundation
import Glibc
import TestMachine

extension Fault {
    /// After so many bursts the store begins anew: what has to be judged at once stays small.
    private static let burstsPerStore = 6

    /// `kill -9` at random moments of bursts, until `kills` of them hit the daemon in the midst of its work.
    ///
    /// - Parameter gaps: milliseconds from a start of the daemon to its end.
    static func kills(_ kills: Int, burst size: Int, gaps: ClosedRange<Int>) -> Fault {
        Fault("kill -9 at random") { trial in
            while trial.tally.runs < kills {
                try await trial.ward.service.start()
                for _ in 0..<burstsPerStore where trial.tally.runs < kills {
                    let hits = try await trial.killed(in: size, gaps: gaps, atMost: kills - trial.tally.runs)
                    trial.ran(hits)
                }
                try await trial.judge()
                try await trial.renew()
            }
        }
    }
}

extension Trial {
    /// A burst, and kills until it is most likely over.
    ///
    /// - Returns: how many kills came before its last reminder was in the journal.
    fileprivate mutating func killed(in size: Int, gaps: ClosedRange<Int>, atMost limit: Int) async throws -> Int {
        let burst = try await burst(size)
        try await wait(for: burst)
        var kills: [Date] = []
        for _ in 0..<min(8, limit) {
            let daemon = try await ward.running { $0.daemon }
            try await pause(dice.milliseconds(gaps))
            guard kill(pid_t(daemon), SIGKILL) == 0 else { continue }
            kills.append(Date())
        }
        try await recover(since: .now)
        let last = try await ward.lastSaid()
        return kills.count { $0 <= last }
    }
}

extension Ward {
    /// When the last reminder reached the journal.
    func lastSaid() async throws -> Date {
        let last = try await machine.run(
            "journalctl", "--quiet", "--namespace=\(Service.namespace)", "--output", "json", "--reverse", "--lines", "1",
            "SYSLOG_IDENTIFIER=aftercare",
            "_UID=\(user)", "--output-fields", "_UID")
        let microseconds = try JournalRecord.list(last.expectSuccess().output).first?.number("__REALTIME_TIMESTAMP")
        return microseconds.map { Date(timeIntervalSince1970: Double($0) / 1_000_000) } ?? .distantPast
    }
}
