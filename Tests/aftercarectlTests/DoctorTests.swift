import Aftercare
import AftercareAPI
import Foundation
import Systemd
import Testing

@testable import aftercarectl

@Suite struct `A doctor` {
    @Test func `finds nothing on a machine on which all is well`() throws {
        #expect(healthy.complaints == [])
        #expect(Diagnosis(healthy).isWell)
        #expect(Diagnosis(healthy).findings.map(\.subject) == Diagnosis.Subject.allCases)
        try Golden.expect(DoctorSheet(diagnosis: Diagnosis(healthy)).lines(on: .plain), "doctor")
    }

    @Test func `finds a limit that drops records, and none where it is lifted`() {
        #expect(healthy.limited(burst: 0, interval: 0).complaints == ["rate-limit wrong"])
        // An interval of 0 in the unit leaves journald's own.
        #expect(healthy.limited(burst: 10_000_000, interval: 0).complaints == [])
        #expect(healthy.limited(burst: 500, interval: 0).complaints == ["rate-limit wrong"])
        #expect(healthy.limited(burst: 0, interval: 0).journald("RateLimitBurst=0").complaints == [])
        #expect(healthy.limited(burst: 0, interval: 0).journald("RateLimitIntervalSec=0").complaints == [])
        #expect(healthy.limited(burst: 48_000, interval: 1_000_000).complaints == [])
        #expect(healthy.limited(burst: 47_999, interval: 1_000_000).complaints == ["rate-limit wrong"])
        #expect(healthy.limited(burst: 24_000, interval: 500_000).complaints == [])
        #expect(healthy.limited(burst: 71_999, interval: 1_500_000).complaints == ["rate-limit wrong"])
        #expect(healthy.limited(burst: 0, interval: 0, loadState: "not-found").complaints == ["rate-limit unknown"])
        #expect(healthy.limited(burst: 0, interval: 0).finding(.rateLimit)?.what.contains("only 10,000 records in 30 s") == true)
        #expect(healthy.limited(burst: 100, interval: 500_000).finding(.rateLimit)?.what.contains("only 100 records in 500 ms") == true)
        // journald does not learn what a user's own unit says of it.
        #expect(healthy.limited(burst: 100, interval: 0).with { $0.isUsers = true }.complaints == [])
    }

    @Test func `finds a journal that does not outlive the power`() {
        #expect(healthy.journald("Storage=volatile").complaints == ["journal wrong"])
        #expect(healthy.journald("Storage=none").complaints == ["journal wrong"])
        #expect(healthy.stored(on: nil).complaints == ["journal wrong"])
        #expect(healthy.stored(on: "tmpfs").complaints == ["journal wrong"])
        #expect(healthy.stored(on: nil).finding(.journal)?.mend?.contains("mkdir -p /var/log/journal") == true)
        #expect(healthy.journald("Storage=volatile").finding(.journal)?.mend?.hasSuffix(" && journalctl --flush") == true)
        #expect(healthy.journald("Storage=persistent").stored(on: nil).finding(.journal)?.mend?.contains("is /var full") == true)
        let apart = healthy.limited(burst: 10_000_000, interval: 30_000_000, namespace: "aftercare")
            .serving { $0.machine.namespace = "aftercare" }.with { $0.sockets = closed }
        #expect(apart.complaints == [])
        #expect(apart.journald("Storage=volatile").finding(.journal)?.mend?.contains("journald@aftercare.conf") == true)
        #expect(apart.journald("Storage=volatile").finding(.journal)?.mend?.contains("--flush") == false)
        #expect(healthy.serving { $0.machine.namespace = "aftercare" }.complaints == ["journal wrong", "writers unknown"])
        #expect(apart.serving { $0.machine.namespace = nil }.complaints == ["journal wrong"])
        #expect(healthy.serving { $0.receiptsInMemory = 3 }.complaints == ["receipts wrong"])
    }

