import Foundation
import GRDB
import Testing

@testable import Aftercare
@testable import AftercareStore

/// Patients, in samples whose order by name, by time and by entry differ.
@Suite struct `A list of patients` {
    private let store: Store

    init() throws {
        store = try Store(inMemory: UUID())
        let entered: [(String, look: Int64?, due: Int64?, window: Int64?)] = [
            ("C", 7, 20, 100), ("A", 7, 30, 200), ("B", 3, 20, 50), ("D", nil, nil, nil), ("E", 9, 10, 100),
        ]
        try store.write { tx throws in
            for (name, look, due, window) in entered {
                try tx.save(patient(name))
                let result = EvaluationResult(
                    decisions: [], next: at(1), nextDue: due.map(at), inWindowUntil: window.map(at), over: [])
                try tx.setNextEvaluation(of: id(name), result, next: look.map(at))
            }
        }
    }

    private func looked(by time: Int64, _ tx: StoreTransaction) throws -> [String] {
        try tx.patientsDue(by: at(time), limit: 9).map(\.rawValue)
    }

    private func next(_ tx: StoreTransaction, limit: Int = 9) throws -> [String] { try tx.patientsNext(limit: limit).map(\.rawValue) }

    private func inWindow(at time: Int64, _ tx: StoreTransaction, limit: Int = 9) throws -> [String] {
        try tx.patientsInWindow(at: at(time), limit: limit).map(\.rawValue)
    }

    @Test func `to look at has the longest overdue first, and then who was entered first`() throws {
        try store.read { tx throws in
            #expect(try looked(by: 2, tx) == [])
            #expect(try looked(by: 6, tx) == ["B"])
            #expect(try looked(by: 7, tx) == ["B", "C", "A"])
            #expect(try looked(by: 99, tx) == ["B", "C", "A", "E"])
            #expect(try tx.nextEvaluation() == at(3))
        }
    }

    @Test func `to remind has the soonest first, and then who was entered first`() throws {
        try store.read { tx throws in
            #expect(try next(tx) == ["E", "C", "B", "A"])
            #expect(try next(tx, limit: 2) == ["E", "C"])
            #expect(try tx.nextDue() == at(10))
        }
    }

    @Test func `in a window has them by name`() throws {
        try store.read { tx throws in
            #expect(try inWindow(at: 99, tx) == ["A", "C", "E"])
            #expect(try inWindow(at: 99, tx, limit: 2) == ["A", "C"])
            #expect(try inWindow(at: 100, tx) == ["A"])
            #expect(try tx.countInWindow(at: at(49)) == 4 && tx.countInWindow(at: at(50)) == 3)
        }
    }

    @Test func `has nothing due and no window of one who cannot be looked at now`() throws {
        try store.write { tx throws in
            try tx.postponeEvaluation(of: id("E"), to: at(2))
            #expect(try looked(by: 99, tx) == ["E", "B", "C", "A"])
            #expect(try next(tx) == ["C", "B", "A"])
            #expect(try inWindow(at: 49, tx) == ["A", "B", "C"])
        }
    }

    @Test func `has one whose data changed where it was`() throws {
        try store.write { tx throws in
            try tx.save(patient("B", zone: "Asia/Kathmandu", history: History(.inactive)))
            #expect(try looked(by: 99, tx) == ["B", "C", "A", "E"])
            #expect(try next(tx) == ["E", "C", "B", "A"])
            #expect(try inWindow(at: 49, tx) == ["A", "B", "C", "E"])
        }
    }

    @Test func `comes page after page`() throws {
        try store.read { tx throws in
            func page(after: String?, _ limit: Int) throws -> [String] {
                try tx.patients(PageRequest(after: after, limit: limit)).map(\.id.rawValue)
            }
            #expect(try page(after: nil, 2) == ["A", "B"])
            #expect(try page(after: "B", 2) == ["C", "D"])
            #expect(try page(after: "D", 2) == ["E"])
        }
    }
}

/// Plans, treatments, protocols and audit rows, in samples whose order by name, by time and by entry differ.
@Suite struct `A list of the clinic` {
    private let store: Store

    init() throws {
        store = try Store(inMemory: UUID())
        try store.takeInSamples()
        try store.write { tx throws in
            try tx.save(patient("P-2"))
            try tx.save(plan("PL-3"))
            try tx.save(plan("PL-2", of: "P-2"))
            try tx.save(treatment("D", start: 10, series: "D"))
            try tx.save(treatment("A", start: 30, series: "D"))
            try tx.save(treatment("C", plan: "PL-3", start: 10, series: "D"))
            try tx.save(treatment("B", of: "P-2", plan: "PL-2", start: 20))
        }
    }

    private func names(_ treatments: [Treatment]) -> [String] { treatments.map(\.id.rawValue) }

