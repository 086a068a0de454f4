package import Aftercare
import GRDB

// Treatments, and which of them still have open decisions.

extension StoreTransaction {
    package func treatment(_ id: TreatmentID) throws -> Treatment? {
        if let known = newPatients.treatment(id) { return known }
        return try treatments("SELECT * FROM knownTreatment WHERE id = ?", [id.rawValue]).first
    }

    /// All treatments of a patient, in one list.
    package func everyTreatment(of patient: PatientID) throws -> [Treatment] {
        if let known = newPatients.treatments(of: patient) { return known }
        return try treatments("SELECT * FROM knownTreatment WHERE patient = ? ORDER BY id", [patient.rawValue])
    }

    /// A patient's treatments that still have open decisions.
    package func openTreatments(of patient: PatientID) throws -> [Treatment] {
        if let known = newPatients.openTreatments(of: patient) { return known }
        return try treatments("SELECT * FROM knownTreatment WHERE patient = ? AND isOver = 0 ORDER BY plannedStart, id", [patient.rawValue])
    }

    /// The treatments of a plan that take place as far as is known, with or without open decisions.
    package func openTreatments(ofPlan plan: PlanID) throws -> [Treatment] {
        try treatments("SELECT * FROM knownTreatment WHERE plan = ? ORDER BY plannedStart, id", [plan.rawValue])
            .filter(\.status.takesPlace)
    }

    /// The sessions of a series, in the order of their planned start.
    package func series(_ id: TreatmentID) throws -> [Treatment] {
        try treatments("SELECT * FROM knownTreatment WHERE series = ? ORDER BY plannedStart, id", [id.rawValue])
    }

    /// Without a patient: those of everybody.
    package func treatments(of patient: PatientID?, _ page: PageRequest) throws -> [Treatment] {
        var request = TreatmentRow.filter(Column("id") > (page.after ?? ""))
        if let patient { request = request.filter(Column("patient") == patient.rawValue) }
        return try request.order(Column("id")).limit(page.limit).fetchAll(db).map { try $0.treatment() }
    }

    /// Stores a treatment and reopens it for decisions.
    package func save(_ treatment: Treatment) throws {
        let row = TreatmentRow(treatment)
        try run(
            """
            INSERT INTO treatment (
                id, patient, plan, route, site, product, manufacturer, lot, status, plannedStart, plannedEnd, actualStart, actualEnd,
                series, timingRevision, timesKnownAt, isOver, import)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
            ON CONFLICT (id) DO UPDATE SET patient = excluded.patient, plan = excluded.plan, route = excluded.route,
                site = excluded.site, product = excluded.product, manufacturer = excluded.manufacturer, lot = excluded.lot,
                status = excluded.status, plannedStart = excluded.plannedStart, plannedEnd = excluded.plannedEnd,
                actualStart = excluded.actualStart, actualEnd = excluded.actualEnd, series = excluded.series,
                timingRevision = excluded.timingRevision, timesKnownAt = excluded.timesKnownAt, isOver = 0
            """,
            [
                row.id, row.patient, row.plan, row.route, row.site, row.product, row.manufacturer, row.lot, row.status,
                row.plannedStart, row.plannedEnd, row.actualStart, row.actualEnd, row.series, row.timingRevision, row.timesKnownAt,
                importing?.rawValue,
            ])
        newPatients.add(treatment)
    }

    /// Records that these treatments have no open decisions left.
    package func close(_ treatments: [TreatmentID]) throws {
        for id in treatments {
            try run("UPDATE treatment SET isOver = 1 WHERE id = ?", [id.rawValue])
            newPatients.close(id)
        }
    }

    /// Reopens all treatments of a patient, since a change of the patient or of a plan may lead to new decisions.
    package func reopenTreatments(of patient: PatientID) throws {
        if newPatients.reopen(of: patient) { return }
        try run("UPDATE treatment SET isOver = 0 WHERE patient = ?", [patient.rawValue])
    }

    private func treatments(_ sql: String, _ arguments: StatementArguments) throws -> [Treatment] {
        try TreatmentRow.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map { try $0.treatment() }
    }
}
