import Foundation
import Testing

@testable import Aftercare
@testable import AftercareStore

/// What a transaction has added is read as it will be read by others.
@Suite struct `A patient whom the transaction has added` {
    private let store: Store

    init() throws {
        store = try Store(inMemory: UUID())
        try store.takeInSamples()
    }

    /// Everything that can be asked of a patient, as text.
    private func answers(_ tx: StoreTransaction, _ number: Int) throws -> [String] {
        let patient: PatientID = id("P-\(number)")
        return try [
            "\(String(describing: tx.patient(patient)))", "\(tx.plans(of: patient))", "\(tx.everyTreatment(of: patient))",
            "\(tx.openTreatments(of: patient))", "\(String(describing: tx.plan(id("PL-\(number)"))))",
            "\(String(describing: tx.treatment(id("T-\(number)"))))", "\(String(describing: tx.erasedAt(patient)))",
            "\(tx.stated(.patient, "P-\(number)").sorted())", "\(tx.stated(.plan, "PL-\(number)").sorted())",
            "\(tx.stated(.treatment, "T-\(number)b").sorted())", "\(tx.openTreatments(ofPlan: id("PL-\(number)")))",
        ]
    }

    private func add(_ number: Int, to tx: StoreTransaction) throws {
        #expect(try tx.patient(id("P-\(number)")) == nil)
        try tx.save(patient("P-\(number)", zone: "Europe/Paris"))
        try tx.save(plan("PL-\(number)", of: "P-\(number)"))
        try tx.save(plan("PL-\(number)a", of: "P-\(number)"))
        for (name, start) in [("b", 90), ("", 70), ("c", 80)] as [(String, Int64)] {
            try tx.save(treatment("T-\(number)\(name)", of: "P-\(number)", plan: "PL-\(number)", start: start))
        }
    }

    @Test func `is told of within it as afterwards`() throws {
        let steps: [(StoreTransaction) throws -> Void] = [
            { _ in }, { try $0.setStated(.patient, "P-7", ["zone"]) }, { try $0.setStated(.treatment, "T-7b", ["start", "plan"]) },
            { try $0.close([id("T-7b"), id("T-7")]) }, { try $0.save(treatment("T-7b", of: "P-7", plan: "PL-7", start: 5)) },
            { try $0.reopenTreatments(of: id("P-7")) }, { try $0.save(plan("PL-7", of: "P-7", status: .onHold)) },
            { try $0.save(patient("P-7", zone: "UTC", person: "Ada")) },
        ]
        for count in 1...steps.count {
            let fresh = try Store(inMemory: UUID())
            try fresh.takeInSamples()
            let within = try fresh.write { tx in
                try add(7, to: tx)
                for step in steps.prefix(count) { try step(tx) }
                return try answers(tx, 7)
            }
            #expect(try fresh.read { try answers($0, 7) } == within)
            #expect(try fresh.read { try $0.zones().map(\.name) }.contains("Europe/Paris"))
        }
    }

    @Test func `is there no more once that is taken back`() throws {
        try store.write { tx in
            let before = try answers(tx, 7)
            try tx.tryOut {
                try add(7, to: tx)
                #expect(try answers(tx, 7) != before)
            }
            #expect(try answers(tx, 7) == before)
            try add(7, to: tx)
            #expect(try tx.everyTreatment(of: id("P-7")).count == 3)
        }
    }

    @Test func `is told from one whom the store knew`() throws {
        let known = try store.read { try $0.everyTreatment(of: id("P-1")).count }
        try store.write { tx in
            try tx.save(patient("P-1", zone: "Europe/Paris"))
            try tx.save(treatment("T-1x", of: "P-1", plan: "PL-1", start: 5))
            #expect(try tx.everyTreatment(of: id("P-1")).count == known + 1)
            #expect(try tx.patient(id("P-1"))?.zone == "Europe/Paris")
            // Looked for before, though not added after that.
            #expect(try tx.patient(id("P-8")) == nil)
            #expect(try tx.plans(of: id("P-8")) == [])
        }
    }
}
