import Foundation
import TestMachine

/// One fault in the virtual machine: its chance, what had to be said, and its tally. It outlives the machine, whose
/// power is cut; what it asks, it asks of the machine that runs.
struct Bedside {
    private(set) var tally: Tally
    var dice: Dice
    private let seed: UInt64
    private(set) var sayings: [Sayings] = []
    /// Seconds that an emulated processor needs to take a patient in, as measured.
    private var pace = 0.15
    /// What may be missed instead of being said.
    private var mayMiss: Set<Judgement.Subject> = []
    private var objections: [String] = []
    /// What the figures do not show, for the report.
    private(set) var remarks: [String] = []

    init(_ fault: String, seed: UInt64) {
        tally = Tally(fault)
        dice = Dice(seed: seed)
        self.seed = seed
    }

    // MARK: What is to be said

    /// Has the machine's service take patients whose reminders fall due soon after that.
    ///
    /// - Parameter lead: how many seconds after, at least, by the true time; the machine's clock may show another.
    mutating func state(_ patients: Int, lead: TimeInterval, on machine: VirtualMachine) async throws -> Sayings {
        // The machine answers before all of its services do.
        try await machine.run("systemctl start aftercared")
        while true {
            let due = (Date().timeIntervalSince1970 + lead + 1.3 * pace * Double(patients)).rounded(.up)
            let new = Sayings(name: "\(sayings.count)", patients: patients, due: Date(timeIntervalSince1970: due))
            let took = try await ContinuousClock().measure {
                try await machine.run("cat >/root/clinic.yaml && aftercarectl apply -f /root/clinic.yaml", input: new.file)
            }
            sayings.append(new)
            pace = took / .seconds(patients)
            if Date() < new.due - lead / 2 { return new }
            // They are overdue already, and have to be said all the same.
            guard pace < 5 else { throw TortureFailure.tooSlow("a patient takes \(pace) s to state") }
            pace *= 2
        }
    }

    /// How long it took to state them.
    func toState(_ some: Sayings) -> Duration { .seconds(pace * Double(some.patients)) }

    /// Forgets what another machine had to say.
    mutating func beginAnew() {
        sayings = []
        mayMiss = []
    }

    /// From now on half an hour may have passed for these.
    mutating func letPerish(_ some: Sayings) { mayMiss.formUnion(some.perishable) }

    /// Lets real time pass until `date`, and some more.
    func wait(until date: Date, and more: Duration = .zero) async throws {
        try await ContinuousClock().sleep(for: .seconds(max(0, date.timeIntervalSinceNow)) + more)
    }

    // MARK: What became of it

    mutating func ran(_ times: Int = 1) { tally.runs += times }
    mutating func remark(_ remark: String) { remarks.append(remark) }

    /// Waits until the service has nothing to say and nothing without a receipt.
    ///
    /// - Returns: how long the daemon was up by then.
    @discardableResult
    mutating func recover(on machine: VirtualMachine, within limit: Duration = .seconds(120)) async throws -> Duration? {
        do {
            return try await eventually("the service has nothing left to do", within: limit) {
                let answer = try await machine.run(Self.question).split(separator: "\n", maxSplits: 1)
                let standing = try JSONDecoder().decode(Standing.self, from: Data(answer[1].utf8))
                guard standing.isIdle else { return nil }
                let times = answer[0].split(separator: " ").compactMap { Double($0) }
                return .seconds(times[0] - times[1] / 1_000_000)
            }
        } catch Failure.tooLate(_, _, let last) {
            remark("it had still something to do after \(limit)" + (last.map { "; last: \($0)" } ?? ""))
            return nil
        }
    }

    mutating func recovered(in time: Duration?) { if let time { tally.recovered(in: time) } }

    /// Seconds since the boot, microseconds from the boot to the daemon's start, and then how it stands.
    private static let question =
        "up=$(cut -d' ' -f1 /proc/uptime); status=$(aftercarectl status --format json) || exit 1; "
        + "echo $up $(systemctl show --value --property ExecMainStartTimestampMonotonic aftercared); echo \"$status\""

    private struct Standing: Decodable {
        struct Journal: Decodable {
            let state: String
        }

        let now: String
        let nextDue: String?
        let counts: [String: Int]
        let journal: Journal

