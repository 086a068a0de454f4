import Aftercare

// What people change while a time line goes by.

extension Drawing {
    mutating func change(_ name: String = "T-1", at text: String, _ change: (Treatment, Instant) -> Treatment) {
        edit(at: text) { record, now in
            record.with(treatments: record.treatments.map { $0.id == id(name) ? change($0, now) : $0 })
        }
    }

    /// Moves the whole treatment to end at another time.
    mutating func move(_ name: String = "T-1", toEnd end: String, at text: String) {
        let end = instant(end)
        change(name, at: text) { treatment, now in
            treatment.changed(at: now) {
                $0.plannedStart = end - ($0.plannedEnd - $0.plannedStart)
                $0.plannedEnd = end
            }
        }
    }

    mutating func complete(_ name: String = "T-1", ended: String, at text: String) {
        let ended = instant(ended)
        change(name, at: text) { treatment, now in
            treatment.changed(at: now) {
                $0.status = .completed
                $0.actualStart = $0.start
                $0.actualEnd = ended
            }
        }
    }

    mutating func cancel(_ name: String = "T-1", noShow: Bool = false, at text: String) {
        change(name, at: text) { treatment, now in treatment.changed(at: now) { $0.status = noShow ? .noShow : .cancelled } }
    }

    mutating func add(_ treatment: Treatment, at text: String) {
        edit(at: text) { record, _ in record.with(treatments: record.treatments + [treatment]) }
    }

    mutating func set(plan status: Plan.Status, at text: String) {
        let now = instant(text)
        change(at: text) { plan, _ in plan.with(history: plan.history.changed(to: status, at: now)) }
    }

    mutating func set(patient status: Patient.Status, at text: String) {
        edit(at: text) { record, now in
            let patient = record.patient
            return record.with(
                patient: Patient(
                    id: patient.id, zone: patient.zone, language: patient.language, quietHours: patient.quietHours,
                    history: patient.history.changed(to: status, at: now), name: nil))
        }
    }

    /// Changes the plan, and the protocol that it follows where one is given. Treatments are planned anew where
    /// the plan asks for other reminders.
    mutating func change(
        to careProtocol: CareProtocol? = nil, at text: String, _ change: (Plan, CareProtocol) -> Plan
    ) {
        edit(at: text) { record, now in
            let assigned = record.assignedPlans[0]
            let careProtocol = careProtocol ?? assigned.careProtocol
            let plan = change(assigned.plan, careProtocol)
            let isOther = plan.asksOtherwise(than: assigned.plan)
            return record.with(
                assignedPlans: [AssignedPlan(plan: plan, careProtocol: careProtocol)] + record.assignedPlans.dropFirst(),
                treatments: record.treatments.map { $0.plan == plan.id && isOther ? $0.replanned(at: now) : $0 })
        }
    }

    /// Answers what was said last of an instruction.
    mutating func answer(_ answer: Response.Answer, _ name: String, at text: String) {
        guard let said = decided.emitted.last(where: { $0.window.instruction == id(name) }) else {
            preconditionFailure("nothing was said of \(name)")
        }
        edit(at: text) { record, now in
            record.with(responses: record.responses + [Response(reminder: said.key.base, answer: answer, at: now)])
        }
    }

    mutating func snooze(_ name: String, until: String, at text: String) {
        answer(.snoozed(until: instant(until)), name, at: text)
    }

    mutating func report(_ signs: Reaction.Sign..., treatment: String = "T-1", at text: String) {
        edit(at: text) { record, now in
            let reaction = Reaction(
                id: id("R-\(record.reactions.count + 1)"), patient: record.patient.id, treatment: id(treatment),
                signs: signs, reportedAt: now, clearedAt: nil)
            return record.with(reactions: record.reactions + [reaction])
        }
    }

    mutating func clear(_ name: String = "R-1", at text: String) {
        edit(at: text) { record, now in
            record.with(
                reactions: record.reactions.map { reaction in
                    guard reaction.id == id(name) else { return reaction }
                    return Reaction(
                        id: reaction.id, patient: reaction.patient, treatment: reaction.treatment, signs: reaction.signs,
                        reportedAt: reaction.reportedAt, clearedAt: now)
                })
        }
    }
}

extension CareRecord {
    func with(
        patient: Patient? = nil, assignedPlans: [AssignedPlan]? = nil, treatments: [Treatment]? = nil,
        responses: [Response]? = nil, reactions: [Reaction]? = nil
    ) -> CareRecord {
        CareRecord(
            store: store, patient: patient ?? self.patient, zone: zone, clinic: clinic, assignedPlans: assignedPlans ?? self.assignedPlans,
            treatments: treatments ?? self.treatments, responses: responses ?? self.responses,
            reactions: reactions ?? self.reactions)
    }
}

extension Plan {
    func with(
        careProtocol: ProtocolReference? = nil, history: History<Status>? = nil,
        modalities: [InstructionID: Modality]? = nil, switchedOff: Set<InstructionID>? = nil,
        changes: [InstructionChange]? = nil
    ) -> Plan {
        Plan(
            id: id, patient: patient, careProtocol: careProtocol ?? self.careProtocol, history: history ?? self.history,
            modalities: modalities ?? self.modalities, switchedOff: switchedOff ?? self.switchedOff,
            changes: changes ?? self.changes)
    }
}

extension Instruction {
    func with(
        window: WindowRule? = nil, quiet: QuietPolicy? = nil, nag: Nag? = nil, text: Translations<Wording>? = nil,
        label: Translations<String>? = nil
    ) -> Instruction {
        Instruction(
            id: id, kind: kind, subject: subject, modality: modality, window: window ?? self.window, cadence: cadence,
            session: session, usefulFor: usefulFor, quiet: quiet ?? self.quiet, nag: nag ?? self.nag,
            text: text ?? self.text, label: label ?? self.label, citations: citations)
    }
}
