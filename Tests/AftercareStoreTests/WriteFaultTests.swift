import Testing

@testable import Aftercare
@testable import AftercareStore

/// Each write of a transaction fails once, since a disk can become full at any of them.
@Suite struct `A write that fails` {
    private let scratch: Scratch
    private let store: Store

    init() throws {
        scratch = try Scratch()
        store = try Store(directory: scratch.path)
        try store.takeInSamples()
        try store.write { tx in
            try tx.insert(store.reminder(), bootID: nil)
            try tx.insert(store.reminder(occurrence(place: 1), sequence: 2), bootID: nil)
            try tx.add(Self.response)
            try tx.save(Self.reaction)
            try tx.recover([JournaledReminder(id: store.reminder(occurrence(place: 7)).id, sequence: 9, attempt: 1, cursor: "c", text: "t")]
            )
            _ = try tx.withdraw(store.reminder(occurrence(place: 1), sequence: 2), .proven)
            try tx.postponeEvaluation(of: id("P-1"), to: at(50))
            try tx.setStated(.plan, "PL-1", ["status"])
            try tx.setUnknownZones(["UTC": at(3)])
            try tx.record(AuditEntry(at: at(1), uid: 0, action: "patient.add", subject: "P-1", detail: #"{"id":"P-1","name":"N"}"#))
        }
    }

    private static let response = Response(reminder: occurrence().key, answer: .acknowledged, at: at(5))
    private static let reaction = Reaction(
        id: id("R-1"), patient: id("P-1"), treatment: id("T-1"), signs: [.swelling], reportedAt: at(4), clearedAt: nil)

    private struct Write {
        let name: String
        let body: (StoreTransaction) throws -> Void

        init(_ name: String, _ body: @escaping (StoreTransaction) throws -> Void) {
            self.name = name
            self.body = body
        }
    }

    private var writes: [Write] {
        let store = store
        let journaled = store.reminder(occurrence(place: 7)).id
        let nothing = EvaluationResult(decisions: [], next: nil, nextDue: nil, inWindowUntil: nil, over: [])
        return [
            Write("import begun") { _ = try $0.beginImport() },
            Write("import counted") { try $0.makeCount(ImportNumber(rawValue: 1)) },
            Write("import undone") { tx in
                let importing = try tx.beginImport()
                try tx.adding(to: importing).save(patient("P-2"))
                while try !tx.undoImport(limit: 1) {}
            },
            Write("patient") { try $0.save(patient("P-2")) },
            Write("patient, again") { try $0.save(patient(zone: "Europe/Paris")) },
            Write("plan") { try $0.save(plan("PL-2")) },
            Write("plan, again") { try $0.save(plan(status: .onHold)) },
            Write("treatment") { try $0.save(treatment("T-2")) },
            Write("treatment, again") { try $0.save(treatment(start: 60)) },
            Write("protocol") { _ = try $0.offer(careProtocol(version: 2)) },
            Write("protocols withdrawn") { try $0.withdrawCareProtocols() },
            Write("reaction") { try $0.save(Self.reaction) },
            Write("answer") { try $0.add(Response(reminder: occurrence(place: 1).key, answer: .declined, at: at(6))) },
            Write("answer taken back") { try $0.takeBack(Self.response, at: at(7)) },
            Write("decision") { try $0.insert(store.reminder(occurrence(place: 2), sequence: 3), bootID: "b") },
            Write("advance") { _ = try $0.advance(store.reminder().id, from: .sending, attempt: 1, to: .seen) },
            Write("withdrawal, proven") { _ = try $0.withdraw(store.reminder(), .proven) },
            Write("withdrawal, uncertain") { _ = try $0.withdraw(store.reminder(), .uncertain) },
            Write("attempts") { _ = try $0.takeAttempts(of: store.reminder(occurrence(place: 1)).id) },
            Write("number") { _ = try $0.takeSequences(1) },
            Write("number given back") { try $0.free(77, isGivenAgain: true) },
            Write("trace") {
                try $0.recover([
                    JournaledReminder(id: store.reminder(occurrence(place: 8)).id, sequence: 2, attempt: 1, cursor: "c", text: "t")
                ])
            },
            Write("trace taken") { _ = try $0.takeJournaled(of: journaled) },
            Write("look") { try $0.setNextEvaluation(of: id("P-1"), nothing, next: nil) },
            Write("look postponed") { try $0.postponeEvaluation(of: id("P-1"), to: at(70)) },
            Write("looks of a zone") { _ = try $0.advanceEvaluations(ofZone: "UTC", to: at(1)) },
            Write("looks of all") { _ = try $0.advanceEvaluations(to: at(1)) },
            Write("looks of an unknown zone") { try $0.postponeEvaluations(ofZone: "UTC", to: at(1)) },
            Write("fingerprint") { try $0.setFingerprint("f", ofZone: "UTC") },
            Write("unknown zones") { try $0.setUnknownZones(["US/Pacific": at(4)]) },
            Write("no unknown zones") { try $0.setUnknownZones([:]) },
            Write("rules of the clinic") { try $0.setClinicRules("r") },
            Write("treatments closed") { try $0.close([id("T-1")]) },
            Write("treatments open again") { try $0.reopenTreatments(of: id("P-1")) },
            Write("stated") { try $0.setStated(.plan, "PL-1", ["status", "patient"]) },
            Write("change") { try $0.record(AuditEntry(at: at(1), uid: nil, action: "a", subject: "s", detail: nil)) },
            Write("made") { try $0.setMade(at: at(1)) },
            Write("restored") { try $0.setRestored(at: at(1)) },
            Write("mark of a backup") { tx in
                try BackupMark.put(at(3), tx.db)
                #expect(try tx.takeBackupMark() == at(3))
            },
            Write("run") { try $0.setOpenRun("b") },
            Write("doubt") { try $0.setUnchecked(since: at(1)) },
            Write("writer") { try $0.add(Writer(epoch: 9, author: Author(machine: "m", uid: 1), since: at(1))) },
            Write("numbers of another machine") { try $0.leave(numbersUpTo: 1_000_000) },
            Write("names above") { try $0.skipNames(beyond: []) },
            Write("epoch wanted") { try $0.setNeedsEpoch(true) },
            Write("in doubt") { try $0.setInDoubt(until: at(1)) },
            Write("uncertain") { try $0.setUncertain(until: at(1)) },
            Write("boot") { try $0.setLastOfEarlierBoot(3) },
            Write("looks at everybody") { try $0.evaluateEverybody(at: at(1)) },
            Write("older copy") { tx in
                // A reminder without a receipt has the number.
                try tx.recover([
                    JournaledReminder(id: store.reminder(occurrence(place: 9)).id, sequence: 1, attempt: 1, cursor: "c", text: "t")
                ])
            },
            Write("erasure") { tx in
                let erasure = Erasure(
                    plans: try tx.plans(of: id("P-1")), treatments: try tx.everyTreatment(of: id("P-1")), as: id("erased-1"),
                    language: .english,
                    now: at(200))
                try tx.erase(id("P-1"), leaving: erasure, in: store.id, at: at(200))
            },
        ]
    }

    @Test func `at any of its rows is told, and never passed over`() throws {
        // Some write only if there is a row to change.
        try store.write { tx in
            try tx.setFingerprint("old", ofZone: "UTC")
            try tx.setClinicRules("old")
            try tx.close([])
        }
        let fuse = try Fuse(in: store)
        var total = 0
        for write in writes {
            let (rows, silent) = try fuse.blow(write.body)
            total += rows
            #expect(silent == [], "\(write.name), of \(rows)")
            #expect(rows > 0 || write.name == "treatments open again", "\(write.name) writes nothing")
        }
        #expect(total > 50)
    }
}
