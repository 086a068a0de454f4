/// The interval in which one instruction holds for one treatment (FHIR R4: activity.detail.scheduledPeriod).
///
/// Every occurrence holds its window, so the content is one shared reference: as a plain struct with its four names, a
/// window makes a timeline a quarter slower.
package struct Window: Hashable, Sendable {
    private let shared: Shared

    package var treatment: TreatmentID { shared.content.treatment }
    package var timingRevision: Int { shared.content.timingRevision }
    package var plan: PlanID { shared.content.plan }
    package var careProtocol: ProtocolReference { shared.content.careProtocol }
    package var instruction: InstructionID { shared.content.instruction }
    package var kind: Instruction.Kind { shared.content.kind }
    package var opens: Instant { shared.content.opens }
    package var closes: Instant { shared.content.closes }

    package init(
        treatment: TreatmentID, timingRevision: Int, plan: PlanID, careProtocol: ProtocolReference,
        instruction: InstructionID, kind: Instruction.Kind, opens: Instant, closes: Instant
    ) {
        shared = Shared(
            Content(
                treatment: treatment, timingRevision: timingRevision, plan: plan, careProtocol: careProtocol,
                instruction: instruction, kind: kind, opens: opens, closes: closes))
    }

    private struct Content: Hashable {
        let treatment: TreatmentID
        let timingRevision: Int
        let plan: PlanID
        let careProtocol: ProtocolReference
        let instruction: InstructionID
        let kind: Instruction.Kind
        let opens: Instant
        let closes: Instant
    }

    private final class Shared: Hashable, Sendable {
        let content: Content

        init(_ content: Content) { self.content = content }

        static func == (one: Shared, other: Shared) -> Bool { one === other || one.content == other.content }
        func hash(into hasher: inout Hasher) { hasher.combine(content) }
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
