import Aftercare
import AftercareStore
import Foundation
import GRDB
import Testing

@Suite struct `A store of version 1` {
    private let scratch: Scratch
    private let store: Store

    init() throws {
        scratch = try Scratch()
        try VersionOne.make(in: scratch.path)
        store = try Store(directory: scratch.path)
    }

    @Test func `keeps its id, its patients and when to look at them`() throws {
        #expect(store.id == VersionOne.id)
        try store.read { tx in
            let patients = try tx.patients(PageRequest())
            #expect(
                patients.first
                    == Patient(
                        id: id("P-1"), zone: "Europe/Berlin", language: .german, quietHours: try QuietHours(text: "21:00-08:00"),
                        history: History(.active), name: "n"))
            #expect(patients.map(\.history) == [History(.active), History(.inactive), History(.deceased), History(.optedOut)])
            #expect(try tx.nextEvaluation() == at(100))
            #expect(try tx.nextDue() == at(200))
            #expect(try tx.countInWindow(at: at(299)) == 1)
            #expect(try tx.zones().map(\.name) == ["Europe/Berlin", "UTC"])
            #expect(
                try tx.audit(limit: 9)
                    == [AuditEntry(at: at(7), uid: 1000, action: "patient.add", subject: "P-1", detail: "{}")])
        }
    }

    @Test func `keeps its plans and treatments`() throws {
        try store.read { tx in
            let plans = try tx.plans(of: nil, PageRequest())
            #expect(
                plans.first
                    == Plan(
                        id: id("PL-1"), patient: id("P-1"), careProtocol: ProtocolReference(id: id("sample"), version: 1),
                        history: History(.active), modalities: [id("compress"): .cold], switchedOff: [id("no-alcohol")]))
            #expect(
                plans.map(\.history)
                    == [History(.active), History(.draft), History(.completed), History(.revoked), History(.onHold)])
            #expect(
                try tx.assignedPlans(of: id("P-1")).first?.careProtocol.instructions.map(\.id.rawValue)
                    == ["no-alcohol", "compress", "cool"])
            let treatments = try tx.treatments(of: nil, PageRequest())
            #expect(
                treatments.first
                    == Treatment(
                        id: id("T-1"), patient: id("P-1"), plan: id("PL-1"), route: .intramuscular, site: "left",
                        product: Product(name: "p", manufacturer: "m", lot: "l"), status: .completed, plannedStart: at(0),
                        plannedEnd: at(3600), actualStart: at(60), actualEnd: at(3660), series: nil, timingRevision: 2,
                        timesKnownAt: at(0)))
            #expect(treatments.map(\.status) == [.completed, .booked, .inProgress, .cancelled, .noShow])
            #expect(try tx.openTreatments(of: id("P-2")) == [])
        }
    }

    @Test func `keeps its reminders, each under the id that it has in the journal`() throws {
        let reminders = try store.read { try $0.reminders(of: nil, state: nil, before: nil, limit: 100) }
        #expect(
            Set(reminders.map(\.id.text)) == [
                "b2a3b611-89c9-5d41-9b43-f783feb05c13", "abc61b37-c1f1-5c72-a3c4-d62013607bfb",
                "95f212ad-0467-526f-b8a5-302dcb9e6aef", "b9039331-b4bd-5d87-b8e1-d7b21af207a8",
                "23c655ad-30a3-50fe-a30b-88dc934e6b38", "2ee81b4d-3be8-57c6-89f7-b99df95574ba",
            ])
        for reminder in reminders { #expect(reminder.id == OccurrenceID(reminder.occurrence.key, store: store.id)) }
        let window = Window(
            treatment: id("T-1"), timingRevision: 1, plan: id("PL-1"),
            careProtocol: ProtocolReference(id: id("sample"), version: 1), instruction: id("compress"), kind: .compress,
            opens: at(10), closes: at(400))
        let settled = Reminder(
            id: try OccurrenceID(text: "b2a3b611-89c9-5d41-9b43-f783feb05c13"), patient: id("P-1"),
            occurrence: Occurrence(window: window, place: 0, phase: .start, instant: at(20), due: at(20), deadline: at(30)),
            state: .settled, sequence: 1, attempt: 2, reason: "journal-in-memory",
            payload: Payload(text: "one", language: .german),
            claim: Claim(until: at(400), modality: .cold, topic: try Topic(text: "sample/compress#cold"), label: "compress"),
            decidedAt: at(21),
            emittedAt: at(22), cursor: "c1")
        #expect(try store.read { try $0.reminder(settled.id) } == settled)
        try store.read { tx in
            for (state, reason) in [(ReminderState.suppressed, "quiet-hours"), (.cancelled, "r")] {
                let reminder = try #require(tx.reminders(of: nil, state: state, before: nil, limit: 9).first)
                #expect(reminder.reason == reason && reminder.payload == nil && reminder.claim == Claim())
            }
            #expect(try tx.unsettled(of: 1, limit: 9).map(\.sequence) == [2, 4])
            #expect(try tx.takeSequences(1) == [5])
        }
    }

    @Test func `still knows what it said, in its order, and that it named the end of the window`() throws {
        let decided = try store.read { try $0.decided(of: [id("T-2"), id("T-1")]) }
        #expect(decided.keys.count == 6)
        #expect(
            decided.emitted.map { "\($0.key.treatment) \($0.key.instruction)" }
                == ["T-1 compress", "T-2 compress", "T-1 cool", "T-1 no-alcohol"])
        #expect(
            decided.emitted.map { Claim(until: $0.claim.until, modality: $0.claim.modality) } == [
                Claim(until: at(400), modality: .cold), Claim(until: at(500), modality: .cold),
                Claim(until: at(700), modality: .warm), Claim(until: at(800)),
            ])
        #expect(
            decided.emitted.map { $0.claim.topic?.text } == [
                "sample/compress#cold", "sample/compress#cold", "sample/cool#warm", "abstain:alcohol",
            ])
        #expect(decided.emitted.map(\.at) == [at(21), at(21), at(51), at(61)])
    }

    @Test func `goes on deciding after what it decided, and is the same as a fresh one`() throws {
        let next = store.reminder(occurrence(of: "T-2", place: 7), sequence: 5)
        try store.write { tx in
            try tx.insert(next, bootID: nil)
            #expect(try tx.decided(of: [id("T-2"), id("T-1")]).emitted.last?.key == next.occurrence.key)
        }
        try store.close()
        let fresh = try Scratch()
        try Store(directory: fresh.path).close()
        #expect(try schema(of: scratch) == schema(of: fresh))
        let file = try DatabaseQueue(path: scratch.file)
        // The third row was deleted before; the others keep their numbers.
        #expect(try file.read { try Int.fetchAll($0, sql: "SELECT number FROM reminder ORDER BY number") } == [1, 2, 4, 5, 6, 7, 8])
        #expect(
            try file.read { try Int.fetchOne($0, sql: "SELECT settledAt FROM reminder WHERE number = 1") } == 23)
        try file.close()
    }

    private func schema(of scratch: Scratch) throws -> [String] {
        let file = try DatabaseQueue(path: scratch.file)
        defer { try? file.close() }
        return try file.read { try String.fetchAll($0, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name") }
    }
}
