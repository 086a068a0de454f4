/// A window in force now.
package struct WindowInForce: Equatable, Codable, Sendable {
    package var treatment: TreatmentID
    package var plan: PlanID
    package var instruction: InstructionID
    package var kind: Instruction.Kind
    /// The instruction's short name, for the staff.
    package var label: String
    package var opens: Instant
    package var closes: Instant
    /// When it ends, together with what other treatments ask on the same topic.
    package var until: Instant
    /// When the next reminder in it is due; nil if none is.
    package var next: Instant?
    /// Whether an open reaction mutes it.
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
    /// The windows in force at `now`, in order of opening.
    ///
    /// - Parameter end: how far ahead to look for their next reminders.
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