    @Test func `of treatments is in the order that is asked for`() throws {
        try store.read { tx throws in
            #expect(names(try tx.everyTreatment(of: id("P-1"))) == ["A", "C", "D", "T-1"])
            #expect(names(try tx.openTreatments(of: id("P-1"))) == ["T-1", "C", "D", "A"])
            #expect(names(try tx.openTreatments(ofPlan: id("PL-1"))) == ["T-1", "D", "A"])
            #expect(names(try tx.series(id("D"))) == ["C", "D", "A"])
            #expect(names(try tx.treatments(of: nil, PageRequest(limit: 3))) == ["A", "B", "C"])
            #expect(names(try tx.treatments(of: nil, PageRequest(after: "B", limit: 2))) == ["C", "D"])
            #expect(names(try tx.treatments(of: id("P-1"), PageRequest(after: "A", limit: 2))) == ["C", "D"])
            #expect(names(try tx.treatments(of: id("P-2"), PageRequest())) == ["B"])
        }
    }

    @Test func `of what is open has a treatment until it is closed, and again once it is opened or changed`() throws {
        try store.write { tx throws in
            try tx.close([id("D"), id("T-1"), id("B")])
            #expect(names(try tx.openTreatments(of: id("P-1"))) == ["C", "A"])
            #expect(names(try tx.openTreatments(of: id("P-2"))) == [])
            try tx.reopenTreatments(of: id("P-1"))
            #expect(names(try tx.openTreatments(of: id("P-1"))) == ["T-1", "C", "D", "A"])
            #expect(names(try tx.openTreatments(of: id("P-2"))) == [])
            try tx.save(treatment("B", of: "P-2", plan: "PL-2", start: 25))
            #expect(names(try tx.openTreatments(of: id("P-2"))) == ["B"])
        }
    }

    @Test func `of plans is by name, of one patient or of all`() throws {
        try store.read { tx throws in
            func plans(of patient: String?, after: String? = nil, limit: Int = 9) throws -> [String] {
                try tx.plans(of: patient.map { id($0) }, PageRequest(after: after, limit: limit)).map(\.id.rawValue)
            }
            #expect(try plans(of: nil, limit: 2) == ["PL-1", "PL-2"])
            #expect(try plans(of: nil, after: "PL-1") == ["PL-2", "PL-3"])
            #expect(try plans(of: "P-1", after: "PL-1") == ["PL-3"])
            #expect(try plans(of: "P-1", limit: 1) == ["PL-1"])
            #expect(try tx.plans(of: id("P-1")).map(\.id.rawValue) == ["PL-1", "PL-3"])
            #expect(try tx.assignedPlans(of: id("P-2")).map(\.plan.id.rawValue) == ["PL-2"])
        }
    }

    @Test func `of protocols has what is offered, by name and number, and the newest counts for new plans`() throws {
        try store.write { tx throws in
            for version in [10, 9, 2] { #expect(try tx.offer(careProtocol(version: version))) }
            try tx.withdrawCareProtocols()
            #expect(try tx.careProtocols() == [])
            #expect(try tx.careProtocol(id("sample") as ProtocolID) == nil)
            for offered in [careProtocol(version: 10), careProtocol(version: 2), careProtocol("another", version: 3)] {
                #expect(try tx.offer(offered))
            }
            #expect(try tx.careProtocols().map(\.reference.text) == ["another@3", "sample@2", "sample@10"])
            #expect(try tx.careProtocol(id("sample") as ProtocolID)?.version == 10)
            #expect(try tx.careProtocol(id("nobody") as ProtocolID) == nil)
            #expect(try tx.careProtocol(careProtocol(version: 9).reference) == careProtocol(version: 9))
            #expect(try tx.careProtocol(careProtocol(version: 3).reference) == nil)
        }
    }

    @Test func `of protocols keeps what plans are pinned to, as long as they are not over`() throws {
        let known = careProtocol()
        let other = CareProtocol(
            id: known.id, version: known.version, title: known.title, language: known.language, routes: known.routes,
            usualDuration: nil, signOff: nil, sources: [:], instructions: [])
        try store.write { tx throws in
            try tx.withdrawCareProtocols()
            #expect(try tx.offer(other) == false)
            #expect(try tx.careProtocols() == [known])
            for name in ["PL-1", "PL-2", "PL-3"] {
                #expect(try tx.offer(other) == false)
                try tx.save(plan(name, of: name == "PL-2" ? "P-2" : "P-1", status: .completed))
            }
            #expect(try tx.offer(other))
            #expect(try tx.careProtocols() == [other])
        }
    }

    @Test func `of changes has the last entered first, whatever its time`() throws {
        let entries = [
            AuditEntry(at: at(30), uid: 1000, action: "patient.create", subject: "P-1", detail: "{}"),
            AuditEntry(at: at(10), uid: nil, action: "plan.create", subject: "PL-1", detail: nil),
            AuditEntry(at: at(20), uid: .max, action: "a", subject: "s", detail: "d"),
        ]
        try store.write { tx throws in
            for entry in entries { try tx.record(entry) }
            #expect(try tx.audit(limit: 9) == entries.reversed())
            #expect(try tx.audit(limit: 2) == [entries[2], entries[1]])
        }
    }

    @Test func `of what files stated has the keys in one order`() throws {
        try store.write { tx throws in
            try tx.setStated(.plan, "PL-1", ["status", "patient", "modalities"])
            #expect(
                try String.fetchAll(tx.db, sql: "SELECT coalesce(stated, '-') FROM plan ORDER BY id")
                    == [#"["modalities","patient","status"]"#, "-", "-"])
        }
    }
}
