import Aftercare
import AftercareSimulation
import Foundation
import Synchronization
import Testing

@testable import AftercareEngine

@Suite struct `The status line` {
    /// A Monday, 10:00 in Berlin.
    private let now = instant("2026-03-02T09:00:00Z")

    private func berlin() throws -> Zone {
        try Zone(name: "Europe/Berlin", tzif: Array(Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin"))))
    }

    private func line(_ health: EngineHealth, shortage: Shortage? = nil, errors: Int = 0) throws -> String {
        StatusLine(health, shortage: shortage, refusedErrors: errors, zone: try berlin(), now: now).text
    }

    @Test func `tells what comes when all is well`() throws {
        let health = EngineHealth(journal: .ok, nextDue: instant("2026-03-02T13:30:00Z"), patientsInWindow: 3)
        #expect(try line(health) == "journal ok · next reminder 14:30 · 3 patients in a window")
        #expect(
            try line(EngineHealth(journal: .none, nextDue: nil, patientsInWindow: 1))
                == "no journal · nothing planned · 1 patient in a window")
    }

    @Test func `names a protocol that was not taken in`() throws {
        let refused = RefusedProtocol(reference: sample.reference, plans: 2, differences: [])
        let health = EngineHealth(journal: .ok, nextDue: nil, patientsInWindow: 0)
        func line(_ refused: [RefusedProtocol]) throws -> String {
            StatusLine(health, shortage: nil, refusedErrors: 0, refusedProtocols: refused, zone: try berlin(), now: now).text
        }
        #expect(try line([refused]).hasPrefix("NOT TAKEN IN: protocol 'sample@1', see 'aftercarectl status' · journal ok"))
        #expect(try line([refused, refused]).hasPrefix("NOT TAKEN IN: protocol 'sample@1' and 1 more, see"))
    }

    @Test func `names a zone that is unknown, and how many others`() throws {
        func unknown(_ name: String) -> UnknownZone {
            UnknownZone(name: name, since: now, reason: "its file is missing", patients: 1, isClinics: false)
        }
        func line(_ zones: UnknownZone...) throws -> String {
            try self.line(EngineHealth(journal: .ok, nextDue: nil, patientsInWindow: 0, unknownZones: zones))
        }
        #expect(try line(unknown("Asia/Tokyo")).hasPrefix("ZONE UNKNOWN: 'Asia/Tokyo' (1 patient is told nothing) · journal ok"))
        #expect(
            try line(unknown("Asia/Tokyo"), unknown("US/Pacific")).hasPrefix(
                "ZONE UNKNOWN: 'Asia/Tokyo' (1 patient is told nothing) and 1 more · "))
    }

    /// It is not renewed by the clock, so it must not depend on when it is read.
    @Test(
        arguments: [
            ("2026-03-02T22:59:00Z", "23:59"), ("2026-03-02T23:00:00Z", "Tue 00:00"), ("2026-03-08T09:00:00Z", "Sun 10:00"),
            ("2026-03-08T23:00:00Z", "2026-03-09 00:00"), ("2026-07-01T09:00:00Z", "2026-07-01 11:00"),
            ("2026-03-01T09:00:00Z", "2026-03-01 10:00"),
        ])
    func `names a time that is still true when it is read later`(due: String, told: String) throws {
        #expect(try line(EngineHealth(journal: .ok, nextDue: instant(due), patientsInWindow: 0)).contains("next reminder \(told) ·"))
    }

