package import Aftercare
import Foundation
import GRDB

// Patients, plans, treatments and protocols.

extension StoreTransaction {
    // MARK: Patients

    package func patient(_ id: PatientID) throws -> Patient? {
        try PatientRow.fetchOne(db, key: id.rawValue)?.patient()
    }

    package func patients(_ page: Page) throws -> [Patient] {
        try PatientRow.filter(Column("id") > (page.after ?? "")).order(Column("id")).limit(page.limit)
            .fetchAll(db).map { try $0.patient() }
    }

    /// Writes what is stated of a patient; when to look at them again stays as it is.
    package func save(_ patient: Patient) throws {
        let row = PatientRow(patient)
        try db.execute(
            sql: """
                INSERT INTO patient (id, zone, language, quietHours, status, name) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET zone = excluded.zone, language = excluded.language,
                    quietHours = excluded.quietHours, status = excluded.status, name = excluded.name
                """,
            arguments: [row.id, row.zone, row.language, row.quietHours, row.status, row.name])
        try db.execute(sql: "INSERT INTO zone (name) VALUES (?) ON CONFLICT (name) DO NOTHING", arguments: [row.zone])
    }

    // MARK: Plans

    package func plan(_ id: PlanID) throws -> Plan? { try PlanRow.fetchOne(db, key: id.rawValue)?.plan() }

    package func plans(of patient: PatientID) throws -> [Plan] {
        try PlanRow.filter(Column("patient") == patient.rawValue).order(Column("id")).fetchAll(db).map { try $0.plan() }
    }

    /// Without a patient: those of everybody.
    package func plans(of patient: PatientID?, _ page: Page) throws -> [Plan] {
        var request = PlanRow.filter(Column("id") > (page.after ?? ""))
        if let patient { request = request.filter(Column("patient") == patient.rawValue) }
        return try request.order(Column("id")).limit(page.limit).fetchAll(db).map { try $0.plan() }
    }

    package func save(_ plan: Plan) throws { try PlanRow(plan).save(db) }

    // MARK: Treatments

    package func treatment(_ id: TreatmentID) throws -> Treatment? {
        try TreatmentRow.fetchOne(db, key: id.rawValue)?.treatment()
    }

    /// The treatments of a patient of which something is still to be decided.
    package func openTreatments(of patient: PatientID) throws -> [Treatment] {
        try TreatmentRow.filter(Column("patient") == patient.rawValue && Column("isOver") == 0)
            .order(Column("plannedStart"), Column("id")).fetchAll(db).map { try $0.treatment() }
    }

    /// Without a patient: those of everybody.
    package func treatments(of patient: PatientID?, _ page: Page) throws -> [Treatment] {
        var request = TreatmentRow.filter(Column("id") > (page.after ?? ""))
        if let patient { request = request.filter(Column("patient") == patient.rawValue) }
        return try request.order(Column("id")).limit(page.limit).fetchAll(db).map { try $0.treatment() }
    }

    /// Writes a treatment and opens it again for decisions.
    package func save(_ treatment: Treatment) throws { try TreatmentRow(treatment, isOver: false).save(db) }

    /// Nothing of these is still to be decided.
    package func close(_ treatments: [TreatmentID]) throws {
        for id in treatments {
            try db.execute(sql: "UPDATE treatment SET isOver = 1 WHERE id = ?", arguments: [id.rawValue])
        }
    }

    /// A change of the patient or a plan may plan something anew.
    package func reopenTreatments(of patient: PatientID) throws {
        try db.execute(sql: "UPDATE treatment SET isOver = 0 WHERE patient = ?", arguments: [patient.rawValue])
    }

    // MARK: Protocols

    package func careProtocol(_ reference: ProtocolReference) throws -> CareProtocol? {
        try ProtocolRow.fetchOne(db, key: ["id": reference.id.rawValue, "version": reference.version])
            .map { try protocols.careProtocol(of: $0, reference) }
    }

    /// The newest version of a protocol that new plans may follow.
    package func careProtocol(_ id: ProtocolID) throws -> CareProtocol? {
        try ProtocolRow.filter(Column("id") == id.rawValue && Column("isOffered") == 1).order(Column("version").desc).fetchOne(db)?.careProtocol()
    }

    /// Those that new plans may follow.
    package func careProtocols() throws -> [CareProtocol] {
        try ProtocolRow.filter(Column("isOffered") == 1).order(Column("id"), Column("version")).fetchAll(db).map { try $0.careProtocol() }
    }

    /// No protocol is offered to new plans any more; those that plans are pinned to stay.
    package func withdrawCareProtocols() throws { try db.execute(sql: "UPDATE protocol SET isOffered = 0") }

    /// Takes in a protocol file's content and offers it to new plans.
    ///
    /// - Returns: false where plans are pinned to the same version with another content; then that content
    ///   stays, and is the one that is offered.
    package func offer(_ careProtocol: CareProtocol) throws -> Bool {
        if let known = try self.careProtocol(careProtocol.reference), known != careProtocol,
            try pinnedPlans(to: careProtocol.reference) > 0
        {
            try ProtocolRow(known, isOffered: true).save(db)
            return false
        }
        try ProtocolRow(careProtocol, isOffered: true).save(db)
        return true
    }

    /// How many plans follow this version of a protocol.
    package func pinnedPlans(to reference: ProtocolReference) throws -> Int {
        try PlanRow.filter(Column("protocol") == reference.id.rawValue && Column("protocolVersion") == reference.version)
            .fetchCount(db)
    }

    // MARK: Names

    /// A name of the given form, `P-0042`, that no row of `table` bears yet.
    private func freshName(_ letters: String, in table: String) throws -> String {
        let highest =
            try Int.fetchOne(
                db, sql: "SELECT max(CAST(substr(id, ?) AS INTEGER)) FROM \(table) WHERE id GLOB ?",
                arguments: [letters.count + 2, "\(letters)-[0-9]*"]) ?? 0
        let digits = String(highest + 1)
        return "\(letters)-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
    }

    package func freshPlanID() throws -> PlanID { try named(freshName("PL", in: "plan")) }
    package func freshTreatmentID() throws -> TreatmentID { try named(freshName("T", in: "treatment")) }

    private func named<Entity>(_ text: String) throws -> ID<Entity> {
        guard let id = ID<Entity>(text) else { throw StoreError.damaged(path: path, detail: "no name '\(text)'") }
        return id
    }

    // MARK: Courses

    /// A patient's plans, each with the version of the protocol that it is pinned to.
    package func courses(of patient: PatientID) throws -> [Course] {
        try plans(of: patient).map { plan in
            guard let careProtocol = try careProtocol(plan.careProtocol) else {
                throw StoreError.damaged(path: path, detail: "plan '\(plan.id)' without its protocol")
            }
            return Course(plan: plan, careProtocol: careProtocol)
        }
    }
}
