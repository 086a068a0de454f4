import Aftercare
import AftercareAPI
import Systemd
import Testing

@testable import aftercarectl

/// What a doctor's findings say, to the word: people act on them.
@Suite struct `The words of a doctor` {
    /// A journal of its own, into which only the service may write.
    private let apart = healthy.limited(burst: 10_000_000, interval: 30_000_000, namespace: "aftercare")
        .serving { $0.machine.namespace = "aftercare" }.with { $0.sockets = closed }

    private func finding(
        _ subject: Diagnosis.Subject, of facts: DoctorFacts = healthy, _ change: (inout DoctorFacts) -> Void = { _ in }
    ) throws -> Diagnosis.Finding {
        try #require(facts.with(change).finding(subject))
    }

    // MARK: The service

    @Test func `name the unit that the service says, or the one that was found, or the one that it should be`() throws {
        let unit = UnitProperties(
            name: "aftercared@found.service", loadState: "loaded", activeState: "active", rateLimitBurst: 1,
            rateLimitIntervalMicroseconds: 1, logNamespace: nil)
        var facts = healthy.with { facts in
            facts.unit = .known(unit)
            facts.commands = ServiceCommands(.clinic("meant"))
        }
        #expect(facts.unitName == "aftercared.service")
        facts = facts.serving { $0.machine.unit = nil }
        #expect(facts.unitName == "aftercared@found.service")
        facts.unit = .unknown("systemd cannot be asked")
        #expect(facts.unitName == "aftercared@meant.service")
    }

