/// A statement about a plan. The values are as typed; `admit` checks them.
package struct PlanRequest: Hashable, Codable, Sendable {
    /// Nil to let the service choose one.
    package var id: String?
    package var patient: String
    /// `exosome-injection` for its newest version, `exosome-injection@1` for that one.
    package var `protocol`: String
    /// The modality of every compress that the protocol leaves to the plan: `warm`, `cold` or `none`.
    package var compress: String?
    /// Instructions that do not hold for this patient.
    package var without: [String]?
    /// Instructions that this plan words or times in its own way, or adds.
    package var changes: [InstructionChange]?
    package var status: String?
    /// Accepts what looks like a mistake.
    package var force: Bool?

    package init(
        id: String? = nil, patient: String, protocol: String, compress: String? = nil, without: [String]? = nil,
        changes: [InstructionChange]? = nil, status: String? = nil
    ) {
        self.id = id
        self.patient = patient
        self.protocol = `protocol`
        self.compress = compress
        self.without = without
        self.changes = changes
        self.status = status
    }

    /// The requested protocol, with its version if one is given.
    package var reference: (id: ProtocolID, version: Int?)? {
        if let exact = try? ProtocolReference(text: self.protocol) { return (exact.id, exact.version) }
        return ProtocolID(self.protocol).map { ($0, nil) }
    }

    /// The facts that a request is checked against.
    package struct Context {
        /// The plan as known so far.
        package let existing: Plan?
        /// The patient it names, if known.
        package let patient: Patient?
        /// The protocol it names, if known.
        package let careProtocol: CareProtocol?
        /// An id for a plan without one; nil if the request has one.
        package let freshID: PlanID?
        /// The patient's other plans.
        package let others: [Plan]
        package let now: Instant

        package init(
            existing: Plan?, patient: Patient?, careProtocol: CareProtocol?, freshID: PlanID?, others: [Plan] = [], now: Instant
        ) {
            self.existing = existing
            self.patient = patient
            self.careProtocol = careProtocol
            self.freshID = freshID
            self.others = others
            self.now = now
        }
    }

    /// The requested plan; nil if something is wrong, with every problem added to `problems`.
    package func admit(_ context: Context, problems: inout Problems) -> Plan? {
        let existing = context.existing
        let id = id.map { problems.name($0, as: PlanID.self, at: "id") } ?? context.freshID
        if context.patient == nil { problems.add(.unknownPatient, at: "patient", Problem.unknown(patient: self.patient)) }
        if let patient = context.patient, let existing, existing.patient != patient.id {
            problems.add(
                .contradiction, at: "patient",
                "plan '\(existing.id)' belongs to patient '\(existing.patient)'; give this one another id")
        }
        let status = status.map { problems.read($0, oneOf: Plan.Status.self, at: "status") } ?? existing?.status ?? .active
        guard let careProtocol = context.careProtocol else {
            problems.add(
                .unknownProtocol, at: "protocol",
                "unknown protocol '\(self.protocol.quotable)'; run 'aftercarectl protocol list'")
            // The keys that need no protocol are still checked, so that every problem is reported at once.
            _ = PlanTerms.modality(compress, &problems)
            return nil
        }
        let modalities = PlanTerms.modalities(compress, kept: existing?.modalities ?? [:], of: careProtocol, &problems)
        let changes = changes ?? existing?.changes ?? []
        PlanTerms.check(changes, stated: self.changes ?? [], to: careProtocol, &problems)
        let known = careProtocol.instructions.map(\.id) + changes.map(\.id)
        let off = without.map { PlanTerms.instructions($0, at: "without", among: known, of: careProtocol, &problems) }
        let twin = context.others.first { $0.status == .active && $0.careProtocol.id == careProtocol.id && $0.id != id }
        if let twin, status == .active, existing?.status != .active, force != true {
            problems.add(
                .implausible, at: "protocol",
                "patient '\(twin.patient)' follows '\(careProtocol.id)' already, with plan '\(twin.id)': everything would be said "
                    + "twice. Schedule sessions under '\(twin.id)'; if a second plan is meant, say it again with '--force'")
        }
        guard problems.list.isEmpty, let id, let patient = context.patient, let status else { return nil }
        var plan =
            existing
            ?? Plan(
                id: id, patient: patient.id, careProtocol: careProtocol.reference, history: History(status, since: context.now),
                modalities: [:], switchedOff: [])
        plan.careProtocol = careProtocol.reference
        plan.history = plan.history.changed(to: status, at: context.now)
        plan.modalities = modalities
        if let off { plan.switchedOff = off }
        plan.changes = changes
        if let existing, existing.status.isFinal, existing != plan {
            problems.add(.alreadyFinished, at: "status", Problem.finished(existing))
            return nil
        }
        return plan
    }
}

/// Checks what a plan states about its protocol's instructions.
enum PlanTerms {
    private static let choices = Modality.choices.map(\.rawValue).joined(separator: ", ")

