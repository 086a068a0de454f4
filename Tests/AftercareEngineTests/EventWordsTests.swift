import Aftercare
import AftercareSimulation
import Foundation
import Testing

@testable import AftercareEngine
@testable import AftercareStore

/// What is logged of a trouble, word for word. The sample's treatment ends on 2 March 2026 at 09:00 UTC.
@Suite struct `The words of an event` {
    private let log = EventLog()

    private func world() async throws -> World {
        let world = try World(at: "2026-03-02T08:59:00Z", logger: log.logger)
        await world.engine.start()
        try await world.arrange()
        return world
    }

    private func line(_ text: String, _ facts: [String: String] = [:]) -> EventLog.Line { EventLog.Line(text: text, facts: facts) }

    // MARK: The journal

    ///     clock      09:00:00  :01  :03  :07  :15  :30  :45
    ///     journal    dead                                takes
    @Test func `of a journal that refuses say what waits, when it is tried again, and when all is well`() async throws {
        let world = try await world()
        world.journal.change { $0.isDead = true }
        await world.pass(until: "2026-03-02T09:00:30Z")
        let pauses = [1, 2, 4, 8, 15, 15]
        #expect(
            log.lines(of: .journalFailing)
                == pauses.map {
                    line(
                        "1 reminder without a receipt from the journal (connection refused); nothing is lost, retrying in \($0) s",
                        ["AFTERCARE_REASON": "connection refused"])
                })
        world.journal.change { $0.isDead = false }
        await world.pass(until: "2026-03-02T09:00:45Z")
        #expect(log.lines(of: .journalBack) == [line("the journal is back after 45 s", ["AFTERCARE_SECONDS": "45"])])
        #expect(
            log.lines(of: .reconciled).last?.facts == ["AFTERCARE_UNSETTLED": "1", "AFTERCARE_FOUND": "0", "AFTERCARE_ABSENT": "1"])
    }

    ///     clock       09:04:00  09:04:15  09:08:45  09:09:00
    ///     failure     20th      21st      39th      40th
    @Test func `of a journal that keeps failing come twenty times in a row, then every twentieth time`() async throws {
        let world = try await world()
        world.journal.change { $0.isSilent = true }
        var counts: [Int] = []
        for time in ["09:03:59", "09:04:00", "09:04:15", "09:08:59", "09:09:00", "09:13:59", "09:14:00"] {
            await world.pass(until: "2026-03-02T\(time)Z")
            counts.append(log.lines(of: .journalFailing).count)
        }
        #expect(counts == [19, 20, 20, 20, 21, 21, 22])
    }

    @Test func `of what arrived late count what was found`() async throws {
        let world = try await world()
        try await world.arrangeMany(2)
        world.journal.change { $0.isSilent = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        world.journal.wake()
        await world.pass(until: "2026-03-02T09:00:01Z")
        #expect(
            log.lines(of: .reconciled) == [
                line(
                    "looked up 3 reminders that had no receipt: 3 were in the journal, 0 were not",
                    ["AFTERCARE_UNSETTLED": "3", "AFTERCARE_FOUND": "3", "AFTERCARE_ABSENT": "0"])
            ])
    }

    @Test func `of a damaged journal file say what may be in it`() async throws {
        let world = try await world()
        world.journal.change { ($0.isDropping, $0.isDamaged) = (true, true) }
        await world.pass(until: "2026-03-02T09:00:00Z")
        world.journal.change { $0.isDropping = false }
        await world.pass(until: "2026-03-02T09:01:00Z")
        #expect(
            log.lines(of: .journalDamaged) == [
                line(
                    "1 reminder may be in a journal file that is damaged for good (damaged); what may be there is sent again, and marked "
                        + "as uncertain", ["AFTERCARE_REASON": "damaged"])
            ])
    }

    @Test func `of receipts that went with the power say how many, and what follows`() async throws {
        let world = try await world()
        await world.pass(until: "2026-03-02T09:00:00Z")
        world.journal.change { $0.removeAll() }
        try await world.crash(boot: "another")
        #expect(
            log.lines(of: .receiptsLost) == [
                line(
                    "1 reminder had a receipt, and no record in the journal any more: that went with the power. It is decided anew",
                    ["AFTERCARE_REMINDER_COUNT": "1"])
            ])
    }

    // MARK: Other machines

    ///     clock    09:00              09:10                 09:11     09:30
    ///     event    sent, not shown    on another machine    the same  a person decides
    @Test func `of what another machine may have said say whose it is, once, and when nothing is held back any more`() async throws {
        let world = try await world()
        world.journal.change { $0.isSilent = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        world.time.move(to: instant("2026-03-02T09:10:00Z"))
        try await world.move()
        await world.pass(until: "2026-03-02T09:11:00Z")
        await world.engine.checkWriters()
        await world.engine.idle()
        let machine = "0123456789abcdef0123456789abcdef"
        #expect(
            log.lines(of: .withheld) == [
                line(
                    "1 reminder without a receipt from before the store came here may have been said by machine \(machine) (user id 999), "
                        + "and is held back: that machine's journal is not here. Where that machine is off for good, "
                        + "'aftercarectl promote' says again, marked as uncertain, what is still of use",
                    ["AFTERCARE_REASON": "that machine's journal is not here", "AFTERCARE_MACHINE": machine])
            ])
        #expect(log.lines(of: .withheldNoMore).isEmpty)
        await world.pass(until: "2026-03-02T09:30:00Z")
        _ = try await world.engine.promote(by: .user(4711))
        await world.engine.idle()
        #expect(
            log.lines(of: .withheldNoMore) == [line("the journals of all machines that wrote for this store tell what was said")])
        let entry = try #require(try world.store.read { try $0.audit(limit: 1) }.first)
        #expect(
            entry == AuditEntry(at: instant("2026-03-02T09:30:00Z"), uid: 4711, action: "store.promote", subject: "store", detail: nil))
    }

    @Test func `of a backup in the store's place tell when it was taken`() async throws {
        let world = try await world()
        let backup = try await world.backUp()
        await world.pass(until: "2026-03-02T09:10:00Z")
        try await world.restoreElsewhere(backup)
        #expect(
            log.lines(of: .backupInPlace) == [
                line(
                    "the store is the backup that was taken at 2026-03-02T08:59:00Z", ["AFTERCARE_TAKEN_AT": "2026-03-02T08:59:00Z"])
            ])
        try await world.restart()
        #expect(log.lines(of: .backupInPlace).count == 1)
    }

    // MARK: The store

    ///     clock    09:00:00    :05     :10
    ///     store    refuses     refuses works
    @Test func `of a store that cannot be written come once, and when it works again`() async throws {
        let world = try await world()
        let fuse = try Fuse(in: world.store)
        try fuse.set(0)
        await world.pass(until: "2026-03-02T09:00:05Z")
        #expect(world.time.alarm == instant("2026-03-02T09:00:10Z"))
        let error = "the store '\(world.store.path)' cannot be used (the fuse); check the path, and that the daemon may create files there"
        #expect(
            log.lines(of: .storeFailing) == [
                line("\(error); nothing is lost, retrying every 5 s until it works", ["AFTERCARE_REASON": error])
            ])
        #expect(try await world.engine.status().storeTroubleSince == instant("2026-03-02T09:00:00Z"))
        try fuse.set(.max)
        await world.pass(until: "2026-03-02T09:00:10Z")
        #expect(log.lines(of: .storeBack) == [line("the store works again after 10 s", ["AFTERCARE_SECONDS": "10"])])
        #expect(world.journal.reminders.map { $0["AFTERCARE_LATE_SEC"] } == ["10"])
        #expect(try await world.engine.status().storeTrouble == nil)
    }

    @Test func `of a store that was made say what else it can mean`() async throws {
        let world = try await world()
        #expect(
            log.lines(of: .storeMade) == [
                line(
                    "there was no store '\(world.store.path)', so a new, empty one was made. At a first start that is right; else stop the "
                        + "service, run 'aftercared --restore FILE' with the last backup as root, and start it again")
            ])
    }

    @Test func `of a reserve that cannot be filled say why, and when it is tried again`() async throws {
        let world = try World(at: "2026-03-02T08:59:00Z", reserve: StoreReserve(file: 0, log: 64 << 10), logger: log.logger)
        await world.engine.keepReserve()
        #expect(log.lines(of: .reserveMissing) == [])
        let file = world.store.path + "-wal"
        try FileManager.default.removeItem(atPath: file)
        await world.engine.keepReserve()
        let error =
            "the store '\(file)' cannot be used (no such file or directory); check the path, and that the daemon may create files there"
        #expect(
            log.lines(of: .reserveMissing) == [
                line(
                    "the store's reserve for a full disk could not be filled (\(error)); trying again in a minute",
                    ["AFTERCARE_REASON": error])
            ])
    }

    // MARK: Rules and clocks

    @Test func `of other rules of the clinic name them, once for each change, and who is planned anew`() async throws {
        let world = try await world()
        func adopt(_ quietHours: QuietHours?, confirms: Bool = false) async {
            await world.engine.adopt(
                Clinic(
                    name: "the clinic", contact: "030 1234", isContactMonitored: false, quietHours: quietHours, zone: "America/New_York",
                    language: .english, confirmsTreatments: confirms))
            await world.engine.idle()
        }
        let quiet = try QuietHours(text: "21:00-08:00")
        await adopt(quiet)
        await adopt(quiet)
        try await world.arrangeMany(1)
        await adopt(nil, confirms: true)
        #expect(
            log.lines(of: .clinicRulesChanged) == [
                line(
                    "the clinic's rules have changed (quiet hours 21:00-08:00, sessions count as planned); 1 patient is planned anew",
                    ["AFTERCARE_PATIENTS": "1"]),
                line(
                    "the clinic's rules have changed (quiet hours none, sessions are confirmed); 2 patients are planned anew",
                    ["AFTERCARE_PATIENTS": "2"]),
            ])
    }

    @Test func `of a clock that was set come with a new look at everything`() async throws {
        let world = try await world()
        await world.engine.clockWasSet()
        #expect(log.lines(of: .clockSet) == [line("the clock was set; everything is looked at anew")])
    }

    @Test(arguments: [(20, ""), (22, " and 2 more")])
    func `of an unknown zone name twenty patients at most`(patients: Int, more: String) async throws {
        let world = try await world()
        let ids = (1...patients).map { "K-\(100 + $0)" }
        try await world.apply(
            ClinicRequest(
                patients: ids.map { PatientRequest(id: $0, zone: "Asia/Kathmandu") },
                plans: ids.map { PlanRequest(id: "PL-\($0)", patient: $0, protocol: "sample") },
                treatments: ids.map {
                    TreatmentRequest(id: "T-\($0)", patient: $0, start: "2026-03-02T08:00:00Z", end: "2026-03-02T09:00:00Z")
                }))
        world.zones.remove("Asia/Kathmandu")
        await world.engine.zonesMayHaveChanged()
        await world.engine.idle()
        let names = ids.prefix(20).map { "'\($0)'" }.joined(separator: ", ")
        #expect(
            log.lines(of: .zoneUnknown) == [
                line(
                    "this machine does not know the time zone 'Asia/Kathmandu' (its file is missing): \(patients) patients are told "
                        + "nothing; install it (package tzdata, for old names also tzdata-legacy), which is noticed at once. It is the "
                        + "zone of \(names)\(more)",
                    [
                        "AFTERCARE_ZONE": "Asia/Kathmandu", "AFTERCARE_PATIENTS": "\(patients)",
                        "AFTERCARE_REASON": "its file is missing",
                    ])
            ])
    }

    @Test(arguments: [(false, "1 patient is"), (true, "2 patients are")])
    func `of a zone that is back, or has other rules, say who is planned anew`(isShared: Bool, who: String) async throws {
        let world = try await world()
        if isShared {
            try await world.apply(
                ClinicRequest(
                    patients: [PatientRequest(id: "P-2", zone: "Europe/Berlin")],
                    plans: [PlanRequest(id: "PL-2", patient: "P-2", protocol: "sample")],
                    treatments: [TreatmentRequest(id: "T-2", patient: "P-2", start: "2026-03-05T08:00:00Z", end: "2026-03-05T09:00:00Z")]))
        }
        world.zones.remove("Europe/Berlin")
        await world.engine.zonesMayHaveChanged()
        await world.pass(until: "2026-03-02T09:59:01Z")
        world.zones.putBack("Europe/Berlin")
        await world.engine.zonesMayHaveChanged()
        await world.engine.idle()
        let patients = isShared ? "2" : "1"
        #expect(
            log.lines(of: .zoneBack) == [
                line(
                    "the time zone 'Europe/Berlin' is known again after 3601 s; \(who) planned anew, and what is still of use is said late",
                    ["AFTERCARE_ZONE": "Europe/Berlin", "AFTERCARE_PATIENTS": patients, "AFTERCARE_SECONDS": "3601"])
            ])
        #expect(log.lines(of: .zoneRulesChanged).isEmpty)
        world.zones.replace("Europe/Berlin", by: Zone(name: "Europe/Berlin", transitions: [], offsets: [7200]))
        await world.engine.zonesMayHaveChanged()
        await world.engine.idle()
        #expect(
            log.lines(of: .zoneRulesChanged) == [
                line(
                    "the rules of the time zone 'Europe/Berlin' have changed; \(who) planned anew",
                    ["AFTERCARE_ZONE": "Europe/Berlin", "AFTERCARE_PATIENTS": patients])
            ])
    }
}
