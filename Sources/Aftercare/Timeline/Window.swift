/// The interval in which one instruction holds for one treatment (FHIR R4: activity.detail.scheduledPeriod).
package struct Window: Hashable, Sendable {
    package let treatment: TreatmentID
    package let timingRevision: Int
    package let plan: PlanID
    package let careProtocol: ProtocolReference
    package let instruction: InstructionID
    package let kind: Instruction.Kind
    package let opens: Instant
    package let closes: Instant

    package init(
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

    /// Whether the instruction holds at `instant`; at the closing instant it does no more.
    package func holds(at instant: Instant) -> Bool { opens <= instant && instant < closes }

    package func overlaps(_ span: ClosedRange<Instant>) -> Bool {
        opens <= span.upperBound && closes >= span.lowerBound
    }
}

extension WindowRule {
    /// The window for `treatment`, opening and closing; nil where it would close before it opens.
    func interval(for treatment: Treatment, in zone: Zone) -> ClosedRange<Instant>? {
        let opening = opens.instant(for: treatment, in: zone)
        let closing =
            switch closes {
            case .lasting(let span): zone.adding(span, to: opening)
            case .at(let anchor): anchor.instant(for: treatment, in: zone)
            }
        return closing > opening ? opening...closing : nil
    }
}
