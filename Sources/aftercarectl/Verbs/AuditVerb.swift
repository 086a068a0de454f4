import Aftercare
import AftercareAPI
import ArgumentParser
import Systemd

struct AuditVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Hold the ledger against the journal itself, and prove that each is true.",
        discussion: """
            Reads the journal of the service's namespace as whoever runs it, which root, its staff and its viewers may \
            (without a namespace: root, and the group systemd-journal), and the ledger from the service. Proven: every \
            number was given, each reminder with a receipt has its record, and has it once; what went with old journal \
            files is counted apart. Records that another user wrote do not count. A record is allowed to be there twice \
            only where it says that damage of the journal hid \
            the first one.

            Doubtful: what is there is right, but another user wrote records there that look like the service's, or \
            reminders went with their files within 30 days of being written (half of MaxRetentionSec= in \
            journald@aftercare.conf, where that is less). Then somebody can write to the journal who should not, or has \
            filled it: 'aftercarectl doctor' says which of its sockets are open. Once that is mended, '--since' leaves \
            out what was before.

            Ends with \(ExitStatus.done.rawValue) where it is proven, \(ExitStatus.notAllWell.rawValue) where it is \
            refuted or doubtful, and \(ExitStatus.cannotTell.rawValue) where part of the journal cannot be read. What is refuted \
            was looked at twice.

            With '--collected' no service is asked: the journals of many machines are read, as systemd-journal-remote \
            gathers them, and each clinic's numbers are looked through by themselves. Proven is then: from the first \
            number that is there to the last, none is missing and no reminder is there twice. What came after the last \
            cannot be told: see when that came. A missing number that the service may have taken back is for the clinic's \
            own audit to tell. Those records count that came from a unit aftercared.service on their machine, so says \
            its journal; or, without one, that bear a good seal; or those of '--uid'.

            EXAMPLES:
              aftercarectl audit
              aftercarectl audit --since now-1d --format json
              aftercarectl audit --collected /var/log/journal/remote --key /etc/aftercare/keys
            """)

    @Option(
        help: ArgumentHelp(
            "Only what was due at this time or later, like now-1d, or '2026-11-21 17:30' on this machine's clock; with "
                + "'--collected', what was written then or later.",
            valueName: "time"))
    var since: String?
    @Option(
        help: ArgumentHelp("The journal namespace to read (default: the one that the service was told).", valueName: "name"))
    var namespace: String?
    @Option(
        help: ArgumentHelp(
            "Verify the seal of every record with the key in this file. With '--collected' it may be said again, or name a "
                + "directory of keys; one whose file is named after a store's id counts for that store alone.",
            valueName: "file"), completion: .file())
    var key: [String] = []
    @Option(help: ArgumentHelp("Read the journal files in this directory instead.", valueName: "directory"), completion: .directory)
    var directory: String?
    @Option(
        help: ArgumentHelp(
            "Ask no service: read the journals that systemd-journal-remote collected in this directory and below, and audit "
                + "each clinic by its numbers.", valueName: "directory"), completion: .directory)
    var collected: String?
    @Option(
        help: ArgumentHelp(
            "With '--collected': only records of this user count, on every machine (default: of the user whom each machine's "
                + "journal saw in aftercared's unit). May be said again.", valueName: "number"))
    var uid: [UInt32] = []
    @Option(
        name: .customLong("journal"),
        help: ArgumentHelp(
            "Also look here for what other machines wrote for this store: a directory with a dead machine's journal, or what a "
                + "collector has of it. Those of aftercared.yaml, and below /var/log/journal, are looked into anyway. May be said again.",
            valueName: "directory"), completion: .directory)
    var journals: [String] = []
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        let sources = [("--namespace", namespace), ("--directory", directory), ("--collected", collected)].filter { $0.1 != nil }
        if sources.count > 1 {
            throw ValidationError("say \(sources.map { "'\($0.0)'" }.joined(separator: " or ")), not both")
        }
        if collected == nil, !uid.isEmpty { throw ValidationError("'--uid' goes with '--collected'; the service says who it is") }
        if collected == nil, key.count > 1 { throw ValidationError("several keys go with '--collected'; this service has one") }
    }

    func run() async throws {
        let zones = Zones.ofThisMachine()
        let begin = try since.map { try Self.instant($0, zone: zones.machine) }
        if let collected { return try await audit(collected: collected, since: begin, zones: zones) }
        let key = try key.first.map(SealKey.read)
        let report = try await Service.talk(global) { service in
            let evidence = try await evidence(service, key)
            let first = try await Self.audit(service, evidence, since: begin, place: global.place)
            // The service keeps running during the audit, so check again before reporting a problem.
            return first.verdict == .refuted || first.verdict == .doubtful
                ? try await Self.audit(service, evidence, since: begin, place: global.place) : first
        }
        try await global.output.show(report) { canvas in
            AuditSheet(
                report: report, clock: StaffTimeFormat(zone: zones.machine, now: .current), commands: global.commands
            ).lines(on: canvas)
                .joined(separator: "\n")
        }
        try Self.end(report.verdict)
    }

    private static func end(_ verdict: AuditReport.Verdict) throws {
        switch verdict {
        case .proven: return
        case .refuted, .doubtful: throw NotAllWell()
        case .cannotTell: throw CannotTell()
        }
    }

    /// Audits the records of many clinics at a collector, without their ledgers.
    private func audit(collected directory: String, since: Instant?, zones: Zones) async throws {
        let keys = try KeyRing(key)
        func look() throws -> CollectedReport {
            var audit = CollectedAudit(uids: Set(uid), since: since)
            let unread = try CollectedEvidence(directory: directory).read(into: &audit, keys: keys)
            if let refused = unread.first(where: \.isPermission) {
                throw Failure(
                    message: "not all that was collected can be read as you (\(refused)); run this as root, or as a user of "
                        + "the group systemd-journal-remote", status: .notPermitted)
            }
            let report = audit.report(unread: unread.map(\.description))
            guard !report.clinics.isEmpty || !unread.isEmpty else {
                throw Failure(
                    message: "no record of aftercared is in the journal files of '\(directory)'\(since == nil ? "" : " since then"); "
                        + "see that each clinic's machine sends the journal of its namespace: systemd-journal-upload with "
                        + "'--directory=/var/log/journal/MACHINE-ID.aftercare'", status: .cannotTell)
            }
            return report
        }
        var report = try look()
        // Clinics keep sending during the audit, so check again before reporting a problem.
        if report.verdict != .proven { report = try look() }
        try await global.output.show(report) { canvas in
            CollectedSheet(report: report, clock: StaffTimeFormat(zone: zones.machine, now: .current)).lines(on: canvas)
                .joined(separator: "\n")
        }
        try Self.end(report.verdict)
    }

    /// Reads the ledger, then the journal, then the end of the ledger again.
    ///
    /// So the audit expects nothing in the journal that arrived after it was read, and knows every record in it that
    /// the ledger had by then.
    private static func audit(
        _ service: Service, _ journal: JournalEvidence, since: Instant?, place: ServicePlace
    ) async throws -> AuditReport {
        var ledger = try await LedgerEvidence(from: service, since: since)
        var audit = try ledger.audit(isOursAlone: journal.isOursAlone)
        try await ledger.read(into: &audit, isNew: false)
        var unread = journal.read(into: &audit, uid: ledger.head.uid, writers: ledger.head.writers.map(\.author))
        // Read the extent after the records: a file removed in between then counts as removed.
        let (reach, missed) = journal.reach(of: ledger.head.uid)
        let machines = ledger.head.writers.map(\.author.machine)
        let present = journal.isWhole ? journal.present(of: machines) : Set(machines)
        unread += missed.filter { !unread.contains($0) }
        if let refused = unread.first(where: \.isPermission) {
            throw Failure(
                message: "the journal cannot be read as you (\(refused)); \(remedy(journal.source, place))", status: .notPermitted)
        }
        try await ledger.read(into: &audit, isNew: true)
        return audit.report(
            highest: ledger.head.highest, free: ledger.free, left: ledger.head.left,
            machines: present, restoredAt: ledger.head.restoredAt, reach: reach,
            unread: unread.map(\.description), keptSince: journal.keptSince(.current))
    }

    /// How a user who may not read a journal can get permission.
    static func remedy(_ source: JournalSource, _ place: ServicePlace) -> String {
        guard case .namespace = source, let staff = place.staff else {
            return "run this as root, or log in anew once you are in the group: 'usermod -aG systemd-journal NAME'"
        }
        if let group = Membership.new(among: [staff, "\(staff)-view"]) {
            return "you are in the group '\(group)', and this login began before that: log out and in again"
        }
        return "run this as root, or as a member of '\(staff)' or '\(staff)-view', to whom it is open: 'usermod -aG \(staff)-view "
            + "NAME', then log in anew; if you are one: 'systemctl restart \(place.unit)' opens it anew"
    }

    private func evidence(_ service: Service, _ key: [UInt8]?) async throws -> JournalEvidence {
        let given = journals.map(JournalSource.tree)
        if let directory { return JournalEvidence(source: .directory(directory), others: given, isWhole: false, key: key) }
        let machine: MachineBody = try await service.get("machine")
        let namespace = namespace.map { $0.isEmpty ? nil : $0 } ?? machine.namespace
        return JournalEvidence(of: machine, namespace: namespace, isUsers: global.place.isUsers, given: given, key: key)
    }

    private static func instant(_ text: String, zone: Zone) throws -> Instant {
        var problems = Problems()
        let instant = problems.instant(text, in: zone, now: .current, at: "--since")
        guard let instant else {
            throw Failure(message: problems.list.map(\.message).joined(separator: "\nerror: "), status: .usage)
        }
        return instant
    }
}
