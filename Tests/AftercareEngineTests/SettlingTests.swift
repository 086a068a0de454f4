import Aftercare
import AftercareSimulation
import AftercareStore
import Foundation
import Synchronization
import Testing

@testable import AftercareEngine

/// The treatment of the sample ends on 2 March 2026 at 09:00 UTC.
@Suite struct `A reminder that was sent` {
    private func world() async throws -> World {
        let world = try World(at: "2026-03-02T08:59:00Z")
        await world.engine.start()
        try await world.arrange()
        return world
    }

    /// Number 1, without a receipt, under an engine that has stopped.
    private func sent(in world: World) async throws -> Reminder {
        world.journal.change { $0.isSilent = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        await world.engine.stop()
        return try #require(try await world.engine.reminders(of: nil, state: .sending, before: nil, limit: 1).first)
    }

    /// Its row after `result`; where it has none, what is known of it, and which number the next one gets.
    private func row(of sent: Reminder, in world: World, after result: AftercareEngine.Delivery.Result?) throws -> String {
        try world.store.write { tx in
            try Engine.settle([sent], result.map { [sent.id: $0] } ?? [:], now: instant("2026-03-02T09:07:00Z"), in: tx)
            if let entry = try tx.delivered(after: 0, limit: 1).first {
                return [
                    entry.state.rawValue, entry.cursor ?? "-", entry.emittedAt?.text ?? "-", entry.settledAt?.text ?? "-",
                    entry.reason ?? "-",
                ].joined(separator: " ")
            }
            let attempts = try #require(try tx.takeAttempts(of: sent.id))
            return "withdrawn: \(attempts.redelivery.rawValue), \(attempts.count), then number \(try tx.takeSequences(1)[0])"
        }
    }

    private static let results: [(AftercareEngine.Delivery.Result?, String)] = [
        (.settled(cursor: "c9", .onDisk), "settled c9 2026-03-02T09:07:00Z 2026-03-02T09:07:00Z -"),
        (.settled(cursor: "c9", .inMemory), "settled c9 2026-03-02T09:07:00Z 2026-03-02T09:07:00Z journal-in-memory"),
        (.seen(cursor: "c9", reason: "full"), "seen c9 2026-03-02T09:07:00Z - -"),
        (.printed, "printed - 2026-03-02T09:07:00Z - -"),
        (.absent, "withdrawn: proven, 1, then number 1"),
        (.undecidable(reason: "damaged"), "withdrawn: uncertain, 1, then number 2"),
        (.unknown(reason: "no answer"), "sending - - - -"),
        (nil, "sending - - - -"),
    ]

    @Test(arguments: results)
    func `becomes what the journal shows of it`(result: AftercareEngine.Delivery.Result?, row: String) async throws {
        let world = try await world()
        let sent = try await sent(in: world)
        #expect(try self.row(of: sent, in: world, after: result) == row)
    }

    /// What was sent before the power went may have been read.
    @Test(arguments: [(0, "withdrawn: proven, 1, then number 1"), (1, "withdrawn: uncertain, 1, then number 2")] as [(Int64, String)])
    func `is uncertain where its number is one of before the power went`(last: Int64, row: String) async throws {
        let world = try await world()
        let sent = try await sent(in: world)
        try world.store.write { try $0.setLastOfEarlierBoot(last) }
        #expect(try self.row(of: sent, in: world, after: .absent) == row)
    }

    @Test(
        arguments: [
            ("2026-03-02T08:59:59Z", ["1", nil, nil]), ("2026-03-02T09:00:00Z", ["2", "uncertain", nil]),
            ("2026-03-02T20:59:59Z", ["2", "uncertain", nil]), ("2026-03-02T21:00:00Z", ["2", "uncertain", "uncertain"]),
        ] as [(String, [String?])])
    func `is marked where it was due while another machine may have sent it`(until: String, marks: [String?]) async throws {
        let world = try await world()
        try world.store.write { try $0.setUncertain(until: instant(until)) }
        await world.pass(until: "2026-03-02T21:00:00Z")
        let records = world.journal.reminders
        try #require(records.count == 2)
        #expect([records[0]["AFTERCARE_ATTEMPT"]] + records.map { $0["AFTERCARE_REDELIVERY"] } == marks)
    }

    @Test func `by another machine is taken over with its text, number, attempts and receipt`() async throws {
        let world = try await world()
        let id = try #require(try await world.engine.status(of: name("P-1")).upcoming.first?.id)
        let journaled = JournaledReminder(id: id, sequence: 5, attempt: 2, cursor: "c9", text: "Said elsewhere.", epoch: 4)
        try world.store.write { try $0.recover([journaled]) }
        await world.pass(until: "2026-03-02T09:00:00Z")
        #expect(world.journal.reminders.isEmpty)
        let adopted = try #require(try await world.engine.reminders(of: nil, state: nil, before: nil, limit: 1).first)
        #expect(adopted.id == id && adopted.patient == name("P-1") && adopted.state == .settled && adopted.reason == "adopted")
        #expect(adopted.sequence == 5 && adopted.attempt == 2 && adopted.cursor == "c9" && adopted.epoch == 4)
        #expect(adopted.payload == Payload(text: "Said elsewhere.", language: .english))
        #expect(adopted.decidedAt == instant("2026-03-02T09:00:00Z") && adopted.emittedAt == nil)
        let entry = try #require(try world.store.read { try $0.delivered(after: 0, limit: 1) }.first)
        #expect(entry.settledAt == instant("2026-03-02T09:00:00Z"))
        // The next one bears the next number, and is of this machine.
        await world.pass(until: "2026-03-02T21:00:00Z")
        #expect(world.journal.reminders.map { $0["AFTERCARE_SEQ"] } == ["6"])
        #expect(world.journal.reminders.map { $0["AFTERCARE_EPOCH"] } == ["1"])
    }

    @Test func `has a receipt by which its record is known to be rotated away`() async throws {
        let world = try await world()
        await world.pass(until: "2026-03-02T09:00:00Z")
        let sent = try #require(try await world.engine.reminders(of: nil, state: .settled, before: nil, limit: 1).first)
        let cursor = try #require(sent.cursor)
        world.journal.change {
            $0.removeAll()
            $0.isRotated = true
        }
        let delivery = delivery(to: world.journal, patience: 0)
        let rechecked: AftercareEngine.Delivery.Outcomes = await withCheckedContinuation { done in
            delivery.recheck([sent]) { done.resume(returning: $0) }
        }
        #expect(rechecked == AftercareEngine.Delivery.Outcomes(results: [sent.id: .settled(cursor: cursor, .onDisk)]))
    }

    @Test func `goes with those of 256 patients at most, and is looked up with 500 at most`() async throws {
        let steps = Mutex<[EngineProgress]>([])
        let world = try World(at: "2026-03-02T08:59:00Z", onProgress: { step in steps.withLock { $0.append(step) } })
        await world.engine.start()
        try await world.arrange()
        try await world.arrangeMany(501)
        steps.withLock { $0 = [] }
        await world.pass(until: "2026-03-02T09:00:00Z")
        // Each sync tells its end, whatever else is told meanwhile: a stop waits longer for one than for a send.
        let syncs = steps.withLock(\.self).filter { [.syncing, .synced].contains($0) }
        #expect(syncs == [.syncing, .synced, .syncing, .synced])
        let sent = steps.withLock(\.self).filter { ![.syncing, .synced].contains($0) }
        #expect(sent == [.sending(256), .sending(246)])
        steps.withLock { $0 = [] }
        try await world.crash(boot: "another")
        let checked = steps.withLock(\.self).filter { ![.syncing, .synced].contains($0) }
        #expect(checked == [.recovering, .rechecking(502), .rechecking(2)])
        let startup = await world.engine.startup
        #expect(startup.rechecked == 502 && startup.lost == 0)
        #expect(world.journal.reminders.count == 502)
    }
}

@Suite struct `Delivery to a journal that lags` {
    @Test func `looks again until the record is there`() async throws {
        let reminder = try sampleReminder()
        let delivery = delivery(to: LaggingJournal(), patience: 60)
        let sent: AftercareEngine.Delivery.Outcomes = await withCheckedContinuation { done in
            delivery.deliver(Message.list(of: [reminder]), now: reminder.decidedAt) { done.resume(returning: $0) }
        }
        #expect(sent == AftercareEngine.Delivery.Outcomes(results: [reminder.id: .settled(cursor: "c3", .onDisk)]))
    }
}

private func delivery(to journal: any Journal, patience: TimeInterval) -> AftercareEngine.Delivery {
    AftercareEngine.Delivery(
        outlet: .journal(journal), store: UUID(), key: nil, command: "aftercarectl", patience: patience, onDelivered: { _ in },
        onProgress: { _ in })
}

/// Shows every record from the third look on.
private final class LaggingJournal: Journal {
    private let looks = Mutex(0)

