import Aftercare

// A single patient, and a single treatment.

struct PatientSheet {
    let body: PatientDetails
    /// Whether what was entered in error is shown too.
    var showsAll = false
    let clocks: Clocks

    func lines(on canvas: Canvas) -> [String] {
        let patient = body.patient
        var facts = Facts()
        facts.add("name", patient.name)
        facts.add("status", patient.status.rawValue)
        facts.add("zone", patient.zone + (clocks[patient.id].zone.isUnknown ? " (unknown on this machine: times are in UTC)" : ""))
        facts.add("language", patient.language.tag)
        facts.add("quiet hours", patient.quietWords)
        return [canvas.headline(patient.id.rawValue)] + facts.lines(on: canvas)
            + HistorySheet(history: patient.history, clock: clocks[patient.id]).lines(on: canvas)
            + section("PLANS", PlanTable(plans: plans, showsPatients: false).lines(on: canvas), plans.isEmpty, canvas)
            + section(
                "TREATMENTS",
                TreatmentTable(treatments: treatments, clocks: clocks, plans: body.plans, showsPatients: false).lines(on: canvas),
                treatments.isEmpty, canvas)
    }

    private var plans: [Plan] { body.plans.filter { showsAll || $0.status != .enteredInError } }
    private var treatments: [Treatment] { body.treatments.filter { showsAll || $0.status != .enteredInError } }

    /// The number of plans and treatments that are not shown.
    var hidden: Int { body.plans.count + body.treatments.count - plans.count - treatments.count }

    private func section(_ title: String, _ lines: [String], _ isEmpty: Bool, _ canvas: Canvas) -> [String] {
        isEmpty ? ["", "no \(title.lowercased())"] : [""] + lines
    }
}

struct TreatmentSheet {
    let treatment: Treatment
    /// The sessions of its series, in order; empty when it belongs to none.
    var series: [Treatment] = []
    /// The patient's plans, as far as they are known.
    var plans: [Plan] = []
    let clocks: Clocks

    func lines(on canvas: Canvas) -> [String] {
        let clock = clocks[treatment.patient]
        var facts = Facts()
        facts.add("patient", treatment.patient.rawValue)
        facts.add("plan", planWords(clock))
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
        let status = SessionStatus(treatment, among: plans)
        return ["\(canvas.headline(treatment.id.rawValue))  \(canvas.painted(status.words, status.tone))"]
            + facts.lines(on: canvas) + sessions(on: canvas)
    }

    /// The plan, with its status unless active: `PL-0001`; `PL-0001, revoked since Fri 2026-11-20 10:00`.
    private func planWords(_ clock: StaffTimeFormat) -> String {
        let plan = plans.first { $0.id == treatment.plan }
        guard let plan, plan.status != .active else { return treatment.plan.rawValue }
        return "\(plan.id), \(plan.status.rawValue)\(plan.history.isFromStart ? "" : " since \(clock.dated(plan.history.since))")"
    }

    private func sessions(on canvas: Canvas) -> [String] {
        guard !series.isEmpty else { return [] }
        let clock = clocks[treatment.patient]
        var table = Table(columns: [.init(), .init("", .right), .init(), .init()], indent: 2)
        table.rows = series.enumerated().map { index, session in
            let isThis = session.id == treatment.id
            let status = SessionStatus(session, among: plans)
            return [
                .init(isThis ? "→" : "", .strong), .init("\(index + 1)", .faint),
                .init(session.id.rawValue, isThis ? .strong : .plain),
                .init("\(clock.dated(session.start, until: session.end)) \(status.words)", status.tone),
            ]
        }
        return ["", canvas.headline("SERIES")] + table.lines(on: canvas)
    }
}
