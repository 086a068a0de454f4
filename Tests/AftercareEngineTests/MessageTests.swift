import Aftercare
import AftercareSimulation
import AftercareStore
import Foundation
import Synchronization
import Testing

@testable import AftercareEngine

/// What a message is made of, on its way: the treatment ends on 2 March 2026 at 09:00 UTC, and three things are said then.
@Suite struct `A message of several reminders` {
    /// Alcohol and tobacco for a day, in one sentence; a cold compress, which is of use for three hours.
    private static let several = CareProtocol(
        id: name("sample"), version: 1, title: Translations([.english: "Sample"]), language: .english,
        routes: [.intramuscular], usualDuration: nil, signOff: nil, sources: [:],
        instructions: [
            named("no-alcohol", "no alcohol"), named("no-smoking", "no smoking"),
            instruction("ice", "24h", .every(Span.hours(3), count: nil), kind: .compress, modality: .cold),
        ])

    private static func named(_ id: String, _ label: String, apart: Bool? = nil) -> Instruction {
        Instruction(
            id: name(id), kind: .abstain, subject: id, modality: nil,
            window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(.hours(24))), cadence: .moments([.start, .end]),
            session: nil, usefulFor: nil, quiet: .defer, apart: apart,
            text: Translations([
                .english: Wording(
                    phrases: Phrases(start: "\(label), until {until}.", during: "{left} more: \(label).", end: "Over: \(label)."))
            ]), label: Translations([.english: label]), citations: [])
    }

    private func world(_ careProtocol: CareProtocol = several) async throws -> World {
        let world = try World(at: "2026-03-02T08:59:00Z")
        await world.engine.start()
        try await world.arrange(careProtocol)
        return world
    }

    private func ledger(_ world: World) async throws -> [Reminder] {
        try await world.engine.reminders(of: nil, state: nil, before: nil, limit: 500)
            .sorted { ($0.sequence ?? 0, $0.line, $0.occurrence.due) < ($1.sequence ?? 0, $1.line, $1.occurrence.due) }
    }

    private func drawn(_ reminders: [Reminder]) -> [String] {
        reminders.map { "\($0.sequence ?? 0).\($0.line) \($0.occurrence.window.instruction) \($0.state.rawValue) \($0.cursor ?? "-")" }
    }

    @Test func `is one record, found by each of them, with one number and one receipt`() async throws {
        let world = try await world()
        await world.pass(until: "2026-03-02T09:00:00Z")
        let record = try #require(world.journal.reminders.first)
        #expect(world.journal.reminders.count == 1)
        #expect(record["MESSAGE"] == "Until Tuesday 10:00: no alcohol, no smoking.\nNo alcohol until Tuesday 10:00.")
        #expect(record.values(of: "AFTERCARE_INSTRUCTION") == ["no-alcohol", "no-smoking", "ice"])
        #expect(record.values(of: "AFTERCARE_KIND") == ["abstain", "compress"])
        #expect(record.values(of: "AFTERCARE_ROLE") == ["reminder"] && record.values(of: "AFTERCARE_SEQ") == ["1"])
        #expect(record.values(of: "AFTERCARE_ATTEMPT") == ["1"] && record["AFTERCARE_LATE_SEC"] == "0")
        // The compress is the first that would be of no use.
        #expect(record["AFTERCARE_USEFUL_UNTIL"] == "2026-03-02T12:00:00Z")
        let reminders = try await ledger(world)
        #expect(drawn(reminders) == ["1.0 no-alcohol settled c0", "1.1 no-smoking settled c0", "1.2 ice settled c0"])
        #expect(record.values(of: "AFTERCARE_REMINDER_ID") == reminders.map(\.id.text))
        let items = try MessageItem.list(from: try #require(record["AFTERCARE_REMINDERS"]))
        #expect(items == reminders.map { MessageItem($0, store: world.store.id) })
        let lookups = world.journal.find("AFTERCARE_REMINDER_ID", reminders.map(\.id.text))
        #expect(lookups.values.allSatisfy { $0 == .found(cursor: "c0") })
        // The next is another number.
        await world.pass(until: "2026-03-02T12:00:00Z")
        #expect(world.journal.reminders.map { $0["AFTERCARE_SEQ"] } == ["1", "2"])
        #expect(world.journal.reminders.last?["AFTERCARE_REMINDERS"] == nil)
    }

    @Test func `has a number of its own for each that is said apart`() async throws {
        let apart = CareProtocol(
            id: name("sample"), version: 1, title: Translations([.english: "Sample"]), language: .english, routes: [.intramuscular],
            usualDuration: nil, signOff: nil, sources: [:],
            instructions: [Self.named("no-alcohol", "no alcohol"), Self.named("no-smoking", "no smoking", apart: true)])
        let world = try await world(apart)
        await world.pass(until: "2026-03-02T09:00:00Z")
        #expect(
            world.journal.reminders.map { "\($0["AFTERCARE_SEQ"] ?? "") \($0["MESSAGE"] ?? "")" } == [
                "1 no alcohol, until Tuesday 10:00.", "2 no smoking, until Tuesday 10:00.",
            ])
    }

    @Test func `keeps its text in the ledger, line by line`() async throws {
        let world = try await world()
        await world.pass(until: "2026-03-02T09:00:00Z")
        let reminders = try world.store.read { try $0.reminders(ofMessage: 1) }
        #expect(Message.list(of: reminders).map(\.text) == world.journal.reminders.map { $0["MESSAGE"] })
    }

    @Test func `is found as a whole after a crash, and not said again`() async throws {
        let world = try await world()
        world.journal.change { $0.cannotRead = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        #expect(try await ledger(world).allSatisfy { $0.state == .sending })
        world.journal.change { $0.cannotRead = false }
        try await world.crash()
        #expect(world.journal.reminders.count == 1)
        #expect(drawn(try await ledger(world)) == ["1.0 no-alcohol settled c0", "1.1 no-smoking settled c0", "1.2 ice settled c0"])
    }

    ///     clock     09:00             12:30
    ///     journal   drops all three   takes
    ///     said      -                 alcohol and tobacco, late; the compress of 12:00
    @Test func `that was dropped says only what is still of use, and whatever has come since`() async throws {
        let world = try await world()
        world.journal.change { $0.isDropping = true }
        await world.pass(until: "2026-03-02T12:30:00Z")
        world.journal.change { $0.isDropping = false }
        await world.pass(until: "2026-03-02T12:31:00Z")
        let record = try #require(world.journal.reminders.last)
        #expect(world.journal.reminders.count == 1)
        #expect(record["MESSAGE"] == "Until Tuesday 10:00: no alcohol, no smoking.\n20 hours, 29 minutes to go.")
        #expect(record["AFTERCARE_ATTEMPT"] == "2" && record["AFTERCARE_REDELIVERY"] == "proven")
        let items = try MessageItem.list(from: try #require(record["AFTERCARE_REMINDERS"]))
        #expect(
            items.map { "\($0.instruction) \($0.attempt) \($0.redelivery?.rawValue ?? "-")" } == [
                "no-alcohol 2 proven", "no-smoking 2 proven", "ice 1 -",
            ])
        let missed = try await ledger(world).filter { $0.state == .missed }
        #expect(missed.map(\.occurrence.due) == [instant("2026-03-02T09:00:00Z")])
        // The number of what never arrived is borne by what did.
        #expect(record["AFTERCARE_SEQ"] == "1")
        #expect(try world.store.read { try $0.freeSequences() }.isEmpty)
    }

    @Test func `that was dropped leaves out what was withdrawn meanwhile`() async throws {
        let world = try await world()
        world.journal.change { $0.isDropping = true }
        await world.pass(until: "2026-03-02T09:10:00Z")
        try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(without: ["no-smoking"])))
        world.journal.change { $0.isDropping = false }
        await world.pass(until: "2026-03-02T09:11:00Z")
        #expect(world.journal.reminders.map { $0.values(of: "AFTERCARE_INSTRUCTION") } == [["no-alcohol", "ice"]])
    }

    /// As where two records of a reminder may exist, and one is found.
    @Test func `of which one part is found and one is not: that part alone is said again, under another number`() async throws {
        let world = try await world()
        world.journal.change { $0.isSilent = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        await world.engine.stop()
        let sent = try await ledger(world)
        let results: [OccurrenceID: AftercareEngine.Delivery.Result] = [
            sent[0].id: .settled(cursor: "c9", .onDisk), sent[1].id: .absent, sent[2].id: .settled(cursor: "c9", .onDisk),
        ]
        try world.store.write { try Engine.settle(sent, results, now: instant("2026-03-02T09:00:05Z"), in: $0) }
        // Its number stays with those that have it.
        #expect(try world.store.read { try $0.freeSequences() }.isEmpty)
        world.journal.wake()
        world.journal.change { $0.removeAll() }
        try await world.restart()
        let record = try #require(world.journal.reminders.first)
        #expect(world.journal.reminders.count == 1)
        #expect(record.values(of: "AFTERCARE_INSTRUCTION") == ["no-smoking"] && record["AFTERCARE_SEQ"] == "2")
        #expect(
            drawn(try await ledger(world)) == ["1.0 no-alcohol settled c9", "1.2 ice settled c9", "2.0 no-smoking settled c0"])
    }

    @Test func `releases its number with its last part, and for good where one of them is doubtful`() async throws {
        let world = try await world()
        world.journal.change { $0.isSilent = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        await world.engine.stop()
        let sent = try await ledger(world)
        func released(_ proof: Aftercare.Redelivery, _ reminder: Reminder) throws -> [Int64] {
            try world.store.write { tx in
                #expect(try tx.withdraw(reminder, proof))
                return try tx.freeSequences()
            }
        }
        #expect(try released(.proven, sent[0]).isEmpty)
        #expect(try released(.uncertain, sent[1]) == [1])
        #expect(try released(.proven, sent[2]) == [1])
        // What may turn up with it is not to meet another.
        #expect(try world.store.write { try $0.takeSequences(1) } == [2])
    }

    ///     clock     08:59   09:00           09:01
    ///     store     copied                  the copy is put back
    ///     said              all three       -
    @Test func `that an older copy of the store does not know of is adopted as a whole`() async throws {
        let world = try await world()
        let copy = try await world.copyStore()
        await world.pass(until: "2026-03-02T09:00:00Z")
        let said = world.journal.reminders
        world.time.move(to: instant("2026-03-02T09:01:00Z"))
        try await world.restore(copy)
        #expect(world.journal.reminders == said)
        let adopted = try await ledger(world)
        #expect(drawn(adopted) == ["1.0 no-alcohol settled c0", "1.1 no-smoking settled c0", "1.2 ice settled c0"])
        #expect(adopted.allSatisfy { $0.reason == "adopted" && $0.payload?.text == said[0]["MESSAGE"] })
    }

    /// The copy has the message without its receipt, and the journal holds it with one reminder more.
    @Test func `that the journal holds with other parts than the store contradicts what it does not say`() async throws {
        let world = try await world()
        world.journal.change { $0.isSilent = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        await world.engine.stop()
        let sent = try await ledger(world)
        let other = OccurrenceID(uuid: UUID())
        try world.store.write { tx in
            try tx.recover(
                [sent[0].id, other].map { JournaledReminder(id: $0, sequence: 1, attempt: 1, cursor: "c9", text: "Said.") })
            // What the record says stays, what it does not say is decided anew, and what only it says is known.
            #expect(try tx.reminders(ofMessage: 1).map(\.id) == [sent[0].id])
            #expect(try tx.takeJournaled(of: other)?.sequence == 1)
            #expect(try tx.takeAttempts(of: sent[1].id)?.redelivery == .uncertain)
        }
    }

    @Test func `is answered as a whole, as far as it can be`() async throws {
        let world = try await world()
        await world.pass(until: "2026-03-02T09:00:00Z")
        let sent = try await ledger(world)
        try await world.ask(.respond(sent[1].id.text, ResponseRequest(answer: "declined")))
        let outcome = try await world.ask(
            .respond(sent[0].id.text, ResponseRequest(answer: "snoozed", lasting: "4h", message: true)))
        // Of the compress the next one comes before that; tobacco was declined.
        #expect(outcome.responses.map(\.reminder) == [sent[0].id])
        #expect(outcome.notes.count == 2 && outcome.notes.allSatisfy { $0.hasPrefix("not answered: ") })
        let whole = try await world.ask(.respond(sent[2].id.text, ResponseRequest(answer: "acknowledged", message: true)))
        #expect(Set(whole.responses.map(\.reminder)) == Set(sent.map(\.id)) && whole.notes.isEmpty)
        #expect(
            try await world.refused(.respond(sent[0].id.text, ResponseRequest(answer: "acknowledged", message: true))) == [
                "already-finished", "already-finished", "already-finished",
            ])
        #expect(
            try await world.refused(.respond(sent[0].id.text, ResponseRequest(answer: "maybe", message: true))) == ["malformed"])
    }

    @Test func `is shown once to whoever watches`() async throws {
        let shown = Mutex<[String]>([])
        let world = try World(
            at: "2026-03-02T08:59:00Z", terminal: true, onDelivered: { message in shown.withLock { $0.append(message.text) } })
        await world.engine.start()
        try await world.arrange(Self.several)
        await world.pass(until: "2026-03-02T09:00:00Z")
        #expect(shown.withLock(\.self) == ["Until Tuesday 10:00: no alcohol, no smoking.\nNo alcohol until Tuesday 10:00."])
    }

    @Test func `comes in the order of its number among those of many patients, batch upon batch`() async throws {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        try await world.arrange(Self.several)
        try await world.arrangeMany(300)
        await world.pass(until: "2026-03-02T09:00:00Z")
        let records = world.journal.reminders
        #expect(records.map { $0["AFTERCARE_SEQ"] } == (1...301).map { String($0) })
        #expect(records.flatMap { $0.values(of: "AFTERCARE_REMINDER_ID") }.count == 903)
        #expect(try world.store.read { try $0.reminderCounts(since: instant("2026-03-01T00:00:00Z")) } == [.settled: 903])
    }
}