    @Test func `begins with what needs a person, then tells what fails`() throws {
        let failing = JournalHealth.failing(reason: "connection refused", since: now, retryAt: now + 5)
        let health = EngineHealth(journal: failing, nextDue: nil, patientsInWindow: 0, needsPerson: 1)
        #expect(
            try line(health, shortage: Shortage(free: .mebibytes(12), wanted: .mebibytes(64)), errors: 2)
                == "1 NEEDS A PERSON · JOURNAL FAILING since 10:00: connection refused · STORAGE LOW: 12 MiB free, 64 MiB wanted · NOT RELOADED: 2 errors in the configuration, see 'aftercarectl status' · nothing planned · 0 patients in a window"
        )
        #expect(
            try line(EngineHealth(journal: .ok, nextDue: nil, patientsInWindow: 0, needsPerson: 2)).hasPrefix(
                "2 NEED A PERSON · journal ok"))
        #expect(
            try line(EngineHealth(journal: .ok, nextDue: nil, patientsInWindow: 0, needsPerson: 50)).hasPrefix(
                "50 OR MORE NEED A PERSON · "))
    }

    @Test func `names every trouble, the worst first`() throws {
        let failing = JournalHealth.failing(reason: "no answer", since: instant("2026-03-01T09:00:00Z"), retryAt: now + 5)
        let zone = UnknownZone(name: "Asia/Tokyo", since: now, reason: "its file is missing", patients: 2)
        let health = EngineHealth(
            journal: failing, nextDue: now + 60, patientsInWindow: 5, needsPerson: 49, trouble: "it is full", missingFiles: ["/a", "/b"],
            unknownZones: [zone, zone, zone], withheldFrom: [Author(machine: "b1", uid: 998), Author(machine: "c1", uid: 997)])
        let refused = RefusedProtocol(reference: sample.reference, plans: 2, differences: [])
        let line = StatusLine(
            health, shortage: Shortage(free: .mebibytes(12), wanted: .mebibytes(64)), refusedErrors: 1,
            refusedProtocols: [refused, refused, refused], zone: try berlin(), now: now)
        #expect(
            line.text.components(separatedBy: " · ") == [
                "49 NEED A PERSON", "STORE REMOVED: /a, /b; see 'aftercarectl status'", "STORE FAILING: it is full",
                "JOURNAL FAILING since 2026-03-01 10:00: no answer",
                "HELD BACK: what machine b1 (user id 998) may have said; see 'aftercarectl status'",
                "ZONE UNKNOWN: 'Asia/Tokyo' (2 patients are told nothing) and 2 more", "STORAGE LOW: 12 MiB free, 64 MiB wanted",
                "NOT RELOADED: 1 error in the configuration, see 'aftercarectl status'",
                "NOT TAKEN IN: protocol 'sample@1' and 2 more, see 'aftercarectl status'",
            ])
    }

    @Test func `says of a journal that there is none although the store fails, and that it fails though nobody knows why`() throws {
        let without = EngineHealth(journal: .none, nextDue: nil, patientsInWindow: 0, trouble: "it is full")
        #expect(try line(without) == "STORE FAILING: it is full · no journal")
        let failing = EngineHealth(journal: JournalHealth(state: .failing), nextDue: nil, patientsInWindow: 0)
        #expect(try line(failing) == "JOURNAL FAILING: no reason is known · nothing planned · 0 patients in a window")
    }

    @Test func `says nothing of the future while the store fails`() throws {
        let health = EngineHealth(journal: .ok, nextDue: nil, patientsInWindow: 0, trouble: "there is no space left")
        #expect(try line(health) == "STORE FAILING: there is no space left")
    }

    // MARK: What the engine tells for it

    private func pulses(_ body: (World, () -> [EngineHealth]) async throws -> Void) async throws {
        let told = Mutex<[EngineHealth]>([])
        let world = try World(at: "2026-03-02T08:59:00Z", onHealth: { health in told.withLock { $0.append(health) } })
        try await body(world) { told.withLock(\.self) }
    }

    @Test func `has a reaction in it from its report until it is cleared`() async throws {
        try await pulses { world, told in
            await world.engine.start()
            try await world.arrange()
            #expect(told().last?.needsPerson == 0)
            try await world.ask(.reportReaction(ReactionRequest(patient: "P-1", treatment: "T-1", signs: ["swelling"])))
            #expect(told().last?.needsPerson == 1)
            await world.pass(until: "2026-03-02T12:00:00Z")
            #expect(told().last?.needsPerson == 1)
            try await world.ask(.clearReaction(name("R-0001")))
            #expect(told().last?.needsPerson == 0)
        }
    }

    @Test func `has a reminder in it from when the staff was told that nobody answers`() async throws {
        let asking = CareProtocol(
            id: sample.id, version: 1, title: sample.title, language: .english, routes: sample.routes, usualDuration: nil,
            signOff: nil, sources: [:],
            instructions: [instruction("pill", "24h", .moments([.start]), nag: Nag(every: .hours(1), times: 1))])
        try await pulses { world, told in
            await world.engine.start()
            try await world.arrange(asking)
            await world.pass(until: "2026-03-02T10:59:00Z")
            #expect(told().last?.needsPerson == 0)
            await world.pass(until: "2026-03-02T11:00:00Z")
            #expect(told().last?.needsPerson == 1)
            let said = try #require(world.journal.reminders.first?["AFTERCARE_REMINDER_ID"])
            try await world.ask(.respond(said, ResponseRequest(answer: "acknowledged")))
            #expect(told().last?.needsPerson == 0)
        }
    }

    @Test func `has a treatment in it from when the staff was asked whether it took place until somebody says so`() async throws {
        try await pulses { world, told in
            await world.engine.start()
            try await world.arrange(
                CareProtocol(
                    id: sample.id, version: 1, title: sample.title, language: .english, routes: sample.routes, usualDuration: nil,
                    signOff: nil, confirms: true, sources: [:], instructions: sample.instructions))
            await world.pass(until: "2026-03-02T08:59:59Z")
            #expect(told().last?.needsPerson == 0)
            await world.pass(until: "2026-03-02T09:00:00Z")
            #expect(told().last?.needsPerson == 1)
            try await world.ask(.completeTreatment(name("T-1"), CompletionRequest(ended: "2026-03-02T09:00:00Z")))
            #expect(told().last?.needsPerson == 0)
        }
    }

    @Test func `is not renewed while nothing happens`() async throws {
        try await pulses { world, told in
            await world.engine.start()
            try await world.arrange()
            await world.pass(until: "2026-03-02T09:00:00Z")
            let count = told().count
            await world.pass(until: "2026-03-02T20:59:00Z")
            #expect(told().count == count)
            await world.pass(until: "2026-03-02T21:00:00Z")
            #expect(told().count > count)
        }
    }
}

/// What the engine is at, for whoever waits for its start.
@Suite struct `A step` {
    @Test func `says in words what is done`() {
        #expect(EngineProgress.reconciling(312).text == "looking up 312 reminders in the journal")
        #expect(EngineProgress.rechecking(1).text == "looking up 1 receipt of the last minutes again")
        #expect(EngineProgress.sending(64).text == "sending 64 reminders")
    }

    @Test func `is told of each thing that a start does`() async throws {
        let steps = Mutex<[EngineProgress]>([])
        let world = try World(at: "2026-03-02T08:59:00Z", onProgress: { step in steps.withLock { $0.append(step) } })
        await world.engine.start()
        try await world.arrange()
        await world.pass(until: "2026-03-02T09:00:00Z")
        await world.engine.stop()
        steps.withLock { $0 = [] }
        world.time.move(to: instant("2026-03-02T21:00:00Z"))
        try await world.crash(boot: "another")
        #expect(steps.withLock(\.self) == [.recovering, .rechecking(1), .syncing, .synced, .sending(1), .syncing, .synced])
    }
}
