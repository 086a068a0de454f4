package import Aftercare
import GRDB

// Treatments, and which of them something is still to be decided of.

extension StoreTransaction {
    package func treatment(_ id: TreatmentID) throws -> Treatment? {
        try TreatmentRow.fetchOne(db, key: id.rawValue)?.treatment()
    }

    /// Every treatment of a patient, however many.
    package func everyTreatment(of patient: PatientID) throws -> [Treatment] {
        try treatments("SELECT * FROM treatment WHERE patient = ? ORDER BY id", [patient.rawValue])
    }

    /// The treatments of a patient of which something is still to be decided.
    package func openTreatments(of patient: PatientID) throws -> [Treatment] {
        try treatments("SELECT * FROM treatment WHERE patient = ? AND isOver = 0 ORDER BY plannedStart, id", [patient.rawValue])
    }

    /// The treatments of a plan that take place, as far as anybody has said, be something of them still to be
    /// decided or not.
    package func openTreatments(ofPlan plan: PlanID) throws -> [Treatment] {
        try treatments("SELECT * FROM treatment WHERE plan = ? ORDER BY plannedStart, id", [plan.rawValue])
            .filter(\.status.takesPlace)
    }

    /// The sessions of a series, by when they are planned.
    package func series(_ id: TreatmentID) throws -> [Treatment] {
        try treatments("SELECT * FROM treatment WHERE series = ? ORDER BY plannedStart, id", [id.rawValue])
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
        for id in treatments { try run("UPDATE treatment SET isOver = 1 WHERE id = ?", [id.rawValue]) }
    }

    /// A change of the patient or a plan may plan something anew.
    package func reopenTreatments(of patient: PatientID) throws {
        try run("UPDATE treatment SET isOver = 0 WHERE patient = ?", [patient.rawValue])
    }

    private func treatments(_ sql: String, _ arguments: StatementArguments) throws -> [Treatment] {
        try TreatmentRow.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map { try $0.treatment() }
    }
}
