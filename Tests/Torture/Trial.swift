import Foundation
import TestMachine

/// One fault, done to one daemon: its chance, its bursts and its tally.
package struct Trial {
    package private(set) var tally: Tally
    package let seed: UInt64
    var dice: Dice
    private(set) var ward: Ward
    private let settings: [String]
    /// What had to be said up to now.
    private var expected: [Judgement.Subject: Date] = [:]
    private var bursts = 0
    /// Seconds that it takes to state a patient, as measured.
    private var pace = 0.004
    /// How many reminders have a receipt that belong to no burst.
    private var foreign = 0
    /// Records that were read before something could remove them from the journal.
    private var kept: [[String: String]] = []
    /// What was due earlier is no burst's; nil: there is nothing such.
    private var begin: Date?

    init(_ fault: String, seed: UInt64, settings: [String] = []) async throws {
        tally = Tally(fault)
        self.seed = seed
        dice = Dice(seed: seed)
        try Evidence(fault: fault, seed: seed).clear()
        self.settings = settings
        ward = try await Ward.made(settings)
    }

    /// Begins anew with an empty store, after a judgement: what was said up to now is done with. Not started yet.
    mutating func renew() async throws {
        ward = try await Ward.made(settings)
        expected = [:]
        kept = []
        foreign = 0
        begin = nil
    }

    /// The store is on another machine by now. What is in the first one's journal is kept.
    mutating func move(to other: Ward) async throws {
        try await keepRecords()
        ward = other
    }

    // MARK: Bursts

    /// States a burst that is due in some seconds, so many that it is stated by then.
    ///
    /// - Parameter soonest: seconds that have to be left then, about.
    mutating func burst(_ reminders: Int, instants: Int = 1, soonest: TimeInterval = 0) async throws -> Burst {
        for _ in 0..<5 {
            if let burst = try await burstInTime(reminders, instants: instants, soonest) { return burst }
            // What came too late is no burst: it may have been missed, or not.
            pace *= 2
            _ = try await ward.drained(0, within: .seconds(30))
            foreign = try await ward.counts().settled - expected.count
        }
        throw TortureFailure.tooSlow("five bursts were not stated by the time they were due")
    }

    private mutating func burstInTime(_ reminders: Int, instants: Int, _ soonest: TimeInterval) async throws -> Burst? {
        let wait = soonest + 0.7 + pace * 1.5 * Double(reminders / Burst.perPatient)
        let due = (Date().timeIntervalSince1970 + wait).rounded(.up)
        let burst = Burst(
            "\(bursts)", reminders: reminders,
            due: (0..<instants).map { Date(timeIntervalSince1970: due + Double($0)) })
        bursts += 1
        var isInTime = false
        let took = try await ContinuousClock().measure { isInTime = try await ward.state(burst) }
        guard isInTime else { return nil }
        pace = max(0.002, took / .seconds(1) / Double(burst.reminders / Burst.perPatient))
        expected.merge(burst.expected) { one, _ in one }
        return burst
    }

    /// Waits for the moment at which a burst is due, and some time more.
    func wait(for burst: Burst, and more: Duration = .zero) async throws {
        let left = (burst.due.min() ?? Date()).timeIntervalSinceNow
        try await pause(.seconds(max(0, left)) + more)
    }

    /// Lets real time pass: the daemon under torture has no other clock.
    func pause(_ time: Duration) async throws { try await ContinuousClock().sleep(for: time) }

    /// From now on a judgement leaves out what was due before this time, at least a day ago, and what the journal has by
    /// another protocol than the bursts'.
    mutating func leaveOut(before begin: Date) { self.begin = begin }

    // MARK: The verdict

    mutating func ran(_ times: Int = 1) { tally.runs += times }

    /// Something that must not be, and that the journal and the ledger do not show.
    mutating func object(_ objection: String) {
        tally.stuck += 1
        objections.append(objection)
    }
    private var objections: [String] = []

    /// What was measured, beside the usual figures.
    mutating func remark(_ remark: String) { tally.remarks.append(remark) }

    /// What became of another clinic's reminders counts, too. To be called before `judge`.
    mutating func add(_ judgement: Judgement) {
        tally.add(judgement)
        objections += judgement.findings
    }

    /// What was late, by how much.
    mutating func late(_ time: Duration) { tally.recovered(in: time) }

    /// Waits until everything up to now has its receipt.
    ///
    /// - Parameter since: the end of the fault.
    mutating func recover(since: ContinuousClock.Instant, within limit: Duration = .seconds(90)) async throws {
        _ = try await ward.drained(expected.count + foreign, within: limit)
        tally.recovered(in: ContinuousClock.now - since)
    }

    /// Reads what the journal holds of ours, before something removes it.
    mutating func keepRecords() async throws { kept += try await ward.records() }

    /// Holds everything up to now against the journal and the ledger, and keeps the evidence where they differ.
    ///
    /// - Returns: the judgement, and the records that it was made from.
    @discardableResult
    mutating func judge() async throws -> (judgement: Judgement, records: [[String: String]]) {
        let records = kept + (try await ward.records(ofBurstsAlone: begin != nil))
        let ledger = try await ward.ledger(since: begin)
        let judgement = Judgement(expected: expected, records: records, ledger: ledger)
        tally.add(judgement)
        if !judgement.isClean || !objections.isEmpty {
            let log = (try? await ward.service.log()) ?? ""
            try Evidence(fault: tally.fault, seed: seed).keep(
                findings: objections + judgement.findings, records: records,
                ledger: ledger.map { row in
                    [row.id, row.state, row.patient, row.instruction, "\(row.sequence ?? 0)", row.cursor ?? "-"]
                        .joined(separator: " ")
                }, log: log)
        }
        return (judgement, records)
    }
}
