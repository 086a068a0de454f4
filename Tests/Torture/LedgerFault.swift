import Foundation
import TestMachine

extension Fault {
    /// Seconds that a status, an audit and a restart took 0.1.0 with 300,000 reminders. What takes ten times as long has
    /// become another thing. Of an audit the processor's seconds count, since others may want it, too.
    private static let usual = (status: 0.17, audit: 2.9, restart: 0.6)
    private static let tolerance = 10.0
    /// So that a large past is quickly stated.
    private static let perPatient = 100
    /// Longer ago than a status counts, and yet of use.
    private static let hoursAgo = 25

    /// A past of so many reminders, each of which was really said, while those of the present fall due each second.
    static func largeLedger(_ reminders: Int, instants: Int, restarts: Int) -> Fault {
        Fault("a ledger of \(reminders)") { trial in
            let file = "/etc/aftercare/protocols/\(Burst.protocolName(perPatient)).yaml"
            try trial.ward.machine.write(Burst.careProtocol(perPatient, hours: hoursAgo * 2), to: file)
            try await trial.ward.service.start()
            // Due already, so it is said as soon as it is stated.
            let due = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded()) - Double(hoursAgo) * 3600
            let past = Burst("past", reminders: reminders, due: [due], perPatient: perPatient)
            for file in past.files { try await trial.ward.applyPast(file) }
            try await eventually("a past of \(past.reminders) reminders is said", within: .seconds(900)) { [ward = trial.ward] in
                guard try await ward.lastNumber() >= past.messages else { return false }
                return try await ward.counts().open == 0
            }
            trial.leaveOut(before: due + 1)

            let burst = try await trial.burst(Burst.perPatient * instants, instants: instants)
            try await trial.wait(for: burst)
            let status = try await trial.quickest(of: 3) { try await $0.machine.succeed("aftercarectl", "status") }
            let audit = try await trial.audited()
            try await trial.wait(for: burst, and: .seconds(instants))
            try await trial.recover(since: .now)
            let restart = try await trial.quickest(of: restarts) { ward in
                try await ward.machine.succeed("systemctl", "restart", Service.unit)
            }
            trial.remark(
                String(
                    format: "status %.2f s, restart %.2f s, audit %.2f s (%.2f s of the processor)", status, restart, audit.took,
                    audit.worked))
            for (what, seconds, usual) in [
                ("a status", status, usual.status), ("an audit", audit.worked, usual.audit), ("a restart", restart, usual.restart),
            ] where seconds > usual * tolerance {
                trial.object("\(what) took \(seconds) s beside \(past.reminders) reminders")
            }
            try await trial.judge()
            try await trial.ward.machine.succeed("rm", file)
        }
    }
}

extension Ward {
    /// What lies a day in the past is taken for a mistake, unless it is meant.
    fileprivate func applyPast(_ clinic: String) async throws {
        try machine.write(clinic, to: "/root/past.yaml")
        try await machine.succeed("aftercarectl", "apply", "--force", "-f", "/root/past.yaml")
    }

    /// The number that the last message in the journal bears.
    fileprivate func lastNumber() async throws -> Int {
        let last = try await machine.succeed(
            "journalctl", "--quiet", "--namespace=\(Service.namespace)", "--output", "json", "--reverse", "--lines", "1",
            "SYSLOG_IDENTIFIER=aftercare", "_UID=\(user)", "--output-fields", "AFTERCARE_SEQ")
        return try JournalRecord.list(last.output).first?.number("AFTERCARE_SEQ") ?? 0
    }
}

extension Trial {
    /// An audit of everything, which must find it proven.
    ///
    /// - Returns: seconds that it took, and that it had the processor.
    fileprivate mutating func audited() async throws -> (took: Double, worked: Double) {
        let begun = ContinuousClock.now
        let audit = try await ward.machine.run(
            ["sh", "-c", "aftercarectl audit; status=$?; times >&2; exit $status"], within: .seconds(600))
        let took = (ContinuousClock.now - begun) / .seconds(1)
        if !audit.isSuccess || !audit.output.contains("\nproven: ") { object("the audit: \(audit)") }
        // Of the shell, then of what it started; in each line the user's and the system's.
        let children = audit.complaint.split(separator: "\n").suffix(1).joined()
        let times = children.matches(of: /(\d+)m([\d.]+)s/).map { (Double($0.1) ?? 0) * 60 + (Double($0.2) ?? 0) }
        guard times.count == 2 else { throw TortureFailure.notDone("the shell tells no times: \(audit)") }
        ran()
        return (took, times[0] + times[1])
    }

    /// Seconds that it took the one time that nothing else got in its way.
    ///
    /// - Parameter times: each of them is a run.
    fileprivate mutating func quickest(of times: Int, _ body: (Ward) async throws -> Outcome) async throws -> Double {
        var quickest = Double.infinity
        for _ in 0..<times {
            let took = try await ContinuousClock().measure { _ = try await body(ward) }
            quickest = min(quickest, took / .seconds(1))
            ran()
        }
        return quickest
    }
}
