import Aftercare
import AftercareSimulation
import Foundation
import GRDB
import Testing

@testable import AftercareEngine
@testable import AftercareStore

/// Who writes for a store, and from which epoch and number on.
@Suite struct `The writer of a store` {
    private static let first = "0123456789abcdef0123456789abcdef"
    private static let second = String(repeating: "b", count: 32)
    private static let third = String(repeating: "c", count: 32)

    /// Another machine's journal, which is here, with one record of `store`.
    private func other(_ world: World, epoch: Int) throws -> OtherJournal {
        let journal = MemoryJournal(clock: world.time, owner: Author(machine: Self.third, uid: 997))
        try journal.send(
            OutgoingRecord([
                (name: OutgoingRecord.storeField, value: OutgoingRecord.text(world.engine.storeID)),
                (name: OutgoingRecord.epochField, value: "\(epoch)"),
            ]))
        return OtherJournal(journal)
    }

    private func look(_ world: World, at text: String) async {
        world.time.move(to: instant(text))
        await world.engine.checkWriters()
        await world.engine.idle()
    }

    /// This one has the first epoch since 08:50:00.
    @Test(arguments: [
        (1, "2026-03-02T08:50:01Z", true, 1), (1, "2026-03-02T08:50:00Z", false, 1), (0, "2026-03-02T08:50:01Z", false, 1),
        (2, "2026-03-02T08:50:01Z", true, 1), (2, "2026-03-02T08:50:00Z", false, 3),
    ])
    func `gives way to one of no earlier epoch that began later, and is above any other`(
        epoch: Int, since: String, isReplaced: Bool, own: Int
    ) async throws {
        let world = try World(at: "2026-03-02T08:50:00Z")
        await world.engine.start()
        world.time.move(to: instant(since))
        let journal = try other(world, epoch: epoch)
        world.journal.change { $0.otherJournals = [journal] }
        await look(world, at: "2026-03-02T08:52:00Z")
        let replacedBy = await world.engine.replacedBy
        let expected = Writer(epoch: epoch, author: Author(machine: Self.third, uid: 997), since: instant(since))
        #expect(replacedBy == (isReplaced ? expected : nil))
        #expect(await world.engine.writer?.epoch == own)
        #expect(try world.store.read { try $0.writers().map(\.author.machine) }.allSatisfy { $0 == Self.first })
    }

    @Test(arguments: [
        ("2026-03-02T08:49:59Z", true), ("2026-03-02T08:50:20Z", false), ("2026-03-02T08:50:44Z", false), ("2026-03-02T08:50:45Z", true),
    ])
    func `is asked for after 45 seconds, and when the clock was set back`(now: String, isAsked: Bool) async throws {
        let world = try World(at: "2026-03-02T08:50:00Z")
        await world.engine.start()
        world.time.move(to: instant("2026-03-02T08:50:10Z"))
        let journal = try other(world, epoch: 2)
        world.journal.change { $0.otherJournals = [journal] }
        await look(world, at: now)
        let replacedBy = await world.engine.replacedBy
        #expect((replacedBy != nil) == isAsked)
    }