    func find(_ messages: [MessageKey]) -> [MessageKey: RecordLookup] {
        let found = find("AFTERCARE_REMINDER_ID", messages.map(\.reminder))
        return Dictionary(messages.map { ($0, found[$0.reminder] ?? .absent) }) { first, _ in first }
    }

    func find(_ field: String, _ values: [String]) -> [String: RecordLookup] {
        let look = looks.withLock { count -> Int in
            count += 1
            return count
        }
        let lookup: RecordLookup = look < 3 ? .absent : .found(cursor: "c\(look)")
        return Dictionary(values.map { ($0, lookup) }) { first, _ in first }
    }

    func send(_ record: OutgoingRecord) throws {}
    func sync() throws -> Durability { .onDisk }
    func unknownRecords(of store: String, unknown: UnknownNumbers, by writers: [Author]) -> UnknownRecords { .told([]) }
    func rotatedAway(of cursors: [String]) -> Set<String> { [] }
    func newestRecord(ofStoresOtherThan store: String, before instant: Instant) -> Instant? { nil }
    func author() throws -> Author { .unknown }
    func author(of receipts: [Receipt]) -> Author? { nil }
    func epochs(of store: String, by writers: [Author]) -> [Writer] { [] }
    var hasOthers: Bool { false }
    func find(_ field: String, _ values: [String], by author: Author) -> [String: RecordLookup] { [:] }
    func doubt(about author: Author, receipts: [Receipt]) -> String? { nil }
    func hasSuppressed() -> Bool { false }
}

/// Reminders are shown on the terminal, and there is nothing to look anything up in.
@Suite struct `Delivery without a journal` {
    private let delivery = AftercareEngine.Delivery(
        outlet: .terminal, store: UUID(), key: nil, command: "aftercarectl", patience: 0, onDelivered: { _ in }, onProgress: { _ in })

