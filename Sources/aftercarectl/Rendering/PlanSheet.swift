import Aftercare

struct PlanSheet {
    let body: AssignedPlan
    /// Those that are under it, in order.
    var sessions: [Treatment] = []
    let clocks: Clocks

    func lines(on canvas: Canvas) -> [String] {
        let plan = body.plan
        var facts = Facts()
        facts.add("patient", plan.patient.rawValue)
        facts.add("protocol", "\(plan.careProtocol): \(body.careProtocol.englishTitle) (\(body.careProtocol.signOffWords))")
        facts.add("without", plan.withoutWords)
        facts.add("sessions", sessionWords)
        return ["\(canvas.headline(plan.id.rawValue))  \(plan.status.rawValue)"] + facts.lines(on: canvas)
            + HistorySheet(history: plan.history, clock: clocks[plan.patient]).lines(on: canvas)
            + ["", canvas.headline("INSTRUCTIONS")] + instructions(on: canvas) + own(on: canvas)
    }

    /// The sessions by status, and which of them are silent: `3 booked (T-0002, T-0003, T-0004), 1 completed (T-0001)`.
    private var sessionWords: String {
        let known = Treatment.Status.allCases.filter { $0 != .enteredInError }
        let parts = known.compactMap { status -> String? in
            let those = sessions.filter { $0.status == status }
            return those.isEmpty ? nil : "\(those.count) \(status.rawValue) (\(those.names))"
        }
        let silent = sessions.filter { $0.status.isToCome && SessionStatus($0, under: body.plan.status).isSilent }
        let why = silent.isEmpty ? "" : "; nothing is said of \(silent.names), since the plan is \(body.plan.status.rawValue)"
        return parts.joined(separator: ", ") + why
    }

    private func instructions(on canvas: Canvas) -> [String] {
        let plan = body.plan
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
        return table.lines(on: canvas)
    }

    /// Where this plan deviates from its protocol; only the deviations of each instruction.
    private func own(on canvas: Canvas) -> [String] {
        guard !body.plan.changes.isEmpty else { return [] }
        return ["", canvas.headline("THIS PLAN'S OWN")]
            + body.plan.changes.flatMap { change in
                ["  \(canvas.painted(change.id.rawValue.inLine, .strong))"] + change.facts.lines(on: canvas)
            }
    }
}
