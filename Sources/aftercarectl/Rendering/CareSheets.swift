import Aftercare
import AftercareAPI

// Patients, plans and treatments: lists, and each by itself.

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
                .init(plan.careProtocol.spoken),
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
    var showsPatients = true

    func lines(on canvas: Canvas) -> [String] {
        var table = Table(columns: [
            .init("TREATMENT"), .init("PATIENT"), .init("STATUS"), .init("WHEN"), .init("ROUTE"), .init("PLAN"),
            .init("SITE", .left, .shortened(least: 8)),
        ])
        table.rows = treatments.map { treatment in
            let note = clocks.note(treatment.patient)
            let when = clocks[treatment.patient].dated(treatment.start, until: treatment.end)
            return [
                .init(treatment.id.rawValue, .strong), .init(showsPatients ? treatment.patient.rawValue : ""),
                .init(treatment.status.rawValue, treatment.status.tone), .init("\(when)\(note.isEmpty ? "" : " \(note)")"),
                .init(treatment.route.rawValue), .init(treatment.plan.rawValue), .init(treatment.site ?? ""),
            ]
        }
        return table.lines(on: canvas)
    }
}

extension Treatment.Status {
    var tone: Tone {
        switch self {
        case .booked: .plain
        case .inProgress: .warning
        case .completed: .good
        case .cancelled, .noShow: .faint
        }
    }
}

struct PatientSheet {
    let body: PatientBody
    let clocks: Clocks

    func lines(on canvas: Canvas) -> [String] {
        let patient = body.patient
        var facts = Facts()
        facts.add("name", patient.name)
        facts.add("status", patient.status.rawValue)
        facts.add("zone", patient.zone)
        facts.add("language", patient.language.tag)
        facts.add("quiet hours", patient.quietWords)
        return [canvas.headline(patient.id.rawValue)] + facts.lines(on: canvas)
            + section("PLANS", PlanTable(plans: body.plans, showsPatients: false).lines(on: canvas), body.plans.isEmpty, canvas)
            + section(
                "TREATMENTS", TreatmentTable(treatments: body.treatments, clocks: clocks, showsPatients: false).lines(on: canvas),
                body.treatments.isEmpty, canvas)
    }

    private func section(_ title: String, _ lines: [String], _ isEmpty: Bool, _ canvas: Canvas) -> [String] {
        isEmpty ? ["", "no \(title.lowercased())"] : [""] + lines
    }
}

struct TreatmentSheet {
    let treatment: Treatment
    let clocks: Clocks

    func lines(on canvas: Canvas) -> [String] {
        let clock = clocks[treatment.patient]
        var facts = Facts()
        facts.add("patient", treatment.patient.rawValue)
        facts.add("plan", treatment.plan.rawValue)
        facts.add("planned", clock.dated(treatment.plannedStart, until: treatment.plannedEnd))
        facts.add("started", treatment.actualStart.map(clock.dated))
        facts.add("ended", treatment.actualEnd.map(clock.dated))
        facts.add("clock", clock.zone.name)
        facts.add("route", treatment.route.rawValue)
        facts.add("site", treatment.site)
        facts.add("product", treatment.product?.words)
        return ["\(canvas.headline(treatment.id.rawValue))  \(canvas.painted(treatment.status.rawValue, treatment.status.tone))"]
            + facts.lines(on: canvas)
    }
}

struct PlanSheet {
    let body: PlanBody

    func lines(on canvas: Canvas) -> [String] {
        let plan = body.plan
        var facts = Facts()
        facts.add("patient", plan.patient.rawValue)
        facts.add("protocol", "\(plan.careProtocol): \(body.careProtocol.englishTitle) (\(body.careProtocol.signOffWords))")
        var table = Table(
            columns: [.init(), .init(), .init("", .left, .shortened(least: 16)), .init("", .left, .shortened(least: 16))],
            indent: 2)
        table.rows = body.careProtocol.instructions.map { instruction in
            let label = body.careProtocol.label(of: instruction, plan: plan, language: .english)
            guard plan.includes(instruction) else {
                return [.init(instruction.id.rawValue, .faint), .init(label, .faint), .init("not for this patient", .faint), ""]
            }
            return [
                .init(instruction.id.rawValue, .strong), .init(label), .init(instruction.window.words),
                .init(instruction.cadence.words),
            ]
        }
        return ["\(canvas.headline(plan.id.rawValue))  \(plan.status.rawValue)"] + facts.lines(on: canvas)
            + ["", canvas.headline("INSTRUCTIONS")] + table.lines(on: canvas)
    }
}
