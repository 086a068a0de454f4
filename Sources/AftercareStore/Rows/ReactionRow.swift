import Aftercare
import GRDB

struct ReactionRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "reaction"

    let id, patient, treatment, signs: String
    let reportedAt: Int64
    let clearedAt, enteredInErrorAt: Int64?

    init(_ reaction: Reaction) throws {
        id = reaction.id.rawValue
        patient = reaction.patient.rawValue
        treatment = reaction.treatment.rawValue
        signs = try JSONColumn.encode(reaction.signs)
        reportedAt = reaction.reportedAt.seconds
        clearedAt = reaction.clearedAt?.seconds
        enteredInErrorAt = reaction.enteredInErrorAt?.seconds
    }

    func reaction() throws -> Reaction {
        Reaction(
            id: try ReactionID(id).orDamaged("reaction id"), patient: try PatientID(patient).orDamaged("patient id"),
            treatment: try TreatmentID(treatment).orDamaged("treatment id"), signs: try JSONColumn.decodeList(signs),
            reportedAt: Instant(seconds: reportedAt), clearedAt: clearedAt.map(Instant.init(seconds:)),
            enteredInErrorAt: enteredInErrorAt.map(Instant.init(seconds:)))
    }
}
