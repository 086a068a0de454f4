import Foundation
import Testing

@testable import Aftercare
@testable import AftercareStore

/// Rows that count once all of an import is there.
@Suite struct `An import` {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func opened() throws -> Store { try Store(directory: scratch.path) }

    private func known(in store: Store) throws -> [String] {
        try store.read { tx in
            let page = PageRequest()
            return try tx.patients(page).map(\.id.rawValue) + tx.plans(of: nil, page).map(\.id.rawValue)
                + tx.treatments(of: nil, page).map(\.id.rawValue)
        }
    }

    /// A patient with a plan and a treatment, to be looked at.
    private func add(_ number: Int, to tx: StoreTransaction) throws {
        let patient = patient("P-\(number)")
        try tx.save(patient)
        try tx.save(plan("PL-\(number)", of: "P-\(number)"))
        try tx.save(treatment("T-\(number)", of: "P-\(number)", plan: "PL-\(number)"))
        try tx.record(AuditEntry(at: at(1), uid: 0, action: "patient.create", subject: "P-\(number)", detail: nil))
        let result = EvaluationResult(decisions: [], next: at(5), nextDue: at(5), inWindowUntil: at(9), over: [])
        try tx.setNextEvaluation(of: patient.id, result, next: at(5))
    }

    @Test func `counts within its pieces, and for everybody once it is made to`() throws {
        let store = try opened()
        try store.write { _ = try $0.offer(careProtocol()) }
        let importing = try store.beginImport()
        for number in 1...3 {
            try store.write(importing) { tx in
                try add(number, to: tx)
                #expect(try tx.patient(id("P-\(number)")) != nil)
                #expect(try tx.patientsDue(by: at(5), limit: 9).count == number)
            }
            #expect(try known(in: store) == [])
            try store.read { tx throws in
                #expect(try tx.nextEvaluation() == nil && tx.nextDue() == nil)
                #expect(try tx.patientsDue(by: at(5), limit: 9) == [] && tx.patientsNext(limit: 9) == [])
                #expect(try tx.countInWindow(at: at(5)) == 0 && tx.patientsInWindow(at: at(5), limit: 9) == [])
                #expect(try tx.patient(id("P-1")) == nil && tx.plan(id("PL-1")) == nil && tx.treatment(id("T-1")) == nil)
                #expect(try tx.plans(of: id("P-1")) == [] && tx.everyTreatment(of: id("P-1")) == [])
                // What a plan is going to follow is not replaced.
                #expect(try tx.pinnedPlans(to: careProtocol().reference) == number)
            }
        }
        try store.write { try $0.makeCount(importing) }
        #expect(try known(in: store) == ["P-1", "P-2", "P-3", "PL-1", "PL-2", "PL-3", "T-1", "T-2", "T-3"])
        #expect(try store.read { try $0.patientsDue(by: at(5), limit: 9).map(\.rawValue) } == ["P-1", "P-2", "P-3"])
        #expect(try store.undoImport())
        #expect(try known(in: store).count == 9)
    }

    @Test func `that is left is deleted piece by piece, and nothing else is`() throws {
        let store = try opened()
        try store.takeInSamples()
        let before = try store.clinic()
        let importing = try store.beginImport()
        try store.write(importing) { tx in for number in 100..<800 { try add(number, to: tx) } }
        var pieces = 1
        while try !store.undoImport() { pieces += 1 }
        #expect(pieces > 8)
        #expect(try store.clinic() == before)
        // The next one is another.
        let next = try store.beginImport()
        #expect(next != importing)
        try store.write(next) { try add(100, to: $0) }
        try store.write { try $0.makeCount(next) }
        #expect(try known(in: store).contains("P-100"))
    }

    @Test func `that a crash ended is gone once the store is opened`() throws {
        var store: Store? = try opened()
        try store?.takeInSamples()
        let before = try store?.clinic()
        let importing = try #require(try store?.beginImport())
        try store?.write(importing) { tx in for number in 100..<110 { try add(number, to: tx) } }
        try store?.close()
        store = nil
        let again = try opened()
        #expect(try again.clinic() == before)
        #expect(try again.undoImport())
    }

    @Test func `is in no backup that is made meanwhile`() throws {
        let store = try opened()
        try store.takeInSamples()
        let count = try known(in: store).count
        let importing = try store.beginImport()
        try store.write(importing) { try add(100, to: $0) }
        let copy = try store.beginCopy()
        while try !copy.step() {}
        let backup = try copy.finish(takenAt: at(9))
        #expect(backup.contents.patients == (try store.read { try $0.patients(PageRequest()).count }))
        let other = try Scratch()
        let file = other.path + "/backup"
        try Data(backup.read(at: 0, upTo: Int(backup.size))).write(to: URL(filePath: file))
        _ = try Store.restore(file, in: other.path + "/store", at: at(10))
        #expect(try known(in: Store(directory: other.path + "/store")).count == count)
    }

    @Test func `may be tried, and leaves nothing`() throws {
        let store = try opened()
        try store.takeInSamples()
        let before = try store.clinic()
        try store.tryOut { try add(100, to: $0) }
        try store.write { tx in
            try tx.tryOut {
                try add(101, to: tx)
                #expect(try tx.patient(id("P-101")) != nil)
            }
            #expect(try tx.patient(id("P-101")) == nil)
        }
        #expect(try store.clinic() == before)
    }
}
