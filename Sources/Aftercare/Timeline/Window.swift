/// The interval in which one instruction holds for one treatment (FHIR R4: activity.detail.scheduledPeriod).
///
/// Every occurrence holds its window, so the content is one shared reference.
package struct Window: Hashable, Sendable {
    private let content: Content

    package var treatment: TreatmentID { content.treatment }
    package var timingRevision: Int { content.timingRevision }
    package var plan: PlanID { content.plan }
    package var careProtocol: ProtocolReference { content.careProtocol }
    package var instruction: InstructionID { content.instruction }
    package var kind: Instruction.Kind { content.kind }
    package var opens: Instant { content.opens }
    package var closes: Instant { content.closes }

    package init(
        treatment: TreatmentID, timingRevision: Int, plan: PlanID, careProtocol: ProtocolReference,
        instruction: InstructionID, kind: Instruction.Kind, opens: Instant, closes: Instant
    ) {
        content = Content(
            treatment: treatment, timingRevision: timingRevision, plan: plan, careProtocol: careProtocol,
            instruction: instruction, kind: kind, opens: opens, closes: closes)
    }

    private final class Content: Sendable {
        let treatment: TreatmentID
        let timingRevision: Int
        let plan: PlanID
        let careProtocol: ProtocolReference
        let instruction: InstructionID
        let kind: Instruction.Kind
        let opens: Instant
        let closes: Instant

        init(
            treatment: TreatmentID, timingRevision: Int, plan: PlanID, careProtocol: ProtocolReference,
            instruction: InstructionID, kind: Instruction.Kind, opens: Instant, closes: Instant
        ) {
            self.treatment = treatment
            self.timingRevision = timingRevision
            self.plan = plan
            self.careProtocol = careProtocol
            self.instruction = instruction
            self.kind = kind
            self.opens = opens
            self.closes = closes
        }
    }

    package static func == (one: Window, other: Window) -> Bool {
        if one.content === other.content { return true }
        return one.treatment == other.treatment && one.timingRevision == other.timingRevision && one.plan == other.plan
            && one.careProtocol == other.careProtocol && one.instruction == other.instruction && one.kind == other.kind
            && one.opens == other.opens && one.closes == other.closes
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(treatment)
        hasher.combine(timingRevision)
        hasher.combine(instruction)
    }

    /// Whether the instruction holds at `instant`; at the closing instant it no longer does.
    package func holds(at instant: Instant) -> Bool { opens <= instant && instant < closes }

    package func overlaps(_ span: ClosedRange<Instant>) -> Bool {
        opens <= span.upperBound && closes >= span.lowerBound
    }
}

extension WindowRule {
    /// The window for `treatment`, opening and closing; nil if it would close before it opens.
    func interval(for treatment: Treatment, in zone: Zone) -> ClosedRange<Instant>? {
        let opening = opens.instant(for: treatment, in: zone)
        let closing =
            switch closes {
            // It closes at the edge that it opened before, to the second: a month forward need not be as long as the
            // month back.
            case .lasting(opens.offset) where opens.edge.isBefore && opens.at == nil: opens.base(for: treatment)
            case .lasting(let span): zone.adding(span, to: opening)
            case .at(let anchor): anchor.instant(for: treatment, in: zone)
            }
        return closing > opening ? opening...closing : nil
    }
}
