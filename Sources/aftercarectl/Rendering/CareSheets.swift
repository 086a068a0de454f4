import Aftercare
import AftercareAPI

// A patient, or a treatment, by itself.

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
            + HistorySheet(history: patient.history, clock: clocks[patient.id]).lines(on: canvas)
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
    /// The sessions of its series, in order; none where it stands alone.
    var series: [Treatment] = []
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
        if let place = series.firstIndex(where: { $0.id == treatment.id }) {
            facts.add("series", "session \(place + 1) of \(series.count)")
        }
        return ["\(canvas.headline(treatment.id.rawValue))  \(canvas.painted(treatment.status.rawValue, treatment.status.tone))"]
            + facts.lines(on: canvas) + sessions(on: canvas)
    }

    private func sessions(on canvas: Canvas) -> [String] {
        guard !series.isEmpty else { return [] }
        let clock = clocks[treatment.patient]
        var table = Table(columns: [.init(), .init("", .right), .init(), .init()], indent: 2)
        table.rows = series.enumerated().map { index, session in
            let isThis = session.id == treatment.id
            return [
                .init(isThis ? "→" : "", .strong), .init("\(index + 1)", .faint),
                .init(session.id.rawValue, isThis ? .strong : .plain),
                .init("\(clock.dated(session.start, until: session.end)) \(session.status.rawValue)", session.status.tone),
            ]
        }
        return ["", canvas.headline("SERIES")] + table.lines(on: canvas)
    }
}
