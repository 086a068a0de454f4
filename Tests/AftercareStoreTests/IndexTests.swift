import Aftercare
import AftercareStore
import Foundation
import Testing

/// How SQLite runs the store's actual queries.
@Suite struct `A query` {
    private let store: Store

    init() throws {
        store = try Store(inMemory: UUID())
        try store.takeInSamples()
    }

    /// A query of the store.
    private struct Question {
        let name: String
        /// The index that exists for it.
        let index: String?
        /// Whether it must read no more rows among a million than among three.
        let isPage: Bool
        let ask: (StoreTransaction) throws -> Void

        init(_ name: String, by index: String? = nil, isPage: Bool = true, _ ask: @escaping (StoreTransaction) throws -> Void) {
            self.name = name
            self.index = index
            self.isPage = isPage
            self.ask = ask
        }
    }

    /// Every index needs a query here that uses it.
    private static var questions: [Question] {
        let (now, patient, plan) = (at(50), id("P-1") as PatientID, id("PL-1") as PlanID)
        return [
            Question("nextEvaluation", by: "patientByNextLook") { _ = try $0.nextEvaluation() },
            Question("patientsDue", by: "patientByNextLook") { _ = try $0.patientsDue(by: now, limit: 3) },
            Question("nextDue", by: "patientByNextDue") { _ = try $0.nextDue() },
            Question("patientsNext", by: "patientByNextDue") { _ = try $0.patientsNext(limit: 3) },
            Question("countInWindow", by: "patientInWindow", isPage: false) { _ = try $0.countInWindow(at: now) },
            Question("patients") { _ = try $0.patients(PageRequest(after: "P-0", limit: 3)) },
            Question("plansOfPatient", by: "planByPatient", isPage: false) { _ = try $0.plans(of: patient) },
            Question("assignedPlans", by: "planByPatient", isPage: false) { _ = try $0.assignedPlans(of: patient) },
            Question("pinnedPlans", by: "planByProtocol", isPage: false) { _ = try $0.pinnedPlans(to: careProtocol().reference) },
            Question("plans") { _ = try $0.plans(of: nil, PageRequest(after: "PL-0", limit: 3)) },
            Question("openTreatments", by: "treatmentByPatient", isPage: false) { _ = try $0.openTreatments(of: patient) },
            Question("everyTreatment", by: "treatmentByPatient", isPage: false) { _ = try $0.everyTreatment(of: patient) },
            Question("reopenTreatments", by: "treatmentByPatient", isPage: false) { try $0.reopenTreatments(of: patient) },
            Question("openTreatmentsOfPlan", by: "treatmentByPlan", isPage: false) { _ = try $0.openTreatments(ofPlan: plan) },
            Question("series", by: "treatmentBySeries") { _ = try $0.series(id("T-1")) },
            Question("treatments") { _ = try $0.treatments(of: nil, PageRequest(after: "T-0", limit: 3)) },
            Question("delivered") { _ = try $0.delivered(after: 5, limit: 3) },
            Question("recoveredSequences", by: "rememberedBySequence") { _ = try $0.recoveredSequences() },
            Question("firstSequence", by: "reminderByDue") { _ = try $0.firstSequence(since: now) },
            Question("reminders", by: "reminderByDue") { _ = try $0.reminders(of: nil, state: nil, before: nil, limit: 3) },
            Question("reminderCounts", by: "reminderByDue", isPage: false) { _ = try $0.reminderCounts(since: now) },
            Question("remindersOfPatient", by: "reminderByPatient") {
                _ = try $0.reminders(of: patient, state: nil, before: nil, limit: 3)
            },
            Question("reminder") { _ = try $0.reminders(startingWith: "ab", limit: 3) },
            Question("unsettled", by: "reminderUnsettled") { _ = try $0.unsettled(of: 1, limit: 3) },
            Question("unansweredEscalations", by: "reminderForStaff") { _ = try $0.unansweredEscalations(since: now, limit: 3) },
            Question("openConfirmations", by: "reminderForStaff") { _ = try $0.openConfirmations(since: now, limit: 3) },
            Question("settled", by: "reminderBySettled") { _ = try $0.settled(since: now, of: 1, limit: 3) },
            Question("lastSettled", by: "reminderBySettled", isPage: false) { _ = try $0.lastSettled() },
            Question("responses", by: "responseByTreatment", isPage: false) { _ = try $0.responses(of: [id("T-1"), id("T-2")]) },
            Question("reactionsOfPatient", by: "reactionByPatient") { _ = try $0.reactions(of: patient) },
            Question("openReactions", by: "reactionOpen") { _ = try $0.openReactions(limit: 3) },
        ]
    }

    @Test func `uses the index that is there for it, and every index is there for some`() throws {
        try store.write { tx in
            #expect(Set(try tx.indexes()) == Set(Self.questions.compactMap(\.index)))
            for question in Self.questions {
                guard let index = question.index else { continue }
                let plans = try tx.plans { try question.ask(tx) }
                #expect(plans.contains { $0.contains("INDEX \(index)") }, "\(question.name): \(plans)")
            }
        }
    }

    @Test func `of a page neither sorts nor reads more than the page`() throws {
        try store.write { tx in
            for question in Self.questions where question.isPage {
                let steps = try tx.plans { try question.ask(tx) }.flatMap { $0.split(separator: "\n") }
                #expect(!steps.isEmpty, "\(question.name)")
                for step in steps {
                    #expect(!step.contains("TEMP B-TREE"), "\(question.name): \(step)")
                    // A scan along an index that ends with the page; the table of imports has one row.
                    #expect(!step.hasPrefix("SCAN") || step.contains("USING") || step == "SCAN import", "\(question.name): \(step)")
                }
            }
        }
    }
}
