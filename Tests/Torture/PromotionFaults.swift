import Foundation
import TestMachine

// A machine that dies with its disk: the spare one has a backup, and what reached the collector.

extension Fault {
    /// What the uploader still had to send is said again, marked as uncertain: exactly that, and nothing else.
    ///
    /// - Parameters:
    ///   - arrived: how many reminders a run are with the collector in time.
    ///   - lagging: how many are not.
    static func laggingUploader(_ runs: Int, arrived: Int, lagging: Int) -> Fault {
        Fault("promoted, the uploader lagging") { trial in
            try await trial.ward.service.start()
            for _ in 0..<runs { try await trial.travel { try await $0.lag(arrived: arrived, lagging: lagging) } }
            try await trial.judge()
        }
    }

    /// A spare machine is promoted while the first one lives: both write, an audit of both names them, and the first one
    /// ends by itself once it sees the other's journal.
    static func splitBrain(seconds: Int) -> Fault {
        Fault("two that write at one time") { trial in
            try await trial.ward.service.start()
            try await trial.travel { try await $0.split(for: seconds) }
            try await trial.judge()
        }
    }
}

extension Trial {
    /// Two machines of their own, and what they have to tell in the end.
    fileprivate mutating func travel(_ way: (Convoy) async throws -> Convoy.Tale) async throws {
        var tale: Convoy.Tale?
        try await Convoy.boot { tale = try await way($0) }
        guard let tale else { return }
        add(tale.judgement)
        late(tale.took)
        for objection in tale.objections { object(objection) }
        ran()
    }
}

/// A clinic's machine that sends its reminders to a spare one, as Debian's systemd does.
private struct Convoy {
    let clinic: Ward
    let spare: Ward

    private static let collection = "/var/log/journal/remote"
    private static let uploader = "upload.service"
    private static let backup = "/root/the backup"

    struct Tale {
        let judgement: Judgement
        /// From the promotion until everything had its receipt, or until the first machine had ended.
        let took: Duration
        let objections: [String]
    }

    static func boot(_ use: (Convoy) async throws -> Void) async throws {
        try await Machine.boot(adding: ["systemd-journal-remote"]) { clinic in
            try await Machine.boot(adding: ["systemd-journal-remote"]) { spare in
                func ward(on machine: Machine) async throws -> Ward {
                    try await Machine.$booted.withValue(machine) { try await Ward.made() }
                }
                let convoy = Convoy(clinic: try await ward(on: clinic), spare: try await ward(on: spare))
                try await spare.connect(to: clinic, number: 1)
                try await convoy.collect()
                try await use(convoy)
            }
        }
    }

    /// Starts the collector and the uploader.
    private func collect() async throws {
        try await spare.machine.succeed(
            "sh", "-ec",
            """
            install -d -o systemd-journal-remote -g systemd-journal-remote \(Self.collection)
            systemd-run --quiet --unit=collect --property=User=systemd-journal-remote \\
                /lib/systemd/systemd-journal-remote --listen-http=19532 --output=\(Self.collection)/
            """)
        try await clinic.service.start()
        let id = try await clinic.machineID()
        try await clinic.machine.succeed(
            "systemd-run", "--quiet", "--unit=\(Self.uploader)", "--property=Restart=always", "--property=RestartSec=200ms",
            "--property=StartLimitIntervalSec=0", "/lib/systemd/systemd-journal-upload", "--url=http://10.0.1.1:19532",
            "--directory=/var/log/journal/\(id).\(Service.namespace)", "--save-state=/root/uploaded")
    }

    /// Two bursts, of which the second never gets to the collector.
    func lag(arrived: Int, lagging: Int) async throws -> Tale {
        let (first, second) = try await stated(arrived, lagging)
        try await clinic.machine.succeed("aftercarectl", "backup", "--force", Self.backup)
        guard Date() < first.due[0] else { throw TortureFailure.tooSlow("the backup came after the first reminders") }
        guard try await clinic.drained(first.reminders, within: .seconds(60)) else {
            throw TortureFailure.notDone("the first burst was not said")
        }
        try await eventually("the collector has the first burst", within: .seconds(60)) { try await collected() == first.messages }
        guard Date() < second.due[0] - 1 else { throw TortureFailure.tooSlow("the first burst took until the second") }
        try await clinic.machine.succeed("systemctl", "kill", "--signal=STOP", Self.uploader)
        guard try await clinic.drained(first.reminders + second.reminders, within: .seconds(90)) else {
            throw TortureFailure.notDone("the second burst was not said")
        }
        try await clinic.loseItsPower()
        let lost = try await clinic.records().filter { second.isOurs($0["AFTERCARE_PATIENT"] ?? "") }

        let (expected, promoted) = (first.reminders + second.reminders, ContinuousClock.now)
        try await promote("--journal", Self.collection)
        var objections: [String] = []
        if try await !spare.drained(expected, within: .seconds(90)) { objections.append("not all had a receipt within 90 s") }
        let took = ContinuousClock.now - promoted
        let again = try await spare.records()
        let marked = try await spare.uncertain()
        if Set(marked) != Set(lost.compactMap { $0["AFTERCARE_REMINDER_ID"] }) || marked.count != lost.count || again.count != marked.count
        {
            objections.append("\(lost.count) were on their way; \(again.count) were said again, \(marked.count) of them as uncertain")
        }
        let audit = try await spare.machine.run("aftercarectl", "audit")
        if !audit.isSuccess { objections.append("the audit: \(audit)") }
        // Whatever the lost machine gave, numbers go on far above, one for each record.
        let given = try await clinic.records().compactMap { $0["AFTERCARE_SEQ"].flatMap { Int($0) } }.max() ?? 0
        let numbers = Set(again.compactMap { $0["AFTERCARE_SEQ"].flatMap { Int($0) } })
        if numbers.count != Set(again.map { $0["__CURSOR"] }).count || numbers.min() ?? 0 <= given {
            objections.append("the numbers that are given again: \(numbers.sorted())")
        }
        // What is left of the clinic's machine is what was collected of it.
        let left = try await clinic.records().filter { first.isOurs($0["AFTERCARE_PATIENT"] ?? "") }
        let unnumbered = (left + again).map { $0.filter { $0.key != "AFTERCARE_SEQ" } }
        let judgement = Judgement(
            expected: first.expected.merging(second.expected) { one, _ in one }, records: unnumbered, ledger: try await spare.ledger())
        return Tale(judgement: judgement, took: took, objections: objections)
    }

