/// A change to an existing plan; keys that are left out stay as they are. The values are as typed; `admit` checks them.
package struct PlanChangeRequest: Hashable, Codable, Sendable {
    /// `on-hold`, `active` again, `completed`, `revoked`.
    package var status: String?
    /// Another modality for every compress that the protocol leaves to the plan.
    package var compress: String?
    /// Instructions that no longer hold for this patient.
    package var without: [String]?
    /// Instructions that hold again.
    package var with: [String]?
    /// Instructions that this plan now words or times in its own way, or adds. Each replaces the plan's earlier change
    /// to it.
    package var changes: [InstructionChange]?
    /// Instructions that return to the protocol's values.
    package var restore: [String]?
    /// The version of its protocol to follow from now on, or `newest`.
    package var version: String?
    /// Keys to reset as if they had never been stated: `changes`, `without`.
    package var clear: [String]?
    /// With `status: active`: the end of the plan was entered in error.
    package var enteredInError: Bool?

    package init(
        status: String? = nil, compress: String? = nil, without: [String]? = nil, with: [String]? = nil,
        changes: [InstructionChange]? = nil, restore: [String]? = nil, version: String? = nil
    ) {
        self.status = status
        self.compress = compress
        self.without = without
        self.with = with
        self.changes = changes
        self.restore = restore
        self.version = version
    }

    /// The plan with these changes; nil if something is wrong with them, with every problem added to `problems`.
    ///
    /// - Parameter careProtocol: in the requested version, or else the plan's; nil if there is no such version.
    package func admit(_ plan: Plan, careProtocol: CareProtocol?, now: Instant, problems: inout Problems) -> Plan? {
        let status = status.map { problems.read($0, oneOf: Plan.Status.self, at: "status") } ?? plan.status
        if enteredInError == true { return resumed(plan, status: status, now: now, &problems) }
        if plan.status.isFinal {
            problems.add(.alreadyFinished, at: "", Problem.finished(plan))
            return nil
        }
        if status == .draft, plan.status != .draft {
            problems.add(
                .contradiction, at: "status", "plan '\(plan.id)' is no draft any more; put it 'on-hold' to silence it")
        }
        guard let careProtocol else {
            problems.add(
                .unknownProtocol, at: "version",
                "protocol '\(plan.careProtocol.id)' has no version '\(version?.quotable ?? "")'; run 'aftercarectl protocol list'")
            // The keys that need no protocol are still checked, so that every problem is reported at once.
            _ = PlanTerms.modality(compress, &problems)
            _ = problems.keys(clear, among: ["changes", "without"], of: "a plan")
            return nil
        }
        if careProtocol.version < plan.careProtocol.version {
            problems.add(
                .contradiction, at: "version",
                "plan '\(plan.id)' follows version \(plan.careProtocol.version) already; a plan never goes back to an older one")
        }
        let cleared = problems.keys(clear, among: ["changes", "without"], of: "a plan")
        if cleared.contains("changes"), plan.changes.isEmpty {
            problems.add(.alreadyFinished, at: "clear", "plan '\(plan.id)' changes nothing of its protocol; there is nothing to clear")
        }
        let modalities = PlanTerms.modalities(compress, kept: plan.modalities, of: careProtocol, &problems)
        let changes = changes(of: plan, cleared: cleared.contains("changes"), to: careProtocol, &problems)
        PlanTerms.check(changes, stated: self.changes ?? [], to: careProtocol, &problems)
        let known = careProtocol.instructions.map(\.id) + changes.map(\.id)
        let off = PlanTerms.instructions(without ?? [], at: "without", among: known, of: careProtocol, &problems)
        let on = PlanTerms.instructions(with ?? [], at: "with", among: known, of: careProtocol, &problems)
        for id in off.intersection(on).sorted() {
            problems.add(.contradiction, at: "with", "'\(id)' stands under 'with' and under 'without'; take one of them out")
        }
        guard problems.list.isEmpty, let status else { return nil }
        var changed = plan
        changed.careProtocol = careProtocol.reference
        changed.history = plan.history.changed(to: status, at: now)
        changed.modalities = modalities
        changed.switchedOff = (cleared.contains("without") ? [] : plan.switchedOff).union(off).subtracting(on)
        changed.changes = changes
        return changed
    }

    /// The plan as if it had never ended.
    private func resumed(_ plan: Plan, status: Plan.Status?, now: Instant, _ problems: inout Problems) -> Plan? {
        guard status == .active else {
            problems.add(.contradiction, at: "status", "what was entered in error is taken back by 'status: active'; say that alone")
            return nil
        }
        guard plan.status.isFinal else {
            problems.add(
                .alreadyFinished, at: "", "plan '\(plan.id)' is \(plan.status.rawValue), and not over; there is nothing to take back")
            return nil
        }
        let history = plan.history.withoutLast()
        var resumed = plan
        resumed.history = history.current.isFinal ? history.changed(to: .active, at: now) : history
        return resumed
    }

    private func changes(
        of plan: Plan, cleared: Bool, to careProtocol: CareProtocol, _ problems: inout Problems
    ) -> [InstructionChange] {
        let restored = restored(of: plan, &problems)
        let fresh = changes ?? []
        let kept = plan.changes.filter { change in
            !cleared && !restored.contains(change.id) && !fresh.contains { $0.id == change.id }
        }
        return kept + fresh
    }
}

extension PlanChangeRequest {
    /// The plan's changes that `restore` names. For any other name, the problem lists the changes that exist.
    private func restored(of plan: Plan, _ problems: inout Problems) -> Set<InstructionID> {
        var found: Set<InstructionID> = []
        for (index, name) in (restore ?? []).enumerated() {
            if let id = InstructionID(name), plan.changes.contains(where: { $0.id == id }) {
                found.insert(id)
                continue
            }
            let isLeftOut = InstructionID(name).map(plan.switchedOff.contains) ?? false
            let changed = plan.changes.map(\.id.rawValue).joined(separator: ", ")
            problems.add(
                .unknownInstruction, at: "restore.\(index)",
                isLeftOut
                    ? "plan '\(plan.id)' leaves '\(name)' out; with 'aftercarectl plan change \(plan.id) --with \(name)' it holds again"
                    : "plan '\(plan.id)' has no change of '\(name.quotable)' that could be taken back; "
                        + (changed.isEmpty ? "it changes no instruction of its protocol" : "it changes \(changed)"))
        }
        return found
    }
}

extension Plan {
    /// Whether `other` asks for other reminders, so that its treatments must be replanned.
    package func asksOtherwise(than other: Plan) -> Bool {
        careProtocol != other.careProtocol || changes != other.changes || switchedOff != other.switchedOff
            || modalities.mapValues { $0 == .none } != other.modalities.mapValues { $0 == .none }
    }
}
