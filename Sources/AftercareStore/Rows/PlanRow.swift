import Aftercare
import GRDB

struct PlanRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "plan"

    let id, patient, `protocol`: String
    let protocolVersion: Int
    let status, history, modalities, switchedOff, changes: String

    init(_ plan: Plan) throws {
        id = plan.id.rawValue
        patient = plan.patient.rawValue
        self.protocol = plan.careProtocol.id.rawValue
        protocolVersion = plan.careProtocol.version
        status = plan.status.rawValue
        history = try json(plan.history)
        modalities = try json(plan.modalities)
        switchedOff = try json(plan.switchedOff.sorted())
        changes = try json(plan.changes)
    }

    func plan() throws -> Plan {
        Plan(
            id: try decoded(PlanID(id), "plan id"), patient: try decoded(PatientID(patient), "patient id"),
            careProtocol: ProtocolReference(
                id: try decoded(ProtocolID(self.protocol), "protocol id"), version: protocolVersion),
            history: try History(column: history, status: try decoded(Plan.Status(rawValue: status), "plan status")),
            modalities: modalities == "{}" ? [:] : try value(modalities),
            switchedOff: Set(try list(switchedOff)), changes: try list(changes))
    }
}
