import Aftercare

/// Something that somebody does to a patient's data at an instant. Its details are rolled when it is done, from
/// dice of its own, so that the same edit is the same whatever was done before.
struct Edit {
    let at: Instant
    let kind: Kind
    let dice: Dice
    /// Which treatment or plan it is about, counted round.
    let subject: Int

    enum Kind: String, CaseIterable {
        case move, completeEarly, completeLate, completeAsPlanned, start, cancel, noShow, reopen, neverWas, book, bookNear
        case hold, resume, complete, revoke, takeUpAgain, planNeverWas, switchOff, switchOn, change, restore, clearChanges
        case upgrade, modality
        case silence, wake, zone, quietHours
        case acknowledge, snooze, decline, retract, report, clear, reportInError

        /// What it changes: edits of different targets are independent.
        var target: String {
            switch self {
            case .move, .completeEarly, .completeLate, .completeAsPlanned, .start, .cancel, .noShow, .reopen, .neverWas:
                "treatment"
            case .book, .bookNear: "book"
            case .hold, .resume, .complete, .revoke, .takeUpAgain, .planNeverWas, .switchOff, .switchOn, .change, .restore,
                .clearChanges, .upgrade, .modality:
                "plan"
            case .silence, .wake, .zone, .quietHours: "patient"
            case .acknowledge, .snooze, .decline, .retract: "response"
            case .report, .clear, .reportInError: "reaction"
            }
        }

        /// What matters more is drawn more often.
        static let usual: [Kind] =
            allCases + [
                .move, .move, .move, .hold, .silence, .completeEarly, .completeLate, .cancel, .change, .modality, .modality,
                .report, .clear, .clear, .snooze, .snooze,
            ]
    }

    init(at: Instant, kind: Kind, dice: Dice, subject: Int) {
        self.at = at
        self.kind = kind
        self.dice = dice
        self.subject = subject
    }

    /// What takes it back; nil: nothing is drawn for that.
    func undone(at later: Instant) -> Edit? {
        let kinds: [Kind: Kind] = [
            .hold: .resume, .silence: .wake, .report: .clear, .switchOff: .switchOn, .cancel: .reopen, .noShow: .reopen,
            .neverWas: .reopen, .completeEarly: .reopen, .revoke: .takeUpAgain, .complete: .takeUpAgain,
            .planNeverWas: .takeUpAgain, .acknowledge: .retract, .change: .clearChanges,
        ]
        return kinds[kind].map { Edit(at: later, kind: $0, dice: dice, subject: subject) }
    }

    init(at: Instant, _ dice: inout Dice) {
        self.init(at: at, kind: dice.pick(Kind.usual), dice: dice.split(), subject: dice.roll(0...11))
    }
}

extension Edit {
    /// Does it at `now`.
    ///
    /// - Returns: whether it was admitted.
    func apply(to story: inout Story, now: Instant) -> Bool {
        var dice = dice
        var problems = Problems()
        let isAdmitted =
            switch kind.target {
            case "treatment": treat(&story, now, &dice, &problems)
            case "book": book(&story, now, &dice, &problems)
            case "plan": plan(&story, now, &dice, &problems)
            case "patient": state(&story, now, &dice, &problems)
            case "response": respond(&story, now, &dice, &problems)
            default: react(&story, now, &dice, &problems)
            }
        // What was over may have something to say again.
        if isAdmitted { story.closed = [] }
        return isAdmitted
    }

