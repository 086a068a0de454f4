package import Aftercare
import GRDB

// Patients and their plans.

extension StoreTransaction {
    // MARK: Patients

    package func patient(_ id: PatientID) throws -> Patient? {
        if let known = newPatients.patient(id) { return known }
        let found = try PatientRow.fetchOne(db.cachedStatement(sql: "SELECT * FROM knownPatient WHERE id = ?"), arguments: [id.rawValue])?
            .patient()
        if found == nil { newPatients.noteAbsent(id) }
        return found
    }

    package func patients(_ page: PageRequest) throws -> [Patient] {
        try PatientRow.filter(Column("id") > (page.after ?? "")).order(Column("id")).limit(page.limit)
            .fetchAll(db).map { try $0.patient() }
    }

    /// Stores a patient's data; the time of the next evaluation stays as it is.
    package func save(_ patient: Patient) throws {
        let row = try PatientRow(patient)
        try run(
            """
            INSERT INTO patient (id, zone, language, quietHours, status, history, name, import) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET zone = excluded.zone, language = excluded.language,
                quietHours = excluded.quietHours, status = excluded.status, history = excluded.history,
                name = excluded.name
            """,
            [row.id, row.zone, row.language, row.quietHours, row.status, row.history, row.name, importing?.rawValue])
        newPatients.add(patient)
        if newPatients.isFirst(zone: row.zone) { try run("INSERT INTO zone (name) VALUES (?) ON CONFLICT (name) DO NOTHING", [row.zone]) }
    }

    // MARK: Plans

    package func plan(_ id: PlanID) throws -> Plan? {
        if let known = newPatients.plan(id) { return known }
        return try PlanRow.fetchOne(db.cachedStatement(sql: "SELECT * FROM knownPlan WHERE id = ?"), arguments: [id.rawValue])?.plan()
    }

    package func plans(of patient: PatientID) throws -> [Plan] {
        if let known = newPatients.plans(of: patient) { return known }
        return try PlanRow.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM knownPlan WHERE patient = ? ORDER BY id"), arguments: [patient.rawValue]
        ).map { try $0.plan() }
    }

    /// Without a patient: those of everybody.
    package func plans(of patient: PatientID?, _ page: PageRequest) throws -> [Plan] {
        var request = PlanRow.filter(Column("id") > (page.after ?? ""))
        if let patient { request = request.filter(Column("patient") == patient.rawValue) }
        return try request.order(Column("id")).limit(page.limit).fetchAll(db).map { try $0.plan() }
    }

    package func save(_ plan: Plan) throws {
        let row = try PlanRow(plan)
        try run(
            """
            INSERT INTO plan (id, patient, protocol, protocolVersion, status, history, modalities, switchedOff, changes, import)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET patient = excluded.patient, protocol = excluded.protocol,
                protocolVersion = excluded.protocolVersion, status = excluded.status, history = excluded.history,
                modalities = excluded.modalities, switchedOff = excluded.switchedOff, changes = excluded.changes
            """,
            [
                row.id, row.patient, row.protocol, row.protocolVersion, row.status, row.history, row.modalities, row.switchedOff,
                row.changes, importing?.rawValue,
            ])
        newPatients.add(plan)
    }

    // MARK: Assigned plans

    /// A patient's plans, each with the protocol version that it is pinned to.
    package func assignedPlans(of patient: PatientID) throws -> [AssignedPlan] {
        try plans(of: patient).map { plan in
            guard let careProtocol = try careProtocol(plan.careProtocol) else {
                throw StoreError.damaged(path: path, detail: "plan '\(plan.id)' without its protocol")
            }
            return AssignedPlan(plan: plan, careProtocol: careProtocol)
        }
    }
}
