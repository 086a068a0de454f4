import Aftercare
import AftercareStore
import Foundation
import GRDB
import Testing

@Suite struct `What is stated` {
    private let store: Store

    init() throws {
        store = try Store(inMemory: UUID())
        try store.takeInSamples()
    }

    private static let histories: [History<Patient.Status>] = [
        History(.active), History(.optedOut, since: at(1_790_000_000)),
        History(.active, since: at(5)).changed(to: .inactive, at: at(50)).changed(to: .active, at: at(500)),
    ]

    @Test(arguments: histories)
    func `of a patient comes back with its history`(history: History<Patient.Status>) throws {
        let patient = Patient(
            id: id("P-9"), zone: "Europe/Berlin", language: .german, quietHours: try QuietHours(text: "21:00-08:00"),
            history: history, name: "n")
        try store.write { try $0.save(patient) }
        #expect(try store.read { try $0.patient(patient.id) } == patient)
        let changed = Patient(
            id: patient.id, zone: "UTC", language: .english, quietHours: nil, history: history.changed(to: .deceased, at: at(9000)),
            name: nil)
        try store.write { try $0.save(changed) }
        #expect(try store.read { try $0.patient(patient.id) } == changed)
        #expect(try store.read { try $0.patients(PageRequest(after: "P-8")) } == [changed])
    }

    @Test func `of the clinic's rules comes back, and the last of it counts`() throws {
        try store.write { tx in
            #expect(try tx.clinicRules() == nil)
            try tx.setClinicRules("22:00-08:00")
            #expect(try tx.clinicRules() == "22:00-08:00")
            try tx.setClinicRules("")
            #expect(try tx.clinicRules() == "")
        }
    }

    @Test func `by a file is forgotten of whoever is erased, and of nobody else`() throws {
        try store.write { tx in
            try tx.save(patient("P-2"))
            try tx.save(plan("PL-2", of: "P-2"))
            try tx.save(treatment("T-2", of: "P-2", plan: "PL-2"))
            for (place, name) in [(StoreTransaction.StatedEntity.plan, "PL"), (.treatment, "T")] {
                for number in 1...2 { try tx.setStated(place, "\(name)-\(number)", ["status"]) }
            }
            try tx.setStated(.patient, "P-2", ["zone"])
            let erasure = Erasure(
                plans: try tx.plans(of: id("P-1")), treatments: try tx.everyTreatment(of: id("P-1")), as: id("erased-1"),
                language: .english,
                now: at(200))
            try tx.erase(id("P-1"), leaving: erasure, in: store.id, at: at(200))
            #expect(
                try tx.stated(.plan, "PL-2") == ["status"] && tx.stated(.treatment, "T-2") == ["status"]
                    && tx.stated(.patient, "P-2") == ["zone"])
            #expect(try tx.stated(.patient, "erased-1") == [])
            for plan in try tx.plans(of: id("erased-1")) { #expect(try tx.stated(.plan, plan.id.rawValue) == []) }
            let treatments = try tx.everyTreatment(of: id("erased-1"))
            #expect(treatments.count == 1)
            for treatment in treatments { #expect(try tx.stated(.treatment, treatment.id.rawValue) == []) }
        }
    }

    @Test(arguments: [StoreTransaction.StatedEntity.patient, .plan, .treatment])
    func `by a file is kept of each thing by itself`(thing: StoreTransaction.StatedEntity) throws {
        try store.write { tx in
            try tx.save(patient("P-2"))
            try tx.save(plan("PL-2"))
            try tx.save(treatment("T-2"))
            let (one, other) =
                switch thing {
                case .patient: ("P-1", "P-2")
                case .plan: ("PL-1", "PL-2")
                case .treatment: ("T-1", "T-2")
                }
            #expect(try tx.stated(thing, one) == [])
            try tx.setStated(thing, one, ["status", "zone"])
            #expect(try tx.stated(thing, one) == ["status", "zone"] && tx.stated(thing, other) == [])
            try tx.setStated(thing, other, ["name"])
            #expect(try tx.stated(thing, one) == ["status", "zone"] && tx.stated(thing, other) == ["name"])
            try tx.setStated(thing, one, [])
            #expect(try tx.stated(thing, one) == [] && tx.stated(thing, other) == ["name"])
        }
    }

    @Test func `of a plan comes back with its history and its own instructions`() throws {
        let plan = Plan(
            id: id("PL-2"), patient: id("P-1"), careProtocol: ProtocolReference(id: id("sample"), version: 1),
            history: History(.active, since: at(5)).changed(to: .onHold, at: at(50)),
            modalities: [id("compress"): .cold, id("rest"): .none], switchedOff: [id("walk"), id("bath")],
            changes: [
                InstructionChange(id: id("no-alcohol"), subject: "beer", quiet: .skip),
                InstructionChange(id: id("own"), kind: .advise),
            ])
        try store.write { try $0.save(plan) }
        #expect(try store.read { try $0.plan(plan.id) } == plan)
        #expect(try store.read { try $0.plans(of: id("P-1")) } == [AftercareStoreTests.plan(), plan])
        #expect(
            try store.read { try $0.assignedPlans(of: id("P-1")).last }
                == AssignedPlan(plan: plan, careProtocol: careProtocol()))
    }