    /// Both say what they know, for so many seconds.
    func split(for seconds: Int) async throws -> Tale {
        let begin = Date().timeIntervalSince1970.rounded() + 25
        let burst = Burst("split", reminders: 10 * seconds, due: (0..<seconds).map { Date(timeIntervalSince1970: begin + Double($0)) })
        guard try await clinic.state(burst) else { throw TortureFailure.tooSlow("the burst was not stated by the time it was due") }
        try await clinic.machine.succeed("aftercarectl", "backup", "--force", Self.backup)
        try await promote()
        guard Date() < burst.due[0] else {
            throw TortureFailure.tooSlow("the spare machine was not promoted by the time the burst was due")
        }
        for ward in [clinic, spare] {
            guard try await ward.drained(burst.reminders, within: .seconds(60 + seconds)) else {
                throw TortureFailure.notDone("a machine did not say all")
            }
        }
        // While both live, each one's own journal and ledger are as they should be.
        let judgement = Judgement(expected: burst.expected, records: try await clinic.records(), ledger: try await clinic.ledger())
        var objections: [String] = []
        let ids = [try await clinic.machineID(), try await spare.machineID()]
        try await eventually("the collector has all", within: .seconds(60)) { try await collected() == burst.messages }
        let audit = try await spare.machine.run("aftercarectl", "audit", "--journal", Self.collection)
        if audit.exitStatus != 4 || !ids.allSatisfy(audit.output.contains) { objections.append("the audit of both: \(audit)") }

        let shown = ContinuousClock.now
        let journal = "/var/log/journal/\(ids[1]).\(Service.namespace)"
        try await Tool.copy.run(["-a", spare.machine.seen(journal).path, clinic.machine.seen("/var/log/journal/").path]).expectSuccess()
        do {
            try await eventually("the first one has ended", within: .seconds(150)) {
                let ended = try await clinic.service.properties("ActiveState", "ExecMainStatus")
                return ended["ActiveState"] == "failed" && ended["ExecMainStatus"] == "69"
            }
        } catch Failure.tooLate {
            objections.append("the first machine went on for 150 s beside the other's journal")
        }
        return Tale(judgement: judgement, took: ContinuousClock.now - shown, objections: objections)
    }

    /// Two bursts, the second some seconds after the first, on the clinic's machine.
    private func stated(_ first: Int, _ second: Int) async throws -> (Burst, Burst) {
        let begin = Date().timeIntervalSince1970.rounded(.up) + 15
        let bursts = (
            Burst("early", reminders: first, due: [Date(timeIntervalSince1970: begin)]),
            Burst("late", reminders: second, due: [Date(timeIntervalSince1970: begin + 20)])
        )
        let areInTime = (try await clinic.state(bursts.0), try await clinic.state(bursts.1))
        guard areInTime == (true, true) else { throw TortureFailure.tooSlow("the bursts were not stated by the time they were due") }
        return bursts
    }

    /// Puts the backup on the spare machine, and has it take over.
    private func promote(_ words: String...) async throws {
        try await Tool.copy.run([clinic.machine.seen(Self.backup).path(percentEncoded: false), spare.machine.seen("/root/").path])
            .expectSuccess()
        try await spare.service.start()
        try await spare.machine.run(["aftercarectl", "promote", "--fenced", "--backup", Self.backup] + words).expectSuccess()
    }

    /// How many messages the collector has.
    private func collected() async throws -> Int {
        let found = try await spare.machine.run(
            "journalctl", "--quiet", "--directory=\(Self.collection)", "--output=cat", "--output-fields=AFTERCARE_SEQ",
            "SYSLOG_IDENTIFIER=aftercare")
        return found.output.split(separator: "\n").count
    }
}

extension Ward {
    /// The ids of the reminders that were marked so, one for each record of theirs.
    fileprivate func uncertain() async throws -> [String] {
        let records = try await service.journal("SYSLOG_IDENTIFIER=aftercare", "_UID=\(user)", "AFTERCARE_REDELIVERY=uncertain")
        return try Self.reminders(of: records).filter { $0["AFTERCARE_REDELIVERY"] == "uncertain" }
            .compactMap { $0["AFTERCARE_REMINDER_ID"] }
    }
}
