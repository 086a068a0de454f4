import Aftercare

// Lists of patients, plans and treatments.

struct PatientTable {
    let patients: [Patient]

    func lines(on canvas: Canvas) -> [String] {
        var table = Table(columns: [
            .init("PATIENT"), .init("ZONE"), .init("LANGUAGE"), .init("QUIET HOURS"), .init("STATUS"),
            .init("NAME", .left, .shortened(least: 12)),
        ])
        table.rows = patients.map { patient in
            [
                .init(patient.id.rawValue, .strong), .init(patient.zone), .init(patient.language.tag),
                .init(patient.quietWords), .init(patient.status.rawValue, patient.status == .active ? .plain : .warning),
                .init(patient.name ?? ""),
            ]
        }
        return table.lines(on: canvas)
    }
}

struct PlanTable {
    let plans: [Plan]
    var showsPatients = true

    func lines(on canvas: Canvas) -> [String] {
        var table = Table(columns: [
            .init("PLAN"), .init("PATIENT"), .init("PROTOCOL"), .init("STATUS"), .init("COMPRESS", .left, .shortened(least: 12)),
            .init("WITHOUT", .left, .shortened(least: 12)),
        ])
        table.rows = plans.map { plan in
            [
                .init(plan.id.rawValue, .strong), .init(showsPatients ? plan.patient.rawValue : ""),
                .init(plan.careProtocol.text),
                .init(plan.status.rawValue, plan.status == .active ? .plain : .warning), .init(plan.modalityCell),
                .init(plan.withoutWords),
            ]
        }
        return table.lines(on: canvas)
    }
}

struct TreatmentTable {
    let treatments: [Treatment]
    let clocks: Clocks
    /// The plans of the treatments, as far as they are known.
    var plans: [Plan] = []
    var showsPatients = true

    func lines(on canvas: Canvas) -> [String] {
        var table = Table(columns: [
            .init("TREATMENT"), .init("PATIENT"), .init("STATUS"), .init("WHEN"), .init("ROUTE"), .init("PLAN"),
            .init("SITE", .left, .shortened(least: 8)),
        ])
        table.rows = treatments.map { treatment in
            let status = SessionStatus(treatment, among: plans)
            let note = clocks.note(treatment.patient)
            let when = clocks[treatment.patient].dated(treatment.start, until: treatment.end)
            return [
                .init(treatment.id.rawValue, .strong), .init(showsPatients ? treatment.patient.rawValue : ""),
                .init(status.words, status.tone), .init("\(when)\(note.isEmpty ? "" : " \(note)")"),
                .init(treatment.route.rawValue), .init(treatment.plan.rawValue), .init(treatment.site ?? ""),
            ]
        }
        return table.lines(on: canvas)
    }
}
