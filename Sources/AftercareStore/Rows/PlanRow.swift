import Aftercare
import GRDB

struct PlanRow: FetchableRecord, TableRecord {
    static let databaseTableName = "knownPlan"

    let id, patient, `protocol`: String
    let protocolVersion: Int
    let status, history, modalities, switchedOff, changes: String

    /// By name: a coder takes several times as long, and every evaluation reads one.
    init(row: Row) throws {
        id = try row.decode(forColumn: "id")
        patient = try row.decode(forColumn: "patient")
        self.protocol = try row.decode(forColumn: "protocol")
        protocolVersion = try row.decode(forColumn: "protocolVersion")
        status = try row.decode(forColumn: "status")
        history = try row.decode(forColumn: "history")
        modalities = try row.decode(forColumn: "modalities")
        switchedOff = try row.decode(forColumn: "switchedOff")
        changes = try row.decode(forColumn: "changes")
    }

    init(_ plan: Plan) throws {
        id = plan.id.rawValue
        patient = plan.patient.rawValue
        self.protocol = plan.careProtocol.id.rawValue
        protocolVersion = plan.careProtocol.version
        status = plan.status.rawValue
        history = try JSONColumn.encode(plan.history)
        modalities = try JSONColumn.encode(plan.modalities)
        switchedOff = try JSONColumn.encode(plan.switchedOff.sorted())
        changes = try JSONColumn.encode(plan.changes)
    }

    func plan() throws -> Plan {
        Plan(
            id: try PlanID(id).orDamaged("plan id"), patient: try PatientID(patient).orDamaged("patient id"),
            careProtocol: ProtocolReference(
                id: try ProtocolID(self.protocol).orDamaged("protocol id"), version: protocolVersion),
            history: try History(column: history, status: try Plan.Status(rawValue: status).orDamaged("plan status")),
            modalities: try JSONColumn.decodeMap(modalities),
            switchedOff: Set(try JSONColumn.decodeList(switchedOff)), changes: try JSONColumn.decodeList(changes))
    }
}
