import Aftercare
import Foundation
import GRDB

// How values become rows and rows values. A row that no value can be made of is damage, and said to be.

private func decoded<Value>(_ value: Value?, _ what: String) throws -> Value {
    guard let value else { throw StoreError.damaged(path: "store.sqlite", detail: "unreadable \(what)") }
    return value
}

private func json<Value: Encodable>(_ value: Value) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

private func value<Value: Decodable>(_ json: String, as type: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(json.utf8))
}

struct PatientRow: Codable, FetchableRecord, TableRecord {
    static let databaseTableName = "patient"

    let id, zone, language: String
    let quietHours: String?
    let status: String
    let name: String?

    init(_ patient: Patient) {
        id = patient.id.rawValue
        zone = patient.zone
        language = patient.language.tag
        quietHours = patient.quietHours?.spoken
        status = patient.status.rawValue
        name = patient.name
    }

    func patient() throws -> Patient {
        Patient(
            id: try decoded(PatientID(id), "patient id"), zone: zone, language: try Language(spoken: language),
            quietHours: try quietHours.map { try QuietHours(spoken: $0) },
            status: try decoded(Patient.Status(rawValue: status), "patient status"), name: name)
    }
}

struct PlanRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "plan"

    let id, patient, `protocol`: String
    let protocolVersion: Int
    let status, modalities, switchedOff: String

    init(_ plan: Plan) throws {
        id = plan.id.rawValue
        patient = plan.patient.rawValue
        self.protocol = plan.careProtocol.id.rawValue
        protocolVersion = plan.careProtocol.version
        status = plan.status.rawValue
        modalities = try json(plan.modalities)
        switchedOff = try json(plan.switchedOff.sorted())
    }

    func plan() throws -> Plan {
        Plan(
            id: try decoded(PlanID(id), "plan id"), patient: try decoded(PatientID(patient), "patient id"),
            careProtocol: ProtocolReference(
                id: try decoded(ProtocolID(self.protocol), "protocol id"), version: protocolVersion),
            status: try decoded(Plan.Status(rawValue: status), "plan status"), modalities: try value(modalities),
            switchedOff: try value(switchedOff))
    }
}

struct TreatmentRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "treatment"

    let id, patient, plan, route: String
    let site, product, manufacturer, lot: String?
    let status: String
    let plannedStart, plannedEnd: Int64
    let actualStart, actualEnd: Int64?
    let timingRevision: Int
    let isOver: Bool

    init(_ treatment: Treatment, isOver: Bool) {
        id = treatment.id.rawValue
        patient = treatment.patient.rawValue
        plan = treatment.plan.rawValue
        route = treatment.route.rawValue
        site = treatment.site
        product = treatment.product?.name
        manufacturer = treatment.product?.manufacturer
        lot = treatment.product?.lot
        status = treatment.status.rawValue
        plannedStart = treatment.plannedStart.seconds
        plannedEnd = treatment.plannedEnd.seconds
        actualStart = treatment.actualStart?.seconds
        actualEnd = treatment.actualEnd?.seconds
        timingRevision = treatment.timingRevision
        self.isOver = isOver
    }

    func treatment() throws -> Treatment {
        Treatment(
            id: try decoded(TreatmentID(id), "treatment id"), patient: try decoded(PatientID(patient), "patient id"),
            plan: try decoded(PlanID(plan), "plan id"), route: try decoded(Route(rawValue: route), "route"), site: site,
            product: product.map { Product(name: $0, manufacturer: manufacturer, lot: lot) },
            status: try decoded(Treatment.Status(rawValue: status), "treatment status"),
            plannedStart: Instant(seconds: plannedStart), plannedEnd: Instant(seconds: plannedEnd),
            actualStart: actualStart.map(Instant.init(seconds:)), actualEnd: actualEnd.map(Instant.init(seconds:)),
            timingRevision: timingRevision)
    }
}

struct ProtocolRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "protocol"

    let id: String
    let version: Int
    let content: String
    let isOffered: Bool

    init(_ careProtocol: CareProtocol, isOffered: Bool) throws {
        self.isOffered = isOffered
        id = careProtocol.id.rawValue
        version = careProtocol.version
        content = try json(careProtocol)
    }

    func careProtocol() throws -> CareProtocol { try value(content) }
}

struct ReminderRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "reminder"

    let id, patient, treatment: String
    let timingRevision: Int
    let plan, `protocol`, instruction, kind: String
    let place: Int
    let phase: String
    let opens, closes, due, deadline: Int64
    let state: String
    let sequence: Int64?
    let attempt: Int
    let bootID, reason, message, language: String?
    let decidedAt: Int64
    let emittedAt: Int64?
    let cursor: String?

    init(_ reminder: Reminder, bootID: String?) {
        let occurrence = reminder.occurrence
        let window = occurrence.window
        id = reminder.id.spoken
        patient = reminder.patient.rawValue
        treatment = window.treatment.rawValue
        timingRevision = window.timingRevision
        plan = window.plan.rawValue
        self.protocol = window.careProtocol.spoken
        instruction = window.instruction.rawValue
        kind = window.kind.rawValue
        place = occurrence.place
        phase = occurrence.phase.rawValue
        opens = window.opens.seconds
        closes = window.closes.seconds
        due = occurrence.due.seconds
        deadline = occurrence.deadline.seconds
        state = reminder.state.rawValue
        sequence = reminder.sequence
        attempt = reminder.attempt
        self.bootID = bootID
        reason = reminder.reason
        message = reminder.message
        language = reminder.language?.tag
        decidedAt = reminder.decidedAt.seconds
        emittedAt = reminder.emittedAt?.seconds
        cursor = reminder.cursor
    }

    func reminder() throws -> Reminder {
        let window = Window(
            treatment: try decoded(TreatmentID(treatment), "treatment id"), timingRevision: timingRevision,
            plan: try decoded(PlanID(plan), "plan id"), careProtocol: try ProtocolReference(spoken: self.protocol),
            instruction: try decoded(InstructionID(instruction), "instruction id"),
            kind: try decoded(Instruction.Kind(rawValue: kind), "kind"), opens: Instant(seconds: opens),
            closes: Instant(seconds: closes))
        let occurrence = Occurrence(
            window: window, place: place, phase: try decoded(Phase(rawValue: phase), "phase"),
            due: Instant(seconds: due), deadline: Instant(seconds: deadline))
        return Reminder(
            id: try OccurrenceID(spoken: id), patient: try decoded(PatientID(patient), "patient id"),
            occurrence: occurrence, state: try decoded(ReminderState(rawValue: state), "reminder state"),
            sequence: sequence, attempt: attempt, reason: reason, message: message,
            language: try language.map { try Language(spoken: $0) }, decidedAt: Instant(seconds: decidedAt),
            emittedAt: emittedAt.map(Instant.init(seconds:)), cursor: cursor)
    }
}
