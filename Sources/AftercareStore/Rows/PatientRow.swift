import Aftercare
import GRDB

struct PatientRow: FetchableRecord, TableRecord {
    static let databaseTableName = "knownPatient"

    let id, zone, language: String
    let quietHours: String?
    let status, history: String
    let name: String?

    /// By name: a coder takes several times as long, and every evaluation reads one.
    init(row: Row) throws {
        id = try row.decode(forColumn: "id")
        zone = try row.decode(forColumn: "zone")
        language = try row.decode(forColumn: "language")
        quietHours = try row.decode(forColumn: "quietHours")
        status = try row.decode(forColumn: "status")
        history = try row.decode(forColumn: "history")
        name = try row.decode(forColumn: "name")
    }

    init(_ patient: Patient) throws {
        id = patient.id.rawValue
        zone = patient.zone
        language = patient.language.tag
        quietHours = patient.quietHours?.text
        status = patient.status.rawValue
        history = try JSONColumn.encode(patient.history)
        name = patient.name
    }

    func patient() throws -> Patient {
        Patient(
            id: try PatientID(id).orDamaged("patient id"), zone: zone, language: try Language(column: language, as: "language"),
            quietHours: try quietHours.map { try QuietHours(column: $0, as: "quiet hours") },
            history: try History(
                column: history, status: try Patient.Status(rawValue: status).orDamaged("patient status")),
            name: name)
    }
}