    @Test func `finds a journal into which others may write, or the service may not`() {
        func looked(_ socket: String, owner: UInt32 = 990, mode: UInt32) -> DoctorFacts {
            healthy.limited(burst: 10_000_000, interval: 30_000_000, namespace: "aftercare")
                .serving { $0.machine.namespace = "aftercare" }
                .with { facts in
                    facts.sockets = closed.map {
                        $0.path.hasSuffix("/\(socket)") ? JournalSocketFile(path: $0.path, owner: owner, mode: mode) : $0
                    }
                }
        }
        #expect(looked("socket", mode: 0o600).complaints == [])
        for socket in ["socket", "dev-log", "stdout"] {
            let open = looked(socket, owner: 0, mode: 0o666)
            #expect(open.complaints == ["writers wrong"])
            #expect(open.finding(.writers)?.what.hasSuffix("by '/run/systemd/journal.aftercare/\(socket)'") == true)
        }
        let two = looked("socket", mode: 0o600).with { facts in
            facts.sockets = closed.map { JournalSocketFile(path: $0.path, owner: 0, mode: $0.path.hasSuffix("/stdout") ? 0o600 : 0o666) }
        }
        #expect(
            two.finding(.writers)?.what.hasSuffix("by '/run/systemd/journal.aftercare/socket', '/run/systemd/journal.aftercare/dev-log'")
                == true)
        #expect(looked("stdout", mode: 0o660).finding(.writers)?.what.hasPrefix("the group of ") == true)
        #expect(looked("socket", owner: 0, mode: 0o600).finding(.writers)?.what.hasPrefix("the service (uid 990) may not write") == true)
        #expect(looked("socket", mode: 0o600).with { $0.sockets = [] }.complaints == ["writers unknown"])
        // What 'journalctl' asks by is root's, and takes no records.
        let varlink = JournalSocketFile(path: "/run/systemd/journal.aftercare/io.systemd.journal", owner: 0, mode: 0o600)
        #expect(looked("socket", mode: 0o600).with { $0.sockets.append(varlink) }.complaints == [])
    }

    @Test func `finds another machine's journal that is waited for, and another number of the service's user`() {
        func moved(_ writers: Writer..., holders: [UInt32: String] = [:]) -> DoctorFacts {
            healthy.serving { $0.writers = writers }.with { $0.holders = holders }
        }
        #expect(healthy.finding(.machines)?.what == "this machine alone has written for the store")
        let alike = moved(wrote(1, "a", 990), wrote(2, "b", 990))
        #expect(
            alike.complaints == []
                && alike.finding(.machines)?.what.contains("machine \(String(repeating: "a", count: 32)) (epoch 2)") == true)
        let other = moved(wrote(1, "a", 741), wrote(2, "b", 990))
        #expect(other.complaints == ["machines wrong"])
        #expect(
            other.finding(.machines)?.mend?.contains("usermod --uid 741 aftercare; chown -R aftercare: /var/backups/aftercare;") == true)
        #expect(
            moved(wrote(1, "a", 741), wrote(2, "b", 990), holders: [741: "exim"]).finding(.machines)?.mend?.contains("the user 'exim'")
                == true)
        // Mended: the same machine, as the user that the other one had.
        #expect(moved(wrote(1, "a", 741), wrote(2, "b", 990), wrote(3, "b", 741)).complaints == [])
        #expect(moved(wrote(1, "a", nil), wrote(2, "b", 990)).complaints == [])
        #expect(moved().complaints == ["machines unknown"])
        let waiting = healthy.serving { $0.withheld = ["3 reminders are held back"] }
        #expect(waiting.complaints == ["machines wrong"] && waiting.finding(.machines)?.what == "3 reminders are held back")
    }

    @Test func `finds a service that does not answer, or whose reminders do not arrive`() {
        let down = healthy.with { $0.service = .unknown("nobody answers") }
        #expect(
            down.complaints == [
                "service wrong", "delivery unknown", "receipts unknown", "service-rights unknown", "zones unknown", "store unknown",
                "space unknown",
                "machines unknown",
            ])
        let shutOut = down.with {
            $0.isShutOut = true
            $0.caller.groups = [1000]
        }
        #expect(shutOut.complaints.prefix(1) == ["service unknown"] && shutOut.complaints.contains("your-rights wrong"))
        #expect(healthy.serving { $0.journal = JournalHealth(state: .failing, reason: "it is full") }.complaints == ["delivery wrong"])
        #expect(healthy.serving { $0.journal = JournalHealth(state: .none) }.complaints == ["delivery wrong"])
    }

    @Test func `finds a store that fails, or cannot even be read`() {
        let failing = healthy.serving { $0.storeTrouble = "the disk is read-only" }
        #expect(failing.complaints == ["delivery unknown", "store wrong"])
        #expect(failing.finding(.store)?.what == "the store cannot be used: the disk is read-only")
        let unreadable = failing.serving { $0.journal = nil }
        #expect(unreadable.complaints == ["delivery unknown", "receipts unknown", "store wrong"])
    }

    @Test func `asks a service whose store cannot be read all the same`() async throws {
        let standIn = try StandIn { question in
            if question.target.hasPrefix("/v1/machine"), let machine = healthy.service.value?.machine {
                return StandIn.Answer(body: json(machine))
            }
            return StandIn.Answer(status: 503, body: json(ErrorBody(code: .storeUnusable, message: "the store is gone")))
        }
        defer { standIn.stop() }
        let outcome = try await Program.run("doctor", socket: standIn.socket)
        #expect(outcome.status == 4 && outcome.data.contains("STORE\n  the store cannot be used: the store is gone\n"), "\(outcome)")
        #expect(outcome.data.contains("service      aftercared 0.1.0 answers\n"))
    }

    @Test func `finds missing memberships, of the service and of whoever asks`() {
        let blind = healthy.serving { $0.machine.readsJournal = false }
        #expect(blind.complaints == ["service-rights wrong"])
        #expect(blind.finding(.serviceRights)?.mend?.contains("SupplementaryGroups=systemd-journal") == true)
        let blindApart = healthy.limited(burst: 10_000_000, interval: 30_000_000, namespace: "aftercare")
            .serving { ($0.machine.namespace, $0.machine.readsJournal) = ("aftercare", false) }
        #expect(blindApart.finding(.serviceRights)?.mend?.contains("systemd-tmpfiles --create aftercare.conf") == true)
        #expect(healthy.serving { $0.machine.readsJournal = nil }.complaints == ["service-rights unknown"])
        #expect(healthy.with { $0.caller.readsJournal = false }.complaints == ["your-rights wrong"])
        #expect(healthy.with { $0.caller.readsJournal = nil }.complaints == ["your-rights unknown"])
        #expect(healthy.with { $0.staff?.number = nil }.finding(.yourRights)?.mend?.hasPrefix("systemd-sysusers") == true)
        #expect(healthy.with { $0.caller = .init(uid: 0, name: "root", groups: [0]) }.complaints == [])
        // A user's own service has no group.
        #expect(healthy.with { ($0.staff, $0.caller.groups) = (nil, [1000]) }.complaints == [])
        let stranger = healthy.with { $0.caller.groups = [1000] }
        #expect(
            stranger.finding(.yourRights)?.mend == "usermod -aG aftercare nurse, as root, or aftercare-view to look only; then log in anew")
    }

    @Test func `lets viewers look, and tells who was just added to log in anew`() {
        let viewer = healthy.with { $0.caller.groups = [1000, 991] }
        #expect(viewer.complaints == [])
        #expect(
            viewer.finding(.yourRights)?.what
                == "you (nurse) may look at the service, and change nothing, and read the journal")
        for group in [UInt32(990), 991] {
            let added = healthy.with { ($0.caller.groups, $0.caller.listed) = ([1000], [1000, group]) }
            #expect(added.complaints == ["your-rights wrong"])
            #expect(added.finding(.yourRights)?.mend == "log out and in again")
        }
        let promoted = healthy.with { ($0.caller.groups, $0.caller.listed) = ([1000, 991], [990, 991, 1000]) }
        #expect(promoted.finding(.yourRights)?.what == "you (nurse) are in the group 'aftercare', and this login began before that")
    }

    @Test func `sends nobody into the machine's journal for that of a namespace`() {
        let blind = healthy.with { $0.caller.readsJournal = false }
        #expect(blind.finding(.yourRights)?.mend?.contains("systemd-journal nurse") == true)
        let apart = blind.limited(burst: 10_000_000, interval: 30_000_000, namespace: "aftercare")
        #expect(apart.finding(.yourRights)?.mend?.hasPrefix("systemctl restart aftercared.service") == true)
        #expect(!AuditVerb.remedy(.namespace("aftercare"), .machine).contains("systemd-journal"))
        #expect(AuditVerb.remedy(.namespace("aftercare-knee"), .clinic("knee")).contains("'aftercare-knee' or 'aftercare-knee-view'"))
        #expect(AuditVerb.remedy(.local, .machine).contains("systemd-journal"))
    }

    @Test func `names the commands for the service that was asked about`() {
        let quoted = healthy.serving {
            $0.storeTrouble = "look at 'systemctl status aftercared'"
            $0.unknownZones = [UnknownZone(name: "US/Pacific", since: now, reason: "its file is missing", patients: 3)]
        }
        let findings = Diagnosis(quoted).addressed(by: ServiceCommands(.clinic("de"))).findings
        #expect(findings.first { $0.subject == .store }?.what.contains("'systemctl status aftercared@de'") == true)
        #expect(
            findings.first { $0.subject == .zones }?.mend?.contains("'aftercarectl --clinic de patient change PATIENT --zone ZONE'") == true
        )
    }

    @Test func `finds a clock that nobody keeps right`() {
        #expect(healthy.with { $0.clock = .unsynchronised }.complaints == ["clock wrong"])
        #expect(healthy.with { $0.clock = .unknown }.complaints == ["clock unknown"])
        #expect(Diagnosis(healthy.with { $0.clock = .unknown }).isWell)
    }

    @Test func `finds zones that nobody knows, and a machine's own that leads nowhere`() {
        let gone = UnknownZone(name: "US/Pacific", since: now, reason: "its file is missing", patients: 3)
        let sick = healthy.serving { $0.unknownZones = [gone] }
        #expect(sick.complaints == ["zones wrong"])
        #expect(
            sick.finding(.zones)?.what
                == "the service does not know 1 time zone: 'US/Pacific' (its file is missing; 3 patients wait)")
        #expect(sick.finding(.zones)?.mend?.contains("tzdata-legacy") == true)
        let clinics = UnknownZone(name: "Mars/Olympus", since: now, reason: "its file is missing", patients: 0, isClinics: true)
        let one = UnknownZone(name: "US/Hawaii", since: now, reason: "its file is missing", patients: 1)
        let several = healthy.serving { $0.unknownZones = [clinics, one] }.finding(.zones)
        #expect(several?.what.contains("'Mars/Olympus' (its file is missing; the clinic's own)") == true)
        #expect(several?.what.contains("'US/Hawaii' (its file is missing; 1 patient waits)") == true)
        // What befalls patients counts for more.
        #expect(several?.why?.contains("where these patients live") == true)
        #expect(healthy.serving { $0.unknownZones = [clinics] }.finding(.zones)?.why?.contains("cannot be added") == true)
        let lost = healthy.with { $0.machineZone = "'/etc/localtime' leads nowhere" }
        #expect(lost.finding(.zones)?.what == "'/etc/localtime' leads nowhere")
    }

    @Test(
        arguments: [
            ("ext4", []), ("xfs", []), ("btrfs", []), ("overlay", []), ("0x1234", []), ("tmpfs", ["store wrong"]),
            ("ramfs", ["store wrong"]), ("nfs", ["store wrong"]), ("cifs", ["store wrong"]), ("fuse", ["store wrong"]),
            ("9p", ["store wrong"]), ("vfat", ["store wrong"]), (nil, ["store unknown"]),
        ] as [(String?, [String])])
    func `finds a file system that is nothing for a store`(type: String?, complaints: [String]) {
        #expect(healthy.serving { $0.machine.fileSystem = type }.complaints == complaints)
    }

    @Test func `finds a file system that is full`() {
        #expect(healthy.serving { $0.machine.freeBytes = 64 << 20 }.complaints == [])
        #expect(healthy.serving { $0.machine.freeBytes = (64 << 20) - 1 }.complaints == ["space wrong"])
        #expect(healthy.serving { $0.machine.freeBytes = nil }.complaints == ["space unknown"])
    }

    @Test(
        arguments: [
            (0, "0 B"), (1023, "1,023 B"), (1024, "1 KiB"), (10_239, "9 KiB"), (10_240 << 10, "10 MiB"), ((10_240 << 10) - 1, "10,239 KiB"),
            (63 << 20, "63 MiB"), (10 << 30, "10 GiB"), (10 << 40, "10 TiB"), (.max, "8,388,607 TiB"), (-1, "0 B"),
        ] as [(Int64, String)])
    func `tells bytes in the unit that says enough, rounded down`(bytes: Int64, words: String) {
        let full = healthy.serving { ($0.machine.freeBytes, $0.machine.keepFreeBytes) = (bytes, .max) }
        let what = full.finding(.space)?.what ?? ""
        #expect(bytes == .max ? what == "\(words) are free for the store" : what.hasPrefix("only \(words) are free"), "\(what)")
    }

    @Test func `says of each what is wrong, why it matters, and how to mend it`() throws {
        let sick = healthy.limited(burst: 0, interval: 0).stored(on: nil).serving {
            $0.journal = JournalHealth(state: .failing, reason: "the journal is not reading")
            $0.receiptsInMemory = 3
            $0.machine.readsJournal = false
            $0.machine.fileSystem = "nfs"
            $0.machine.freeBytes = 1 << 20
        }.with {
            $0.caller.groups = []
            $0.clock = .unsynchronised
        }
        try Golden.expect(DoctorSheet(diagnosis: Diagnosis(sick)).lines(on: .plain), "doctor-sick")
        let down = healthy.with {
            $0.service = .unknown("nobody answers")
            $0.unit = .unknown("systemd cannot be asked")
        }
        try Golden.expect(DoctorSheet(diagnosis: Diagnosis(down)).lines(on: Canvas(width: 80, isColored: false)), "doctor-down")
        let wrong = Diagnosis(sick).findings.filter { $0.state == .wrong }
        #expect(wrong.count == 9 && wrong.allSatisfy { $0.why != nil && $0.mend != nil })
    }

    @Test func `works while the service is down, and ends as one that found something`() async throws {
        let outcome = try await Program.run("doctor", "--format", "json", socket: "/nonexistent/control.sock")
        #expect(outcome.status == 4, "\(outcome)")
        let diagnosis = try JSONDecoder().decode(Diagnosis.self, from: Data(outcome.data.utf8))
        #expect(diagnosis.findings.first?.subject == .service && diagnosis.findings.first?.state == .wrong)
        #expect(diagnosis.findings.map(\.subject) == Diagnosis.Subject.allCases)
    }

    @Test func `asks the service for what it lacks`() async throws {
        var sick = status()
        sick.storeLoss = "the store's files are gone"
        sick.unknownZones = [UnknownZone(name: "US/Pacific", since: now, reason: "its file is missing", patients: 3)]
        let standIn = try StandIn { [sick] question in
            if question.target.hasPrefix("/v1/machine"), let machine = healthy.service.value?.machine {
                return StandIn.Answer(body: json(machine))
            }
            if question.target.hasPrefix("/v1/ledger") { return StandIn.Answer(body: json(Self.ledger([]))) }
            return StandIn.Answer(body: question.target == "/v1/status" ? json(sick) : json(Page<ListedReminder>([])))
        }
        defer { standIn.stop() }
        let outcome = try await Program.run("doctor", socket: standIn.socket)
        #expect(outcome.status == 4)
        #expect(outcome.data.contains("the store cannot be used: the store's files are gone"), "\(outcome.data)")
        #expect(outcome.data.contains("'US/Pacific' (its file is missing; 3 patients wait)"), "\(outcome.data)")
    }

    @Test func `asks the service for the place it runs in, how it stands, and its newest receipts`() async throws {
        let standIn = try StandIn { question in
            if question.target.hasPrefix("/v1/machine"), let machine = healthy.service.value?.machine {
                return StandIn.Answer(body: json(machine))
            }
            if question.target.hasPrefix("/v1/status") { return StandIn.Answer(body: json(status())) }
            if question.target.hasPrefix("/v1/ledger") {
                return StandIn.Answer(body: json(Self.ledger([wrote(1, "a", 741), wrote(2, "b", 990)])))
            }
            let newest = [
                reminder(1, .settled, due: "2026-11-20T12:00:00Z", reason: "journal-in-memory"),
                reminder(2, .settled, due: "2026-11-20T12:00:00Z"),
            ]
            return StandIn.Answer(body: json(Page(newest)))
        }
        defer { standIn.stop() }
        let outcome = try await Program.run("doctor", socket: standIn.socket)
        #expect(outcome.status == 4)
        #expect(outcome.data.contains("RECEIPTS\n  1 of the newest 2 receipts are of a journal in memory\n"), "\(outcome.data)")
        #expect(outcome.data.contains("service      aftercared 0.1.0 answers\n"))
        #expect(outcome.data.contains("MACHINES\n  the service is user 990 here, and was user 741"), "\(outcome.data)")
        #expect(
            Set(standIn.questions.map(\.target))
                == ["/v1/machine", "/v1/status", "/v1/ledger?limit=1", "/v1/reminders?limit=500&state=settled"])
    }

    private static func ledger(_ writers: [Writer]) -> LedgerPage {
        LedgerPage(
            store: aftercarectlTests.store.uuidString, uid: 990, writers: writers, left: [], first: 1, highest: 0, free: [],
            restoredAt: nil,
            rows: [], next: nil)
    }
}
