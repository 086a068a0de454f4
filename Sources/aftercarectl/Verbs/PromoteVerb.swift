import Aftercare
import AftercareAPI
import ArgumentParser
import Foundation
import Systemd

struct PromoteVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote", abstract: "Have this machine take the place of one that is off for good.",
        discussion: """
            A store that comes to another machine, moved or from a backup, holds back what the old machine may have said \
            while that machine's journal cannot be read here ('aftercarectl status' names it). Where the journal can still \
            be had, that is the better way: below /var/log/journal, as it was, or in a directory that 'journals' in \
            aftercared.yaml names. Else a person decides, with this: nothing more will turn up. What is still of use is said \
            then, each with the mark AFTERCARE_REDELIVERY=uncertain, since the patient may have heard it before.

            The old machine must be off and stay off: two that write for one store say everything twice. It asks; '--fenced' says \
            so in a script. Should the old machine come back and see this one's records, it ends by itself.

            With '--backup' and '--journal', as root: looks at both first; then stops the service, brings the journal files \
            to /var/log/journal, puts the backup in place, and starts the service. What the journals have is taken over and \
            not said again. It tells what was entered after the backup as far as they show it; what led to no reminder is \
            in no journal, so ask whoever entered it. What is named from then on bears higher numbers (T-2001, say), so that no \
            new session is taken for an older one.

            EXAMPLES:
              aftercarectl promote
              aftercarectl promote --fenced --backup /var/backups/aftercare/aftercare-20261130T031500Z.sqlite
              aftercarectl promote --backup /mnt/aftercare.sqlite --journal /mnt/old/var/log/journal
            """)

    @Option(help: ArgumentHelp("Put this backup in the place of the store first.", valueName: "file"), completion: .file())
    var backup: String?
    @Option(
        name: .customLong("journal"),
        help: ArgumentHelp(
            "Bring the old machine's journal files from this directory and below, or what a collector has of them, to "
                + "/var/log/journal first. May be said again.", valueName: "directory"), completion: .directory)
    var journals: [String] = []
    @Flag(help: "Do not ask: the old machine is off, and stays off.") var fenced = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        guard fenced || Terminal.canAsk else {
            throw Failure(
                message: "say '--fenced' if every machine that had this store is off and stays off: nobody is here to be asked",
                status: .usage)
        }
        let takenAt = try await putInPlace()
        try await Service.talk(global) { service in
            let before: ServiceStatus = try await service.get("status")
            if !restarts { try ask(before.withheld.map { "\(Self.machine($0)) may have said \(Self.what($0))." }) }
            var body: Promotion = try await service.post("promote", [String: String]())
            if let takenAt { body.sinceBackup = try await Self.told(by: service, since: takenAt) }
            let (told, zone) = (body, Zones.ofThisMachine().machine)
            try await global.output.show(body) { _ in Self.lines(told, zone: zone, global.commands).joined(separator: "\n") }
        }
    }

    /// Whether the service has to be stopped and restarted.
    private var restarts: Bool { backup != nil || !journals.isEmpty }

    /// Checks the backup and the journal files, asks for confirmation, and puts them in place.
    ///
    /// - Returns: the moment that the backup shows; nil when there is no backup, or it does not record one.
    private func putInPlace() async throws -> Instant? {
        guard restarts else { return nil }
        guard UserIdentity.uid == 0 else {
            throw Failure(message: "only root puts a backup or a journal in place; run this as root", status: .notPermitted)
        }
        let sound = try backup.flatMap(Self.checked)
        let handed = try await handed(of: sound?.store)
        try ask(
            ["The service is stopped" + (backup.map { ", and its store replaced by '\($0)'." } ?? ".")]
                + journals.map { "The journal files in '\($0)' are copied to /var/log/journal." })
        try restarted {
            for journal in handed { try journal.bring() }
            if let backup { try run(global.commands.restoring(backup)) }
        }
        return sound?.takenAt
    }

    /// The given journals, after they were searched.
    private func handed(of store: String?) async throws -> [HandedJournal] {
        guard !journals.isEmpty else { return [] }
        let id =
            if let store { store } else {
                try await Service.talk(global) { service in try await LedgerEvidence.head(of: service).store }
            }
        return try journals.map { try HandedJournal($0, of: id, namespace: global.commands.namespace) }
    }

    /// What the journals show about the time since the backup.
    private static func told(by service: Service, since takenAt: Instant) async throws -> SinceBackup {
        let machine: MachineBody = try await service.get("machine")
        let ledger = try await LedgerEvidence.head(of: service)
        // Only root gets here, and only for a service of the machine.
        let evidence = JournalEvidence(of: machine, namespace: machine.namespace, isUsers: false)
        let records = evidence.said(since: takenAt, for: ledger.store, by: ledger.writers.map(\.author))
        let patients = Set(records.compactMap { $0["AFTERCARE_PATIENT"] }.compactMap { PatientID($0) })
        return SinceBackup(takenAt: takenAt, records: records, known: try await service.patients(patients))
    }

    private func ask(_ consequences: [String]) throws {
        guard !fenced else { return }
        try Question(
            consequences: consequences + ["What is still of use of it is said again, marked as uncertain."],
            asked: "Is every other machine that had this store off, and does it stay off?"
        ).ask()
    }

    /// The check of a backup; throws if it cannot be restored.
    private static func checked(_ file: String) throws -> BackupCheckBody? {
        let check = try BackupInspector().check([file]).backups.first
        if let problem = check?.problem {
            throw Failure(message: "'\(file)' cannot be restored (\(problem)); nothing was changed", status: .refused)
        }
        return check
    }

    /// Stops the service, runs `work` and starts the service again; if `work` fails, starts it with what it had, where
    /// possible.
    private func restarted(_ work: () throws -> Void) throws {
        func systemctl(_ verb: String) -> [String] { global.commands.systemctl(verb).split(separator: " ").map(String.init) }
        try run(systemctl("stop"))
        do { try work() } catch {
            // The first error is the one that matters.
            try? run(systemctl("start"))
            throw error
        }
        try run(systemctl("start"))
    }

    private func run(_ words: [String]) throws {
        let status = try ChildProgram(words: words).run(isCaptured: false).status
        guard status == 0 else {
            throw Failure(message: "'\(words.joined(separator: " "))' ended with \(status); nothing was promoted", status: .unavailable)
        }
    }

    private static func machine(_ withheld: Withheld) -> String {
        withheld.machine.isEmpty ? "A machine that nobody knows any more" : "Machine \(withheld.machine)"
    }

    private static func what(_ withheld: Withheld) -> String {
        withheld.reminders > 0 ? withheld.reminders.counted("reminder") + " without a receipt" : "what was due before the store came here"
    }

    /// The decisions, and how to see their effects.
    static func lines(_ body: Promotion, zone: Zone, _ commands: ServiceCommands) -> [String] {
        var lines = ["this machine is the one that writes for the store: its epoch \(body.epoch)"]
        if body.withoutReceipt > 0 {
            lines.append("\(body.withoutReceipt.counted("reminder")) that another machine sent without a receipt: decided anew")
        }
        if let until = body.inDoubtUntil {
            let local = zone.local(until)
            lines.append(
                "what was due up to \(local.date) \(local.time) (\(zone.name)), and is in no journal here: said now where it is still of use"
            )
        }
        if lines.count == 1 { lines.append("nothing was held back") }
        lines.append("what is said again bears a mark: \(commands.ownRecords) AFTERCARE_REDELIVERY=uncertain")
        return lines + (body.sinceBackup.map { Self.lines($0, StaffTimeFormat(zone: zone, now: .current)) } ?? [])
    }

    private static func lines(_ since: SinceBackup, _ clock: StaffTimeFormat) -> [String] {
        var lines = [
            "", "since the backup (\(clock.dated(since.takenAt))), as the journals here tell:",
            "  \(since.said.counted("reminder")) said; none of them is said again",
        ]
        for missing in since.missing {
            let what = missing.treatment.map { "session '\($0)' of '\(missing.patient)'" } ?? "patient '\(missing.patient)'"
            lines.append("  \(what), of \(missing.reminders.counted("reminder")): not in the backup, so enter it again")
        }
        for correction in since.corrections {
            lines.append("  '\(correction.patient)', \(clock.moment(correction.at)), a correction: \(correction.text)")
            lines.append("    something was changed that the backup does not know; change it again")
        }
        return lines + ["  what else was entered led to no reminder, and is in no journal: ask whoever works with it"]
    }
}
