import Aftercare
import AftercareSimulation
import AftercareStore
import Foundation
import Logging
import Testing

@testable import AftercareEngine

/// What the service says of its own work.
@Suite struct `An event` {
    private func world(at now: String = "2026-03-02T08:59:00Z") throws -> (World, EventLog) {
        let log = EventLog()
        return (try World(at: now, logger: log.logger), log)
    }

    @Test func `is told once, at its level, with its id and its facts`() {
        let log = EventLog()
        log.logger.tell(.journalBack, "the journal is back after 5 s", [.seconds: 5])
        #expect(
            log.all == [
                EventLog.Entry(
                    level: .notice, text: "the journal is back after 5 s",
                    metadata: ["MESSAGE_ID": Event.journalBack.messageID, "AFTERCARE_SECONDS": "5"])
            ])
    }

    /// The table that the README and the manual page show.
    @Test func `and a record have a priority that says how much they need a person`() {
        let kinds = RecordKind.allCases.map { ($0.priority, $0.rawValue) }
        let events = Event.allCases.map { ($0.level.syslog, $0.rawValue) }
        let rows = Dictionary(grouping: kinds + events) { $0.0 }.sorted { $0.key < $1.key }.map { priority, all in
            "\(priority): \(all.map(\.1).joined(separator: " "))"
        }
        #expect(
            rows.joined(separator: "\n") == """
                2: reaction
                3: escalation startRefused configurationRefused notReloaded protocolRefused withheld replaced storeFailing storeGone storeReplaced requestFailed zoneUnknown
                4: confirmation leftUnfinished journalFailing journalLimited journalDamaged receiptsLost movedHere storeMade storageLow reserveMissing olderCopy machineZoneUnknown
                5: reminder nag snoozed correction ready stopped reloaded advice clinicRulesChanged journalBack withheldNoMore storeBack storageBack backupInPlace clockSet zoneRulesChanged zoneBack
                6: reconciled
                7: barrier
                """)
    }

    @Test func `bears the facts that its text is about`() {
        let rows = Event.allCases.filter { !$0.facts.isEmpty }.map { event in
            "\(event.rawValue): \(event.facts.map { $0.rawValue.dropFirst("AFTERCARE_".count) }.sorted().joined(separator: " "))"
        }
        #expect(
            rows.joined(separator: "\n") == """
                ready: ABSENT AFTER FOUND LATE MISSED UNSETTLED VERSION
                leftUnfinished: REMINDER_COUNT
                startRefused: EXIT_STATUS
                configurationRefused: ERRORS
                reloaded: CHANGES
                notReloaded: ERRORS
                protocolRefused: PLANS PROTOCOL
                advice: ADVICE
                clinicRulesChanged: PATIENTS
                journalFailing: REASON
                journalBack: SECONDS
                journalLimited: LIMIT REMINDER_COUNT
                journalDamaged: REASON
                reconciled: ABSENT FOUND UNSETTLED
                receiptsLost: REMINDER_COUNT
                movedHere: EPOCH MACHINE
                withheld: MACHINE REASON
                replaced: EPOCH MACHINE
                storeFailing: REASON
                storeBack: SECONDS
                storeGone: REASON
                storeReplaced: REASON
                storageLow: FREE WANTED
                reserveMissing: REASON
                backupInPlace: TAKEN_AT
                olderCopy: REMINDER_COUNT
                zoneRulesChanged: PATIENTS ZONE
                zoneUnknown: PATIENTS REASON ZONE
                zoneBack: PATIENTS SECONDS ZONE
                machineZoneUnknown: REASON ZONE
                """)
    }

    @Test func `names no patient`() {
        #expect(!Event.Fact.allCases.map(\.rawValue).contains { $0 == "AFTERCARE_PATIENT" || $0.contains("NAME") })
    }

    @Test func `and a record name the command by which their clinic is reached`() async throws {
        let (world, _) = try world()
        await world.engine.start()
        try await world.arrange()
        await world.pass(until: "2026-03-02T09:00:00Z")
        let reminders = try await world.engine.reminders(of: nil, state: nil, before: nil, limit: 1)
        let said = try #require(Message.list(of: reminders).first)
        let record = try OutgoingRecord(said, store: world.store.id, now: world.time.now, command: "aftercarectl --clinic north")
        #expect(record[Event.Way.ctl.rawValue] == "aftercarectl --clinic north")
    }

    // MARK: Where they are told

    @Test func `is told when the journal fails, and when it is back`() async throws {
        let (world, log) = try world()
        await world.engine.start()
        try await world.arrange()
        world.journal.change { $0.isDead = true }
        await world.pass(until: "2026-03-02T09:00:30Z")
        world.journal.change { $0.isDead = false }
        await world.pass(until: "2026-03-02T09:03:00Z")
        #expect(log.entries(of: .journalFailing).first?.metadata["AFTERCARE_REASON"] == "connection refused")
        #expect(log.entries(of: .journalFailing).allSatisfy { $0.level == .warning })
        #expect(log.entries(of: .journalBack).count == 1)
        #expect(log.entries(of: .reconciled).last?.metadata["AFTERCARE_ABSENT"] == "1")
    }

    @Test func `is told when the clock was set`() async throws {
        let (world, log) = try world()
        await world.engine.start()
        await world.engine.clockWasSet()
        #expect(log.entries(of: .clockSet).count == 1)
    }

    @Test func `is told when a patient's zone is unknown, without the patient in its fields`() async throws {
        let (world, log) = try world()
        await world.engine.start()
        try await world.arrange()
        try world.store.write { tx in
            let patient = try #require(try tx.patient(name("P-1")))
            try tx.save(
                Patient(id: patient.id, zone: "Mars/Base", language: .english, quietHours: nil, history: History(.active), name: nil))
        }
        await world.pass(until: "2026-03-02T09:00:00Z")
        let said = try #require(log.entries(of: .zoneUnknown).first)
        #expect(said.level == .error && said.text.hasSuffix("It is the zone of 'P-1'"))
        #expect(
            said.metadata == [
                "MESSAGE_ID": Event.zoneUnknown.messageID, "AFTERCARE_ZONE": "Mars/Base", "AFTERCARE_PATIENTS": "1",
                "AFTERCARE_REASON": "its file is missing",
            ])
        // One record a zone, not one a look.
        await world.pass(until: "2026-03-02T21:00:00Z")
        #expect(log.entries(of: .zoneUnknown).count == 1)
        try await world.ask(.changePatient(PatientRequest(id: "P-1", zone: "Europe/Berlin")))
        #expect(log.entries(of: .zoneBack).isEmpty)
    }

    @Test func `is told when a zone is back`() async throws {
        let (world, log) = try world()
        await world.engine.start()
        try await world.arrange()
        world.zones.remove("Europe/Berlin")
        await world.engine.zonesMayHaveChanged()
        await world.engine.idle()
        await world.pass(until: "2026-03-02T10:00:00Z")
        world.zones.putBack("Europe/Berlin")
        await world.engine.zonesMayHaveChanged()
        await world.engine.idle()
        let said = try #require(log.entries(of: .zoneBack).first)
        #expect(said.level == .notice)
        #expect(said.metadata["AFTERCARE_PATIENTS"] == "1" && said.metadata["AFTERCARE_SECONDS"] == "3660")
        // The clinic is in the same zone, and it may go again.
        world.zones.remove("Europe/Berlin")
        await world.engine.zonesMayHaveChanged()
        await world.engine.idle()
        #expect(log.entries(of: .zoneBack).count == 1 && log.entries(of: .zoneUnknown).count == 2)
    }

    /// The last daily look knew nobody who lives there: the first plan notes by which rules it was made.
    @Test func `is told once when the rules of a zone have changed`() async throws {
        let (world, log) = try world()
        await world.engine.start()
        try await world.arrange()
        // Nobody was planned by the rules of this zone yet, so they cannot have changed.
        try world.store.write { tx in
            try tx.save(
                Patient(id: name("P-2"), zone: "Asia/Tokyo", language: .english, quietHours: nil, history: History(.active), name: nil))
        }
        world.zones.replace("Europe/Berlin", by: Zone(name: "Europe/Berlin", transitions: [], offsets: [7200]))
        for _ in 1...2 {
            await world.engine.zonesMayHaveChanged()
            await world.engine.idle()
        }
        #expect(log.entries(of: .zoneRulesChanged).map(\.metadata["AFTERCARE_PATIENTS"]) == ["1"])
    }

    @Test func `is told when files of the store are gone, once for those, and when all are back`() async throws {
        let (world, log) = try world()
        await world.engine.start()
        let store = world.directory.path + "/store.sqlite"
        for (minute, file) in ["-wal", "", nil].enumerated() {
            await world.pass(until: "2026-03-02T09:0\(minute):00Z")
            if let file { try FileManager.default.moveItem(atPath: store + file, toPath: store + file + ".away") }
            await world.engine.checkStoreFile()
        }
        #expect(log.entries(of: .storeGone).map { $0.text.hasPrefix("'\(store)' and '\(store)-wal' were removed") } == [false, true])
        for file in ["-wal", ""] { try FileManager.default.moveItem(atPath: store + file + ".away", toPath: store + file) }
        await world.engine.checkStoreFile()
        #expect(log.entries(of: .storeBack).map(\.metadata["AFTERCARE_SECONDS"]) == ["120"])
    }

    @Test func `is told once when the journal holds reminders of an earlier store`() async throws {
        let (world, log) = try world()
        await world.engine.start()
        try await world.arrange()
        await world.pass(until: "2026-03-02T09:00:00Z")
        await world.engine.stop()
        try world.loseStore()
        world.time.move(to: instant("2026-03-05T12:00:00Z"))
        try await world.reopen()
        await world.pass(until: "2026-03-08T12:00:00Z")
        #expect(log.entries(of: .storeReplaced).count == 1)
    }

    // MARK: A start

    @Test func `of a start says that the store was made, and of the next one nothing`() async throws {
        let (world, log) = try world()
        await world.engine.start()
        try await world.restart()
        #expect(log.entries(of: .storeMade).count == 1)
    }

    ///     clock     08:59   09:00               21:00    23:00
    ///     service   up      killed while it sends        up again
    @Test func `of a start counts what a crash has left`() async throws {
        let (world, log) = try world()
        await world.engine.start()
        try await world.arrange()
        world.journal.change { $0.isSilent = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        world.journal.wake()
        await world.engine.stop()
        world.time.move(to: instant("2026-03-02T23:00:00Z"))
        try await world.crash()
        let beginning = await world.engine.startup
        #expect(
            beginning.line
                == "ready after a crash: 1 reminder had no receipt: it was in the journal; 1 that fell due while it was down was said late")
        #expect(beginning.facts(version: "1")[.found].map { "\($0)" } == "1")
        // All of it is in that line: no other one for it.
        #expect(log.entries(of: .reconciled) == [])
    }

    @Test func `of a start tells what was not in the journal, and what was missed`() async throws {
        let (world, _) = try world()
        await world.engine.start()
        try await world.arrange()
        world.journal.change { $0.isDropping = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        world.journal.change { $0.isDropping = false }
        await world.engine.stop()
        world.time.move(to: instant("2026-03-05T09:00:00Z"))
        try await world.crash()
        let line = await world.engine.startup.line
        #expect(
            line
                == "ready after a crash: 1 reminder had no receipt: 1 was not in the journal and is sent again where still of use; 3 missed while it was down"
        )
    }

    @Test func `of a start says all of it in one line`() {
        var beginning = StartupReport()
        beginning.past = .crash
        (beginning.found, beginning.absent, beginning.uncertain) = (300, 12, 1)
        (beginning.missed, beginning.late, beginning.adopted) = (5, 7, 2)
        #expect(
            beginning.line
                == "ready after a crash: 313 reminders had no receipt: 300 were in the journal, 12 were not and are sent again where still of use, 1 may be in a damaged file, and is sent again with a mark; 2 reminders taken over from the journal, since the store is an older copy; 5 missed while it was down; 7 that fell due while it was down were said late"
        )
    }

    @Test func `of a start after the power went tells of the receipts that went with it`() async throws {
        let (world, _) = try world()
        await world.engine.start()
        try await world.arrange()
        await world.pass(until: "2026-03-02T09:00:00Z")
        world.journal.losePower()
        world.journal.change { $0.removeAll() }
        try await world.crash(boot: "another")
        let line = await world.engine.startup.line
        #expect(
            line
                == "ready after the machine went down without a clean stop: 1 receipt looked up again: 1 gone and decided anew")
    }

    @Test func `of a start after a clean stop says that nothing was left`() async throws {
        let (world, _) = try world()
        await world.engine.start()
        try await world.arrange()
        await world.pass(until: "2026-03-02T09:00:00Z")
        try await world.restart()
        #expect(await world.engine.startup.line == "ready: nothing was left to reconcile")
        // The machine sleeps, and what falls due is missed: that is no matter of the start any more.
        world.time.move(to: instant("2026-03-05T09:00:00Z"))
        await world.engine.idle()
        #expect(try await world.ledger() == ["no-alcohol@settled", "no-alcohol@missed", "no-alcohol@missed"])
        #expect(await world.engine.startup.line == "ready: nothing was left to reconcile", "it was over when it was ready")
    }

    @Test func `of a start in a journal that fails says what waits for it`() async throws {
        let (world, _) = try world()
        await world.engine.start()
        try await world.arrange()
        world.journal.change { $0.isSilent = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        try await world.crash()
        let line = await world.engine.startup.line
        #expect(
            line
                == "ready after a crash: the journal fails (the journal is not reading), and 1 reminder without a receipt wait for it")
    }
}

extension Logger.Level {
    fileprivate var syslog: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