    /// A modality that a plan may choose; nil for anything else, with a problem added unless `compress` is nil.
    static func modality(_ compress: String?, _ problems: inout Problems) -> Modality? {
        guard let compress else { return nil }
        if let modality = Modality(rawValue: compress), Modality.choices.contains(modality) { return modality }
        problems.add(.malformed, at: "compress", "'\(compress.quotable)' is not one of \(choices)")
        return nil
    }

    /// The modality of each compress that the protocol leaves to the plan.
    static func modalities(
        _ compress: String?, kept: [InstructionID: Modality], of careProtocol: CareProtocol, _ problems: inout Problems
    ) -> [InstructionID: Modality] {
        let open = careProtocol.modalityChoices
        guard let compress else {
            let kept = kept.filter { open.contains($0.key) }
            for instruction in open where kept[instruction] == nil {
                problems.add(
                    .modalityMissing, at: "compress",
                    "protocol '\(careProtocol.reference)' leaves '\(instruction)' to the plan, and there is no default: "
                        + "say compress \(Self.choices)")
            }
            return kept
        }
        guard let modality = modality(compress, &problems) else { return [:] }
        if open.isEmpty {
            problems.add(
                .contradiction, at: "compress",
                "protocol '\(careProtocol.reference)' leaves no compress to the plan; leave 'compress' out")
        }
        return Dictionary(uniqueKeysWithValues: open.map { ($0, modality) })
    }

    /// The instructions with these names.
    static func instructions(
        _ names: [String], at path: String, among known: [InstructionID], of careProtocol: CareProtocol,
        _ problems: inout Problems
    ) -> Set<InstructionID> {
        var found: Set<InstructionID> = []
        for (index, name) in names.enumerated() {
            if let id = InstructionID(name), known.contains(id) {
                found.insert(id)
            } else {
                problems.add(
                    .unknownInstruction, at: "\(path).\(index)",
                    "protocol '\(careProtocol.reference)' has no instruction '\(name.quotable)'; it has "
                        + known.map(\.rawValue).joined(separator: ", "))
            }
        }
        return found
    }

    /// A plan's changes must meet the same rules as a protocol.
    ///
    /// - Parameter stated: the changes that are stated now.
    static func check(
        _ changes: [InstructionChange], stated: [InstructionChange], to careProtocol: CareProtocol, _ problems: inout Problems
    ) {
        guard changes.count <= CareProtocol.maxInstructions else {
            problems.add(
                .outOfRange, at: "changes",
                "\(changes.count) instructions are changed, and \(CareProtocol.maxInstructions) are the most that a plan has; change fewer")
            return
        }
        for (index, change) in changes.enumerated() {
            if changes[..<index].contains(where: { $0.id == change.id }) {
                problems.add(
                    .duplicateID, at: "changes.\(change.id)", "'\(change.id)' is changed twice; say all of it once")
            }
            guard let own = change.applied(to: careProtocol.instruction(change.id), language: careProtocol.language) else {
                let missing = [
                    change.kind == nil ? "a kind" : nil, change.window == nil ? "a window" : nil,
                    change.cadence == nil ? "reminders" : nil, change.text == nil ? "a text" : nil,
                ].compactMap(\.self).joined(separator: ", ")
                problems.add(
                    .missing, at: "changes.\(change.id)",
                    "protocol '\(careProtocol.reference)' has no instruction '\(change.id)', so one of the plan's own needs "
                        + "\(missing); add that, or change one of "
                        + careProtocol.instructions.map(\.id.rawValue).joined(separator: ", "))
                continue
            }
            var found = problems.part("changes.\(change.id)")
            let isWorded = change.text != nil || change.label != nil || change.subject != nil || change.citations != nil
            careProtocol.check(own, asOwn: true, isWorded: isWorded && stated.contains(change), &found)
            problems.add(found.list)
        }
    }
}

extension Problem {
    /// What to do if a plan is missing.
    static func assignPlan(to patient: PatientID) -> String {
        "assign one, like 'aftercarectl plan assign \(patient) exosome-injection' ('aftercarectl protocol list' shows the protocols)"
    }

    /// The same for a patient whose known plans are not active.
    static func afterPlans(_ plans: [Plan], of patient: PatientID) -> String {
        let waiting = plans.filter { !$0.status.isFinal }
        guard let first = waiting.first else { return assignPlan(to: patient) }
        let names = waiting.map { "'\($0.id)' is \($0.status.rawValue)" }.joined(separator: ", ")
        return "\(names): resume it with 'aftercarectl plan resume \(first.id)', or \(assignPlan(to: patient))"
    }

    package static func finished(_ plan: Plan) -> String {
        "plan '\(plan.id)' is \(plan.status.rawValue), and stays so; assign a new one with 'aftercarectl plan assign "
            + "\(plan.patient) \(plan.careProtocol.id)', or, if that was a mistake, take it back with 'aftercarectl plan resume "
            + "\(plan.id) --entered-in-error'"
    }
}