    @Test func `start a user's own service by the user's own systemd`() throws {
        let down = try finding(.service) { ($0.service, $0.isUsers) = (.unknown("nobody answers"), true) }
        #expect(
            down.mend
                == "systemctl --user start aftercared.service; if it does not stay up: systemctl --user status aftercared.service")
        let alone = try finding(.delivery, of: healthy.serving { $0.journal = JournalHealth(state: .none) }) { $0.isUsers = true }
        #expect(alone.what == "the service found no journal, and shows reminders on its terminal")
        #expect(alone.mend == "start it as a unit: systemctl --user enable --now aftercared.service")
    }

    @Test func `look after the journald that the reminders go to`() throws {
        let failing = JournalHealth(state: .failing)
        let own = try finding(.delivery, of: apart.serving { $0.journal = failing })
        #expect(own.what == "reminders do not reach the journal: no reason is known")
        #expect(own.mend == "systemctl status systemd-journald@aftercare; systemctl restart systemd-journald@aftercare")
        let shared = try finding(.delivery, of: healthy.serving { $0.journal = failing })
        #expect(shared.mend == "systemctl status systemd-journald; systemctl restart systemd-journald")
    }

    @Test func `say what nobody could look at`() throws {
        let trouble = healthy.serving { $0.storeTrouble = "it is read-only" }
        #expect(try finding(.delivery, of: trouble).what == "not looked at: nothing is sent while the store cannot be written")
        let blind = healthy.serving { $0.journal = nil }
        for subject in [Diagnosis.Subject.delivery, .receipts] {
            #expect(try finding(subject, of: blind).what == "not looked at: the service cannot read its store")
        }
        #expect(
            try finding(.serviceRights, of: healthy.serving { $0.machine.readsJournal = nil }).what
                == "not looked at: the service cannot tell whether it may read its records back")
        let unasked = healthy.serving { ($0.machine.fileSystem, $0.machine.freeBytes) = (nil, nil) }
        for subject in [Diagnosis.Subject.store, .space] {
            #expect(try finding(subject, of: unasked).what == "not looked at: the file system of '/var/lib/aftercare' cannot be asked")
        }
    }

    // MARK: Whoever asks

    @Test func `tell whoever asks what they lack, by name or by number`() throws {
        func told(_ change: (inout DoctorFacts) -> Void) throws -> String { try finding(.yourRights, change).what }
        #expect(try told { $0.staff?.number = nil } == "there is no group 'aftercare'")
        #expect(try told { $0.caller.uid = 0 } == "you are root, and may use the service and read the journal")
        #expect(
            try told { $0.caller.readsJournal = nil }
                == "not looked at: you (nurse) may use the service; whether you may read the journal cannot be told")
        #expect(try told { ($0.caller.name, $0.caller.readsJournal) = (nil, false) } == "you (uid 1000) may not read the journal")
        #expect(
            try told { ($0.caller.groups, $0.caller.listed) = ([1000], [1000, 991]) }
                == "you (nurse) are in the group 'aftercare-view', and this login began before that")
        let nobody = try finding(.yourRights) { facts in
            (facts.caller.name, facts.caller.groups) = (nil, [1000])
            facts.staff?.viewers = nil
        }
        #expect(nobody.what == "you (uid 1000) are not in the group 'aftercare', nor in 'aftercare-view'")
        #expect(nobody.mend == "usermod -aG aftercare NAME, as root, or aftercare-view to look only; then log in anew")
        let blind = try finding(.yourRights) { ($0.caller.name, $0.caller.readsJournal) = (nil, false) }
        #expect(blind.mend == "usermod -aG systemd-journal NAME, as root; then log in anew")
    }

    // MARK: The journal

    @Test func `tell a journal that all may write to from one that a group may`() throws {
        func writers(_ mode: UInt32, owner: UInt32 = 990, of name: String) throws -> Diagnosis.Finding {
            try finding(.writers, of: apart) { facts in
                facts.sockets = closed.map { socket in
                    socket.path.hasSuffix("/\(name)") ? JournalSocketFile(path: socket.path, owner: owner, mode: mode) : socket
                }
            }
        }
        let path = "/run/systemd/journal.aftercare/dev-log"
        let all = try writers(0o602, of: "dev-log")
        #expect(all.what == "every user of this machine may write to the journal of reminders, by '\(path)'")
        #expect(
            all.mend == "systemctl daemon-reload; systemctl restart systemd-journald@aftercare.socket, which restarts the service too "
                + "and loses nothing; see in an audit whether anybody did")
        #expect(
            try writers(0o620, of: "dev-log").what == "the group of '\(path)' may write to the journal of reminders, by '\(path)'")
        let shut = try writers(0o600, owner: 0, of: "dev-log")
        #expect(shut.state == .wrong && shut.what == "the service (uid 990) may not write to '\(path)'")
        #expect(shut.mend == "systemctl restart aftercared.service, which gives it back to the service")
        let sound = try writers(0o644, of: "dev-log")
        #expect(sound.state == .well && sound.what == "only the service may write to the journal of reminders, and root")
    }

    @Test func `name both journals where the unit has another than the service`() throws {
        let moved = try finding(.journal, of: apart.serving { $0.machine.namespace = nil })
        #expect(
            moved.what == "the service logs to the machine's own journal, and its unit says the journal namespace 'aftercare'")
        #expect(moved.mend == "systemctl daemon-reload; systemctl restart aftercared.service")
        let mine = try finding(.journal, of: healthy.serving { $0.machine.namespace = "aftercare" }) { $0.isUsers = true }
        #expect(mine.what == "the service logs to the journal namespace 'aftercare', and its unit says the machine's own journal")
        #expect(mine.mend == "systemctl --user daemon-reload; systemctl --user restart aftercared.service")
    }

    @Test func `say of a journal in memory where it lies`() throws {
        let lost = try finding(.journal, of: healthy.stored(on: "ramfs"))
        #expect(lost.what == "the journal is kept in memory: '/var/log/journal/0123' lies on ramfs")
        #expect(try finding(.journal, of: healthy.journald("Storage=none")).why == "no reminder ever gets a receipt")
        #expect(
            try finding(.journal, of: apart.journald("Storage=volatile")).mend
                == "Storage=persistent in /etc/systemd/journald@aftercare.conf, under [Journal]; then systemctl restart "
                + "systemd-journald@aftercare")
    }

    @Test(
        arguments: [
            (100, 1_500_000, "only 100 records in 1,500 ms"), (95_999, 2_000_000, "only 95,999 records in 2 s"),
            (96_000, 2_000_000, "96,000 records in 2 s"),
        ] as [(UInt32, UInt64, String)])
    func `weigh a limit by the second`(burst: UInt32, interval: UInt64, words: String) throws {
        let found = try finding(.rateLimit, of: healthy.limited(burst: burst, interval: interval))
        #expect(found.what.hasPrefix("journald takes \(words) from aftercared.service"), "\(found.what)")
        #expect((found.state == .wrong) == words.hasPrefix("only"))
    }

    // MARK: The store

    @Test(
        arguments: [
            ("ramfs", "the store lies in memory: '/var/lib/aftercare' is on ramfs"),
            ("smb", "the store lies on smb, which other machines may write to: '/var/lib/aftercare'"),
            ("smb3", "the store lies on smb3, which other machines may write to: '/var/lib/aftercare'"),
            ("ceph", "the store lies on ceph, which other machines may write to: '/var/lib/aftercare'"),
            ("afs", "the store lies on afs, which other machines may write to: '/var/lib/aftercare'"),
            ("exfat", "the store lies on exfat: '/var/lib/aftercare'"), ("ntfs", "the store lies on ntfs: '/var/lib/aftercare'"),
            ("ntfs3", "the store lies on ntfs3: '/var/lib/aftercare'"),
        ])
    func `say what is wrong with a file system`(type: String, words: String) throws {
        let found = try finding(.store, of: healthy.serving { $0.machine.fileSystem = type })
        #expect(found.state == .wrong && found.what == words)
    }

    @Test func `warn of a container's file system, which may be a volume`() throws {
        let found = try finding(.store, of: healthy.serving { $0.machine.fileSystem = "overlay" })
        #expect(
            found.state == .well
                && found.what
                    == "it lies on overlay (of a container: it goes when the container does, unless it is a volume), in /var/lib/aftercare"
        )
    }

    @Test func `tell of the machine before this one, and what gives the user its number`() throws {
        func moved(_ writers: [Writer], _ change: (inout DoctorFacts) -> Void = { _ in }) throws -> Diagnosis.Finding {
            try finding(.machines, of: healthy.serving { $0.writers = writers }, change)
        }
        let three = [wrote(1, "a", 741), wrote(2, "b", 742), wrote(3, "c", 990)]
        let north = try moved(three) { $0.commands = ServiceCommands(.clinic("north")) }
        #expect(north.what == "the service is user 990 here, and was user 742 on machine \(String(repeating: "b", count: 32))")
        #expect(
            north.mend == "systemctl stop aftercared.service; usermod --uid 742 aftercare; chown -R aftercare: "
                + "/var/backups/aftercare-clinics/north; systemctl start aftercared.service")
        let lost = Writer(epoch: 1, author: Author(machine: "", uid: 990), since: now)
        #expect(
            try moved([lost, wrote(2, "b", 990)]).what
                == "the store came here from a machine that nobody knows any more (epoch 2), and was written to by the same user id")
        #expect(try moved([wrote(1, "a", 741), wrote(2, "b", nil)]).state == .well)
        #expect(try moved(three) { $0.staff = nil }.state == .well)
        let held = try moved(three) { facts in
            facts = facts.serving { $0.withheld = ["3 reminders are held back", "5 reminders are held back"] }
        }
        #expect(held.what == "3 reminders are held back" && held.mend?.hasSuffix("or decide without it: 'aftercarectl promote'") == true)
    }

    // MARK: Zones and backups

    @Test func `tell of every zone that is gone, and whom that befalls`() throws {
        let zones = [
            UnknownZone(name: "Mars/Olympus", since: now, reason: "its file is missing", patients: 3, isClinics: true),
            UnknownZone(name: "US/Hawaii", since: now, reason: "its file is damaged", patients: 1),
        ]
        // The machine's own counts for less.
        let found = try finding(.zones, of: healthy.serving { $0.unknownZones = zones }) { $0.machineZone = "it leads nowhere" }
        #expect(
            found.what == "the service does not know 2 time zones: 'Mars/Olympus' (its file is missing; 3 patients wait, the clinic's "
                + "own), 'US/Hawaii' (its file is damaged; 1 patient waits)")
        let down = try finding(.zones) { ($0.service, $0.machineZone) = (.unknown("nobody answers"), "it leads nowhere") }
        #expect(down.state == .wrong && down.what == "it leads nowhere")
    }

    @Test(
        arguments: [
            ("failed", "disabled", .wrong, "the timer failed; the last sound one is of 2026-11-21T03:15:12Z"),
            ("inactive", "enabled", .wrong, "the timer is enabled, and does not run; the last sound one is of 2026-11-21T03:15:12Z"),
            (
                "inactive", "disabled", .well,
                "no timer makes any: 'systemctl enable --now aftercare-backup.timer' has one made a day; the last sound one is of "
                    + "2026-11-21T03:15:12Z"
            ),
        ] as [(String, String, Diagnosis.State, String)])
    func `tell a timer that failed from one that nobody wants`(active: String, file: String, state: Diagnosis.State, words: String) throws {
        let found = try backup { ($0.timer.activeState, $0.timer.fileState) = (active, file) }
        #expect(found.state == state && found.what.hasSuffix(words), "\(found.what)")
    }

    @Test func `need the timer and what it starts`() throws {
        for part in [\TimedBackups.timer.loadState, \TimedBackups.service.loadState] {
            let found = try backup { $0[keyPath: part] = "not-found" }
            #expect(found.state == .unknown && found.what == "not looked at: there is no 'aftercare-backup.timer' here")
        }
        #expect(try backup { $0.timer.nextElapse = nil }.what == "the last sound one is of 2026-11-21T03:15:12Z")
    }

    private func backup(_ change: (inout TimedBackups) -> Void) throws -> Diagnosis.Finding {
        try finding(.backup) { facts in
            guard case .known(var backups) = facts.backups else { return }
            change(&backups)
            facts.backups = .known(backups)
        }
    }

    @Test func `take from systemctl a value as it stands, and no time for none`() {
        let text = "UnitFileState=a=b\nActiveState=\nLastTriggerUSec=@0\nNextElapseUSecRealtime=@1\nnonsense\n"
        #expect(
            TimedBackups.units(in: text) == [.init(fileState: "a=b", lastTrigger: nil, nextElapse: Instant(seconds: 1))])
    }
}