    private func treat(_ story: inout Story, _ now: Instant, _ dice: inout Dice, _ problems: inout Problems) -> Bool {
        let index = subject % story.treatments.count
        let treatment = story.treatments[index]
        var changed: Treatment?
        switch kind {
        case .move:
            let shift = dice.pick([-86_400, -7200, -300, 300, 1200, 7200, 86_400, 3 * 86_400])
            let request = MoveRequest(start: (treatment.plannedStart + Int64(shift)).text)
            changed = request.admit(treatment, series: [treatment], zone: story.zone, now: now, problems: &problems)?.first
        case .completeEarly, .completeLate:
            // Never in the future, so early ends are said when they happen.
            let shift = dice.pick([600, 1800, 7200]) * (kind == .completeEarly ? -1 : 1)
            let ended = min(now, treatment.end + Int64(shift))
            let started = min(treatment.start, ended - 300)
            changed = CompletionRequest(started: started.text, ended: ended.text)
                .admit(treatment, zone: story.zone, now: now, problems: &problems)
        case .completeAsPlanned:
            changed = CompletionRequest(ended: "as-planned").admit(treatment, zone: story.zone, now: now, problems: &problems)
        case .start:
            guard treatment.status == .booked else { return false }
            let request = TreatmentRequest(id: treatment.id.rawValue, patient: story.patient.id.rawValue, started: now.text)
            changed = admit(request, existing: treatment, story, now, &problems)
        case .reopen:
            guard let plan = story.plans.first(where: { $0.id == treatment.plan }) else { return false }
            changed = ReopeningRequest(force: true)
                .admit(treatment, plan: plan, others: [], zone: story.zone, now: now, problems: &problems)
        case .neverWas: changed = treatment.enteredInError(at: now, problems: &problems)
        default:
            changed = CancellationRequest(noShow: kind == .noShow).admit(treatment, now: now, problems: &problems)
        }
        guard let changed, problems.list.isEmpty else { return false }
        story.treatments[index] = changed
        return true
    }

    private func admit(
        _ request: TreatmentRequest, existing: Treatment?, _ story: Story, _ now: Instant, _ problems: inout Problems
    ) -> Treatment? {
        let context = TreatmentRequest.Context(
            existing: existing, patient: (story.patient, story.zone), assignedPlans: story.whole.assignedPlans, freshID: nil, now: now)
        return request.admit(context, problems: &problems)
    }

    private func book(_ story: inout Story, _ now: Instant, _ dice: inout Dice, _ problems: inout Problems) -> Bool {
        // Another session within a quarter of an hour of one that there is.
        let near = story.treatments[subject % story.treatments.count].start + dice.pick([-900, -60, 0, 60, 600, 900])
        let start = kind == .bookNear ? near : now + dice.seconds(-24...48) * 3600
        var request = TreatmentRequest(
            id: "T\(story.treatments.count + 1)", patient: story.patient.id.rawValue,
            plan: story.plans[subject % story.plans.count].id.rawValue, start: start.text, duration: "1h")
        request.force = true
        guard let treatment = admit(request, existing: nil, story, now, &problems) else { return false }
        story.treatments.append(treatment)
        return true
    }

    private func plan(_ story: inout Story, _ now: Instant, _ dice: inout Dice, _ problems: inout Problems) -> Bool {
        let index = subject % story.plans.count
        let plan = story.plans[index]
        let careProtocol = story.careProtocol(of: plan)
        let instruction = dice.pick(careProtocol.instructions)
        var target = careProtocol
        var request = PlanChangeRequest()
        switch kind {
        case .hold: request.status = "on-hold"
        case .resume: request.status = "active"
        case .complete: request.status = "completed"
        case .revoke: request.status = "revoked"
        case .takeUpAgain:
            request.status = "active"
            request.enteredInError = true
        case .planNeverWas: request.status = "entered-in-error"
        case .clearChanges: request.clear = ["changes"]
        case .switchOff: request.without = [instruction.id.rawValue]
        case .switchOn: request.with = [instruction.id.rawValue]
        case .change: request.changes = [dice.change(of: instruction)]
        case .restore: request.restore = plan.changes.map(\.id.rawValue)
        case .modality: request.compress = dice.pick(Modality.choices).rawValue
        default:
            target = story.versions[story.versions.count - 1]
            request.version = "newest"
            if !target.modalityChoices.isEmpty { request.compress = dice.pick(Modality.choices).rawValue }
        }
        guard let changed = request.admit(plan, careProtocol: target, now: now, problems: &problems) else { return false }
        story.plans[index] = changed
        let isTakenUp = plan.status.isFinal && !changed.status.isFinal
        guard plan.asksOtherwise(than: changed) || isTakenUp else { return true }
        replan(&story, now) { $0.plan == plan.id }
        return true
    }