    @Test func `of a treatment comes back with its series and when its times became known`() throws {
        let treatment = Treatment(
            id: id("T-2"), patient: id("P-1"), plan: id("PL-1"), route: .intraArticular, site: "left knee",
            product: Product(name: "p", manufacturer: "m", lot: "l"), status: .completed, plannedStart: at(10),
            plannedEnd: at(20), actualStart: at(12), actualEnd: at(22), series: id("T-1"), timingRevision: 4,
            timesKnownAt: at(7))
        try store.write { try $0.save(treatment) }
        #expect(try store.read { try $0.treatment(treatment.id) } == treatment)
    }

    @Test func `lists the sessions of a series as they are planned`() throws {
        try store.write { tx in
            try tx.save(treatment("A", start: 30, series: "B"))
            try tx.save(treatment("B", start: 10, series: "B"))
            try tx.save(treatment("C", status: .cancelled, start: 20, series: "B"))
            try tx.save(treatment("D", start: 15, series: "D"))
            #expect(try tx.series(id("B")).map(\.id.rawValue) == ["B", "C", "A"])
        }
    }

    @Test func `tells which treatments of a plan take place, over or not`() throws {
        try store.write { tx in
            try tx.save(plan("PL-2"))
            try tx.save(treatment("T-2", plan: "PL-2"))
            for (index, status) in Treatment.Status.allCases.enumerated() {
                try tx.save(treatment("S-\(status.rawValue)", status: status, start: Int64(100 - index)))
            }
            try tx.close([id("S-completed")])
            #expect(
                try tx.openTreatments(ofPlan: id("PL-1")).map(\.id.rawValue) == ["T-1", "S-in-progress", "S-completed", "S-booked"])
            #expect(try tx.openTreatments(of: id("P-1")).contains { $0.id.rawValue == "S-completed" } == false)
        }
    }

    @Test func `is told to be damaged where a status is not the last of its history`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        let history = History(Patient.Status.active, since: at(1)).changed(to: .inactive, at: at(2))
        try store.write { tx in
            try tx.save(patient("P-1"))
            try tx.save(patient("P-2", history: history))
        }
        try store.close()
        let file = try DatabaseQueue(path: scratch.file)
        try file.write { try $0.execute(sql: "UPDATE patient SET status = 'opted-out'") }
        try file.close()
        try scratch.unseal()
        let again = try Store(directory: scratch.path)
        for name in ["P-1", "P-2"] {
            #expect(throws: StoreError.self) { try again.read { try $0.patient(id(name)) } }
        }
    }

    /// Each version has one plan, each with another status, except the last: it is offered and has none.
    @Test func `of protocols is known while they are offered, or followed by plans that are not over`() throws {
        let statuses = Plan.Status.allCases
        let versions = statuses.indices.map { careProtocol(version: $0 + 2) }
        let (last, other) = (careProtocol(version: statuses.count + 2), careProtocol("another"))
        try store.write { tx in
            for known in versions + [other] { #expect(try tx.offer(known)) }
            for (index, status) in statuses.enumerated() { try tx.save(plan("A-\(9 - index)", following: versions[index], status: status)) }
            try tx.save(plan("A-0", following: other))
            try tx.withdrawCareProtocols()
            #expect(try tx.offer(last))

            let followed = statuses.indices.filter { !statuses[$0].isFinal }
            #expect(followed.count > 1 && followed.count < statuses.count)
            let known = [(other, false, 1), (careProtocol(), false, 1)] + followed.map { (versions[$0], false, 1) } + [(last, true, 0)]
            #expect(try tx.knownCareProtocols() == known.map { KnownProtocol(careProtocol: $0.0, isOffered: $0.1, plans: $0.2) })
            #expect(try tx.openPlans(following: id("sample")).map(\.id.rawValue) == followed.reversed().map { "A-\(9 - $0)" } + ["PL-1"])
            for (index, version) in versions.enumerated() {
                #expect(try tx.pinnedPlans(to: version.reference) == (followed.contains(index) ? 1 : 0))
            }
        }
    }

    @Test func `of a protocol is never an old one, also where what replaced it was undone`() throws {
        struct Stop: Error {}
        let reference = careProtocol().reference
        let store = try Store(inMemory: UUID())
        func title() throws -> String? {
            try store.read { try $0.careProtocol(reference)?.title.byLanguage[.english] }
        }
        try store.write { _ = try $0.offer(careProtocol(title: "one")) }
        #expect(try title() == "one")
        try store.write { tx in
            _ = try tx.offer(careProtocol(title: "two"))
            #expect(try tx.careProtocol(reference) == careProtocol(title: "two"))
        }
        #expect(try title() == "two")
        #expect(throws: Stop.self) {
            try store.write { tx in
                _ = try tx.offer(careProtocol(title: "three"))
                #expect(try tx.careProtocol(reference) == careProtocol(title: "three"))
                throw Stop()
            }
        }
        #expect(try title() == "two")
        #expect(try store.read { try $0.careProtocol(reference.id) } == careProtocol(title: "two"))
        #expect(try store.read { try $0.careProtocols() } == [careProtocol(title: "two")])
    }
}