        /// RFC 3339 in UTC sorts like the instants.
        var isIdle: Bool {
            journal.state == "ok" && (counts["sending"] ?? 0) + (counts["seen"] ?? 0) == 0 && (nextDue ?? "9") > now
        }
    }

    /// Holds how many of `some` have been said against how many should have been.
    mutating func expect(_ count: Int, of some: Sayings, _ when: String, on machine: VirtualMachine) async throws {
        let said = try await self.said(some, on: machine)
        if said != count { objections.append("\(when): \(said) of '\(some.name)' were said, not \(count)") }
    }

    func said(_ some: Sayings, on machine: VirtualMachine) async throws -> Int {
        try await records(on: machine).count { some.isOurs($0) }
    }

    /// The reminders in the journal, each with the fields of its record.
    func records(on machine: VirtualMachine) async throws -> [[String: String]] {
        let output = try await machine.run(
            "journalctl --quiet --namespace=\(Service.namespace) --output json --all "
                + "--output-fields \(Ward.fields.joined(separator: ",")) SYSLOG_IDENTIFIER=aftercare _UID=$(id --user aftercare)")
        return try Ward.reminders(of: JournalRecord.list(output))
    }

    // MARK: The verdict

    /// Holds everything against the journal and the ledger, and keeps the evidence where they differ.
    ///
    /// - Parameter inTheAir: whether what was decided when it was due, and was on its way when the clock was set back,
    ///   counts by the instant of its decision.
    /// - Returns: the records that it was made from.
    @discardableResult
    mutating func judge(on machine: VirtualMachine, inTheAir: Bool = false) async throws -> [[String: String]] {
        let expected = sayings.reduce(into: [:]) { $0.merge($1.expected) { one, _ in one } }
        var records = try await records(on: machine)
        let answer = Data(
            try await machine.run("aftercarectl reminders --limit \(expected.count * 2 + 100) --format json").utf8)
        let ledger = try JSONDecoder().decode(Reminders.self, from: answer).reminders
        if inTheAir { records = try timedByDecision(records, JSONDecoder().decode(Decisions.self, from: answer)) }
        let audit = try await machine.run("aftercarectl audit 2>&1; echo \"it ended with $?\"")
        if !audit.hasSuffix("it ended with 0\n") { objections.append("'aftercarectl audit' finds: \(audit)") }
        let judgement = Judgement(expected: expected, mayMiss: mayMiss, records: records, ledger: ledger)
        tally.add(judgement)
        tally.stuck += objections.count
        if !judgement.isClean || !objections.isEmpty {
            let log = try await machine.run(
                "journalctl --quiet --no-pager --namespace=\(Service.namespace) --unit aftercared | grep -v Until; true")
            try Evidence(fault: tally.fault, seed: seed).keep(
                findings: objections + judgement.findings, records: records,
                ledger: ledger.map { "\($0.id) \($0.state) \($0.patient) \($0.instruction) \($0.sequence ?? 0) \($0.cursor ?? "-")" },
                log: log)
        }
        objections = []
        return records
    }

    private struct Decisions: Decodable {
        struct Decision: Decodable {
            let id: String
            let decidedAt: Date

            enum CodingKeys: String, CodingKey { case id, decidedAt }

            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                id = try container.decode(String.self, forKey: .id)
                decidedAt = try Date(container.decode(String.self, forKey: .decidedAt), strategy: .iso8601)
            }
        }

        let reminders: [Decision]
    }

    private mutating func timedByDecision(_ records: [[String: String]], _ decisions: Decisions) -> [[String: String]] {
        let decided = Dictionary(decisions.reminders.map { ($0.id, $0.decidedAt) }) { one, _ in one }
        var moved = 0
        let timed = records.map { record in
            guard let at = record["AFTERCARE_REMINDER_ID"].flatMap({ decided[$0] }),
                let shown = record["__REALTIME_TIMESTAMP"].flatMap({ Double($0) }), shown / 1_000_000 < at.timeIntervalSince1970
            else { return record }
            moved += 1
            return record.merging(["__REALTIME_TIMESTAMP": "\(Int64(at.timeIntervalSince1970 * 1_000_000))"]) { $1 }
        }
        if moved > 0 { remark("\(moved) reminders were decided when due and in the air when the clock was set back") }
        return timed
    }
}