    private func replan(_ story: inout Story, _ now: Instant, where isConcerned: (Treatment) -> Bool) {
        for index in story.treatments.indices where isConcerned(story.treatments[index]) {
            guard !story.closed.contains(story.treatments[index].id) else { continue }
            story.treatments[index] = story.treatments[index].replanned(at: now)
        }
    }

    private func state(_ story: inout Story, _ now: Instant, _ dice: inout Dice, _ problems: inout Problems) -> Bool {
        var request = PatientRequest(id: story.patient.id.rawValue)
        switch kind {
        case .silence: request.status = dice.pick(["inactive", "opted-out", "deceased", "entered-in-error"])
        case .wake: request.status = "active"
        case .zone: request.zone = dice.pick(Place.all).zone.name
        default: request.quietHours = (dice.quietHours() ?? dice.quietHours())?.text
        }
        let patient = request.admit(
            existing: story.patient, clinic: story.clinic, now: now, hasZone: { _ in true }, problems: &problems)
        guard let patient, problems.list.isEmpty else { return false }
        let onProgress = patient.zone != story.patient.zone
        story.patient = patient
        if onProgress { replan(&story, now) { _ in true } }
        return true
    }

    private func respond(_ story: inout Story, _ now: Instant, _ dice: inout Dice, _ problems: inout Problems) -> Bool {
        if kind == .retract {
            guard let last = story.responses.last else { return false }
            if case .snoozed(let until) = last.answer, until <= now { return false }
            story.responses.removeLast()
            return true
        }
        let answerable = story.decided.emitted.filter { $0.key.role == .reminder || $0.key.role == .nag || $0.key.role == .snoozed }
        guard let said = answerable.dropLast(subject % 3).last ?? answerable.last else { return false }
        let occurrence = Occurrence(
            window: said.window, place: said.key.place, phase: said.phase, role: said.key.role, ordinal: said.key.ordinal,
            due: said.due, deadline: said.deadline)
        let reminder = Reminder(
            id: OccurrenceID(said.key, store: Story.store), patient: story.patient.id, occurrence: occurrence,
            state: .settled, sequence: 1, attempt: 1, reason: nil, payload: nil, decidedAt: said.at, emittedAt: said.at,
            cursor: nil)
        let request =
            switch kind {
            case .acknowledge: ResponseRequest(answer: "acknowledged")
            case .decline: ResponseRequest(answer: "declined")
            default: ResponseRequest(answer: "snoozed", lasting: dice.pick(["10min", "30min", "2h", "9h"]))
            }
        let earlier = story.responses.filter { $0.reminder == said.key.base }
        let response = request.admit(reminder, earlier: earlier, zone: story.zone, now: now, problems: &problems)
        guard let response, problems.list.isEmpty else { return false }
        story.responses.append(response)
        return true
    }

    private func react(_ story: inout Story, _ now: Instant, _ dice: inout Dice, _ problems: inout Problems) -> Bool {
        if kind == .reportInError {
            guard let index = story.reactions.indices.last,
                let mistaken = story.reactions[index].enteredInError(at: now, problems: &problems)
            else { return false }
            story.reactions[index] = mistaken
            return true
        }
        if kind == .clear {
            guard let index = story.reactions.lastIndex(where: \.isOpen) else { return false }
            guard let cleared = story.reactions[index].cleared(at: now, zone: nil, problems: &problems) else { return false }
            story.reactions[index] = cleared
            return true
        }
        let request = ReactionRequest(
            patient: story.patient.id.rawValue, treatment: story.treatments[subject % story.treatments.count].id.rawValue,
            signs: [dice.pick(Reaction.Sign.allCases).rawValue])
        let reaction = request.admit(
            patient: story.patient, treatments: story.treatments, freshID: Samples.name("R\(story.reactions.count + 1)"),
            now: now, problems: &problems)
        guard let reaction else { return false }
        story.reactions.append(reaction)
        return true
    }
}
