import Aftercare
import GRDB

struct ReminderRow: Decodable, FetchableRecord, TableRecord {
    static let databaseTableName = "reminder"

    let id, patient, treatment: String
    let timingRevision: Int
    let plan, `protocol`, instruction, kind: String
    let place: Int
    let phase, role: String
    let ordinal: Int
    let opens, closes, instant, due, deadline: Int64
    let replaces: String?
    let state: String
    let sequence: Int64?
    let line: Int
    let attempt: Int
    let redelivery: String?
    let bootID, reason, message, language: String?
    let alsoFor: String
    let claimUntil: Int64?
    let claimModality, claimTopic, claimLabel, claimTemplate, claimClock: String?
    let decidedAt: Int64
    let emittedAt: Int64?
    let cursor: String?
    let epoch: Int?

    init(_ reminder: Reminder, bootID: String?) throws {
        let occurrence = reminder.occurrence
        let window = occurrence.window
        id = reminder.id.text
        patient = reminder.patient.rawValue
        treatment = window.treatment.rawValue
        timingRevision = window.timingRevision
        plan = window.plan.rawValue
        self.protocol = window.careProtocol.text
        instruction = window.instruction.rawValue
        kind = window.kind.rawValue
        place = occurrence.place
        phase = occurrence.phase.rawValue
        role = occurrence.role.rawValue
        ordinal = occurrence.ordinal
        opens = window.opens.seconds
        closes = window.closes.seconds
        instant = occurrence.instant.seconds
        due = occurrence.due.seconds
        deadline = occurrence.deadline.seconds
        replaces = occurrence.replaces?.column
        state = reminder.state.rawValue
        sequence = reminder.sequence
        line = reminder.line
        attempt = reminder.attempt
        redelivery = reminder.redelivery?.rawValue
        self.bootID = bootID
        reason = reminder.reason
        message = reminder.payload?.text
        language = reminder.payload?.language.tag
        alsoFor = try JSONColumn.encode(list: reminder.payload?.alsoFor ?? [])
        claimUntil = reminder.claim.until?.seconds
        claimModality = reminder.claim.modality?.rawValue
        claimTopic = reminder.claim.topic?.text
        claimLabel = reminder.claim.label
        claimTemplate = reminder.claim.template
        claimClock = reminder.claim.clock?.text
        decidedAt = reminder.decidedAt.seconds
        emittedAt = reminder.emittedAt?.seconds
        cursor = reminder.cursor
        epoch = reminder.epoch
    }

    /// Inserts the row. GRDB's own way, through a dictionary of columns, takes several times as long.
    func insert(into db: Database) throws {
        let statement = try db.cachedStatement(sql: Self.insertion)
        let values: [(any DatabaseValueConvertible)?] = [
            id, patient, treatment, timingRevision, plan, self.protocol, instruction, kind, place, phase, role, ordinal, opens,
            closes, instant, due, deadline, replaces, state, sequence, line, attempt, redelivery, bootID, reason, message,
            language, alsoFor, claimUntil, claimModality, claimTopic, claimLabel, claimTemplate, claimClock, decidedAt,
            emittedAt, cursor, epoch,
        ]
        try statement.execute(arguments: StatementArguments(values))
    }

    /// In the order of the values.
    private static let columns = [
        "id", "patient", "treatment", "timingRevision", "plan", "protocol", "instruction", "kind", "place", "phase", "role", "ordinal",
        "opens", "closes", "instant", "due", "deadline", "replaces", "state", "sequence", "line", "attempt", "redelivery", "bootID",
        "reason", "message", "language", "alsoFor", "claimUntil", "claimModality", "claimTopic", "claimLabel", "claimTemplate",
        "claimClock", "decidedAt", "emittedAt", "cursor", "epoch",
    ]
    private static let insertion =
        "INSERT INTO reminder (\(columns.joined(separator: ", "))) VALUES (\(databaseQuestionMarks(count: columns.count)))"

    func reminder() throws -> Reminder {
        Reminder(
            id: try OccurrenceID(column: id, as: "reminder id"), patient: try PatientID(patient).orDamaged("patient id"),
            occurrence: try occurrence(), state: try ReminderState(rawValue: state).orDamaged("reminder state"),
            sequence: sequence, line: line, attempt: attempt,
            redelivery: try redelivery.map { try Redelivery(rawValue: $0).orDamaged("redelivery") }, reason: reason,
            payload: try payload(),
            claim: try Claim(
                until: claimUntil, modality: claimModality, topic: claimTopic, label: claimLabel, template: claimTemplate,
                clock: claimClock),
            decidedAt: Instant(seconds: decidedAt), emittedAt: emittedAt.map(Instant.init(seconds:)), cursor: cursor,
            epoch: epoch)
    }

    private func occurrence() throws -> Occurrence {
        let window = Window(
            treatment: try TreatmentID(treatment).orDamaged("treatment id"), timingRevision: timingRevision,
            plan: try PlanID(plan).orDamaged("plan id"), careProtocol: try ProtocolReference(column: self.protocol, as: "protocol"),
            instruction: try InstructionID(instruction).orDamaged("instruction id"),
            kind: try Instruction.Kind(rawValue: kind).orDamaged("kind"), opens: Instant(seconds: opens),
            closes: Instant(seconds: closes))
        return Occurrence(
            window: window, place: place, phase: try Phase(rawValue: phase).orDamaged("phase"),
            role: try Role(rawValue: role).orDamaged("role"), ordinal: ordinal, instant: Instant(seconds: instant),
            due: Instant(seconds: due), deadline: Instant(seconds: deadline),
            replaces: try replaces.map { try OccurrenceKey(column: $0).orDamaged("replaced reminder") })
    }

    private func payload() throws -> Payload? {
        guard let message else { return nil }
        return Payload(
            text: message, language: try Language(column: try language.orDamaged("language"), as: "language"),
            alsoFor: try JSONColumn.decodeList(alsoFor))
    }
}

extension Claim {
    /// - Throws: when a column holds a value that no claim is stored as.
    init(
        until: Int64?, modality: String?, topic: String?, label: String?, template: String?, clock: String?
    ) throws {
        self.init(
            until: until.map(Instant.init(seconds:)), clock: try clock.map { try LocalDateTime(column: $0, as: "local time") },
            modality: try modality.map { try Modality(rawValue: $0).orDamaged("modality") },
            topic: try topic.map { try Topic(column: $0, as: "topic") }, label: label, template: template)
    }
}
