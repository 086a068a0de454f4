import Aftercare
import AftercareStore
import Foundation
import Testing

/// How SQLite carries out what the store really asks of it.
@Suite struct `A query` {
    private let store: Store

    init() throws {
        store = try Store(inMemory: UUID())
        try store.takeInSamples()
    }

    private typealias Use = (StoreTransaction) throws -> Void

    /// What each index is there for; whoever adds one adds what asks by it.
    private static var uses: [String: [Use]] {
        let (now, patient, plan) = (at(50), id("P-1") as PatientID, id("PL-1") as PlanID)
        return [
            "patientByNextLook": [{ _ = try $0.nextLook() }, { _ = try $0.patientsDue(by: now, limit: 3) }],
            "patientByNextDue": [{ _ = try $0.nextDue() }, { _ = try $0.patientsNext(limit: 3) }],
            "patientInWindow": [{ _ = try $0.countInWindow(at: now) }],
            "planByPatient": [{ _ = try $0.plans(of: patient) }, { _ = try $0.courses(of: patient) }],
            "planByProtocol": [{ _ = try $0.pinnedPlans(to: careProtocol().reference) }],
            "treatmentByPatient": [
                { _ = try $0.openTreatments(of: patient) }, { _ = try $0.everyTreatment(of: patient) },
                { try $0.reopenTreatments(of: patient) },
            ],
            "treatmentByPlan": [{ _ = try $0.openTreatments(ofPlan: plan) }],
            "treatmentBySeries": [{ _ = try $0.series(id("T-1")) }],
            "reminderByDue": [
                { _ = try $0.firstSequence(since: now) }, { _ = try $0.reminders(of: nil, state: nil, before: nil, limit: 3) },
                { _ = try $0.reminderCounts(since: now) },
            ],
            "reminderByPatient": [{ _ = try $0.reminders(of: patient, state: nil, before: nil, limit: 3) }],
            "reminderUnsettled": [{ _ = try $0.unsettled(limit: 3) }],
            "reminderForStaff": [
                { _ = try $0.unansweredEscalations(since: now, limit: 3) }, { _ = try $0.openConfirmations(since: now, limit: 3) },
            ],
            "reminderBySettled": [{ _ = try $0.settled(since: now, limit: 3) }, { _ = try $0.lastSettled() }],
            "responseByTreatment": [{ _ = try $0.responses(of: [id("T-1"), id("T-2")]) }],
            "reactionByPatient": [{ _ = try $0.reactions(of: patient) }],
            "reactionOpen": [{ _ = try $0.openReactions(limit: 3) }],
        ]
    }

    @Test func `uses the index that is there for it, and every index is there for some`() throws {
        try store.write { tx in
            let indexes = try tx.indexes()
            #expect(Set(indexes) == Set(Self.uses.keys))
            for index in indexes {
                for use in Self.uses[index] ?? [] {
                    let plans = try tx.plans { try use(tx) }
                    #expect(plans.contains { $0.contains("INDEX \(index)") }, "\(index): \(plans)")
                }
            }
        }
    }

    /// A million rows must cost it no more than three.
    @Test func `of a page neither sorts nor reads more than the page`() throws {
        let (now, patient) = (at(50), id("P-1") as PatientID)
        let pages: [String: Use] = [
            "nextLook": { _ = try $0.nextLook() },
            "nextDue": { _ = try $0.nextDue() },
            "patientsDue": { _ = try $0.patientsDue(by: now, limit: 3) },
            "patientsNext": { _ = try $0.patientsNext(limit: 3) },
            "patients": { _ = try $0.patients(Page(after: "P-0", limit: 3)) },
            "plans": { _ = try $0.plans(of: nil, Page(after: "PL-0", limit: 3)) },
            "treatments": { _ = try $0.treatments(of: nil, Page(after: "T-0", limit: 3)) },
            "series": { _ = try $0.series(id("T-1")) },
            "delivered": { _ = try $0.delivered(after: 5, limit: 3) },
            "firstSequence": { _ = try $0.firstSequence(since: now) },
            "reminder": { _ = try $0.reminders(startingWith: "ab", limit: 3) },
            "reminders": { _ = try $0.reminders(of: nil, state: nil, before: nil, limit: 3) },
            "remindersOfPatient": { _ = try $0.reminders(of: patient, state: nil, before: nil, limit: 3) },
            "unsettled": { _ = try $0.unsettled(limit: 3) },
            "settled": { _ = try $0.settled(since: now, limit: 3) },
            "unansweredEscalations": { _ = try $0.unansweredEscalations(since: now, limit: 3) },
            "openConfirmations": { _ = try $0.openConfirmations(since: now, limit: 3) },
            "openReactions": { _ = try $0.openReactions(limit: 3) },
            "reactionsOfPatient": { _ = try $0.reactions(of: patient) },
        ]
        try store.write { tx in
            for (name, page) in pages {
                let plans = try tx.plans { try page(tx) }
                let steps = plans.flatMap { $0.split(separator: "\n") }
                #expect(!steps.isEmpty, "\(name)")
                for step in steps {
                    #expect(!step.contains("TEMP B-TREE"), "\(name): \(step)")
                    // A walk along an index, as far as the page goes.
                    #expect(!step.hasPrefix("SCAN") || step.contains("USING"), "\(name): \(step)")
                }
            }
        }
    }
}