    @Test func `that is replaced says by whom, once, and what to do`() async throws {
        let log = EventLog()
        let world = try World(at: "2026-03-02T08:50:00Z", logger: log.logger)
        await world.engine.start()
        world.time.move(to: instant("2026-03-02T08:50:10Z"))
        let journal = try other(world, epoch: 2)
        world.journal.change { $0.otherJournals = [journal] }
        for minute in 51...53 { await look(world, at: "2026-03-02T08:\(minute):00Z") }
        let text =
            "machine \(Self.third) (user id 997) writes for this store by now (epoch 2), so nothing is sent from here any more; switch "
            + "this service off: 'systemctl disable --now aftercared'"
        #expect(
            log.lines(of: .replaced) == [
                EventLog.Line(text: text, facts: ["AFTERCARE_EPOCH": "2", "AFTERCARE_MACHINE": Self.third])
            ])
    }

    /// A store from before writers were kept: the one of its receipts is looked for.
    @Test(arguments: [
        (true, first, "machine \(first) (user id 999)"), (false, "", "a machine that nobody knows any more"),
    ])
    func `of an old store is whoever has its receipts`(isHere: Bool, machine: String, words: String) async throws {
        let log = EventLog()
        let world = try World(at: "2026-03-02T08:59:00Z", logger: log.logger)
        await world.engine.start()
        try await world.arrange()
        await world.pass(until: "2026-03-02T09:10:00Z")
        try world.store.write { try $0.db.execute(sql: "DELETE FROM writer") }
        try await world.move { isHere ? OtherJournal($0) : nil }
        let writers = try world.store.read { try $0.writers() }
        #expect(writers.map(\.epoch) == [1, 2] && writers.map(\.author.machine) == [machine, Self.second])
        #expect(writers.map(\.since) == [.distantPast, instant("2026-03-02T09:10:00Z")])
        let text =
            "the store came here from \(words): this is its epoch 2. What was said before is in that machine's journal"
        #expect(
            log.lines(of: .movedHere) == [EventLog.Line(text: text, facts: ["AFTERCARE_EPOCH": "2", "AFTERCARE_MACHINE": machine])])
    }

    // MARK: Numbers and names that another machine may have used

    /// The backup knows numbers up to `highest`. What the first machine said after it is not here.
    private func restored(highest: Int64) async throws -> World {
        let world = try World(at: "2026-03-02T08:59:00Z")
        await world.engine.start()
        try await world.arrange()
        let journaled = JournaledReminder(id: OccurrenceID(uuid: UUID()), sequence: highest, attempt: 1, cursor: "c9", text: "Over.")
        try world.store.write { try $0.recover([journaled]) }
        let backup = try await world.backUp()
        await world.pass(until: "2026-03-02T09:10:00Z")
        try await world.restoreElsewhere(backup)
        return world
    }

    @Test(arguments: [(899_999, 1_000_000), (900_000, 2_000_000), (9_100_000, 11_000_000)] as [(Int64, Int64)])
    func `of a backup leaves the numbers that the first one may have used, once`(highest: Int64, last: Int64) async throws {
        let world = try await restored(highest: highest)
        #expect(try world.store.read { try $0.foreignSequences() } == [highest + 1...last])
        try await world.restart()
        #expect(try world.store.read { try $0.foreignSequences() } == [highest + 1...last])
    }

    @Test func `of a backup leaves the names that the first one may have given`() async throws {
        let world = try await restored(highest: 5)
        let treatment = TreatmentRequest(patient: "P-1", start: "2026-03-10T08:00:00Z", duration: "1h")
        #expect(try await world.ask(.scheduleTreatment(treatment)).treatments.map(\.value.id) == [name("T-2001")])
        let reaction = ReactionRequest(patient: "P-1", treatment: "T-1", signs: ["fever"])
        #expect(try await world.ask(.reportReaction(reaction)).reactions.map(\.value.id) == [name("R-2001")])
    }

    @Test func `of an older copy gives no name that the journal's records bear`() async throws {
        let log = EventLog()
        let world = try World(at: "2026-03-02T08:59:00Z", logger: log.logger)
        await world.engine.start()
        try await world.arrange()
        let copy = try await world.copyStore()
        try await world.apply(
            ClinicRequest(
                patients: [PatientRequest(id: "P-2", zone: "Asia/Kathmandu")],
                plans: [PlanRequest(id: "PL-2", patient: "P-2", protocol: "sample")],
                treatments: [
                    TreatmentRequest(id: "T-4711", patient: "P-2", start: "2026-03-02T09:01:00Z", end: "2026-03-02T09:05:00Z")
                ]))
        await world.pass(until: "2026-03-02T09:10:00Z")
        try await world.restore(copy)
        let text =
            "the journal holds 2 reminders that the store does not know: it is an older copy. None of it is said again"
        #expect(log.lines(of: .olderCopy) == [EventLog.Line(text: text, facts: ["AFTERCARE_REMINDER_COUNT": "2"])])
        #expect(await world.engine.startup.adopted == 2)
        let treatment = TreatmentRequest(patient: "P-1", start: "2026-03-10T08:00:00Z", duration: "1h")
        #expect(try await world.ask(.scheduleTreatment(treatment)).treatments.map(\.value.id) == [name("T-6001")])
    }
}
