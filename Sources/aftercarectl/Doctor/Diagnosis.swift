import Aftercare
import AftercareAPI

/// The doctor's findings: one for each thing that it checks, in a fixed order.
struct Diagnosis: Codable, Equatable {
    var findings: [Finding]

    var isWell: Bool { !findings.contains { $0.state == .wrong } }

    struct Finding: Codable, Equatable {
        var subject: Subject
        var state: State
        /// The state that was found.
        var what: String
        /// Why that matters for reminders; nil when all is well.
        var why: String?
        /// How to fix it.
        var mend: String?
    }

    /// The raw values are part of the interface; do not change them.
    enum Subject: String, Codable, CaseIterable {
        case service
        case delivery
        case rateLimit = "rate-limit"
        case journal
        case receipts
        /// Who may write to the reminders' journal.
        case writers
        case serviceRights = "service-rights"
        case yourRights = "your-rights"
        case clock
        case zones
        case store
        case space
        /// The machines and users under which the store has been written.
        case machines
        case backup
    }

    enum State: String, Codable {
        case well, wrong
        /// The check could not be made.
        case unknown
    }

    init(findings: [Finding]) { self.findings = findings }

    /// The same, with texts quoted from other modules naming the commands for the service that was asked.
    func addressed(by commands: ServiceCommands) -> Diagnosis {
        Diagnosis(
            findings: findings.map { finding in
                var finding = finding
                finding.what = commands.addressed(finding.what)
                finding.mend = finding.mend.map(commands.addressed)
                return finding
            })
    }

    init(_ facts: DoctorFacts) {
        findings = [
            facts.serviceFinding, facts.deliveryFinding, facts.rateLimitFinding, facts.journalFinding, facts.receiptsFinding,
            facts.writersFinding, facts.serviceRightsFinding, facts.yourRightsFinding, facts.clockFinding, facts.zonesFinding,
            facts.storeFinding, facts.spaceFinding, facts.machinesFinding, facts.backupFinding,
        ]
    }
}

extension Diagnosis.Finding {
    static func well(_ subject: Diagnosis.Subject, _ what: String) -> Self {
        Self(subject: subject, state: .well, what: what)
    }

    static func wrong(_ subject: Diagnosis.Subject, _ what: String, why: String, mend: String) -> Self {
        Self(subject: subject, state: .wrong, what: what, why: why, mend: mend)
    }

    static func unknown(_ subject: Diagnosis.Subject, _ what: String) -> Self {
        Self(subject: subject, state: .unknown, what: "not looked at: \(what)")
    }
}