    @Test func `prints what is new and what an earlier run left`() async throws {
        let reminder = try sampleReminder()
        let sent: AftercareEngine.Delivery.Outcomes = await withCheckedContinuation { done in
            delivery.deliver(Message.list(of: [reminder]), now: reminder.decidedAt) { done.resume(returning: $0) }
        }
        #expect(sent == AftercareEngine.Delivery.Outcomes(results: [reminder.id: .printed]))
        let left: AftercareEngine.Delivery.Outcomes = await withCheckedContinuation { done in
            delivery.reconcile([reminder]) { done.resume(returning: $0) }
        }
        #expect(left == AftercareEngine.Delivery.Outcomes(results: [reminder.id: .printed]))
    }

    @Test func `finds nothing, and doubts nothing`() async throws {
        let reminder = try sampleReminder()
        let rechecked: AftercareEngine.Delivery.Outcomes = await withCheckedContinuation { done in
            delivery.recheck([reminder]) { done.resume(returning: $0) }
        }
        #expect(rechecked.results.isEmpty)
        let unknown: UnknownRecords = await withCheckedContinuation { done in
            delivery.findUnknownRecords(UnknownNumbers(known: 0), by: [], isRestored: true) { done.resume(returning: $0) }
        }
        #expect(unknown == .told([]))
        let abroad: AftercareEngine.Delivery.Abroad = await withCheckedContinuation { done in
            delivery.reconcile([reminder], by: .unknown, receipts: []) { done.resume(returning: $0) }
        }
        #expect(abroad.doubt == nil && abroad.outcomes.results.isEmpty)
        let former: Instant? = await withCheckedContinuation { done in
            delivery.findFormerStore(before: reminder.decidedAt) { done.resume(returning: $0) }
        }
        #expect(former == nil)
        let survey: AftercareEngine.Delivery.Survey = await withCheckedContinuation { done in
            delivery.survey([], receipts: []) { done.resume(returning: $0) }
        }
        #expect(survey == .unknown(reason: "there is no journal"))
    }

    @Test func `waits for more only where the outcome is not known, or not on disk`() {
        let results: [AftercareEngine.Delivery.Result] = [
            .settled(cursor: "c1", .onDisk), .seen(cursor: "c2", reason: "full"), .printed, .absent, .undecidable(reason: "damaged"),
            .unknown(reason: "no answer"),
        ]
        #expect(results.map(\.reason) == [nil, "full", nil, nil, nil, "no answer"])
    }
}
