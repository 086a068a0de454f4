/// A window that holds now.
package struct WindowInForce: Equatable, Codable, Sendable {
    package var treatment: TreatmentID
    package var plan: PlanID
    package var instruction: InstructionID
    package var kind: Instruction.Kind
    /// The instruction's short name, for the staff.
    package var label: String
    package var opens: Instant
    package var closes: Instant
    /// Until when it holds together with what other treatments ask of the same.
    package var until: Instant
    /// The next reminder in it.
    package var next: Instant?
    /// Muted by a reaction that is not cleared.
    package var isMuted: Bool

    package init(
        treatment: TreatmentID, plan: PlanID, instruction: InstructionID, kind: Instruction.Kind, label: String, opens: Instant,
        closes: Instant, until: Instant, next: Instant?, isMuted: Bool
    ) {
        self.treatment = treatment
        self.plan = plan
        self.instruction = instruction
        self.kind = kind
        self.label = label
        self.opens = opens
        self.closes = closes
        self.until = until
        self.next = next
        self.isMuted = isMuted
    }
}

extension WindowInForce {
    /// Those that hold at `now`, by opening.
    ///
    /// - Parameter end: how far ahead their next reminders are looked for.
    static func list(of schedule: Schedule, at now: Instant, through end: Instant) -> [WindowInForce] {
        let record = schedule.record
        return schedule.windows(at: now).map { window in
            WindowInForce(
                treatment: window.treatment, plan: window.plan, instruction: window.instruction, kind: window.kind,
                label: record.label(of: window, in: record.clinic.language), opens: window.opens, closes: window.closes,
                until: schedule.end(of: window, at: now), next: schedule.next(in: window, after: now, through: end),
                isMuted: schedule.isMuted(window, at: now))
        }
    }
}
