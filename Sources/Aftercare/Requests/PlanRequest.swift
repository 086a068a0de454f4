/// What somebody states of a plan. Everything is as it was typed; `admit` weighs it.
package struct PlanRequest: Hashable, Codable, Sendable {
    /// nil: the service gives it one.
    package var id: String?
    package var patient: String
    /// `exosome-injection` for its newest version, `exosome-injection@1` for that one.
    package var `protocol`: String
    /// The modality of every compress that the protocol leaves to the plan: `warm`, `cold` or `none`.
    package var compress: String?
    /// Instructions that do not hold for this patient.
    package var without: [String]?
    package var status: String?

    package init(
        id: String? = nil, patient: String, protocol: String, compress: String? = nil, without: [String]? = nil,
        status: String? = nil
    ) {
        self.id = id
        self.patient = patient
        self.protocol = `protocol`
        self.compress = compress
        self.without = without
        self.status = status
    }

    /// The protocol that is asked for by name, and by version where one is given.
    package var reference: (id: ProtocolID, version: Int?)? {
        if let exact = try? ProtocolReference(spoken: self.protocol) { return (exact.id, exact.version) }
        return ProtocolID(self.protocol).map { ($0, nil) }
    }

    /// The plan that is asked for; nil where something is wrong with it, with every problem in `findings`.
    ///
    /// - Parameters:
    ///   - existing: that plan as known so far.
    ///   - patient: the patient it names, if there is such a one.
    ///   - careProtocol: the protocol it names, if there is such a one.
    ///   - freshID: the id for a plan that was given none; nil where this one was.
    package func admit(
        existing: Plan?, patient: Patient?, careProtocol: CareProtocol?, freshID: PlanID?, findings: inout Findings
    ) -> Plan? {
        let id = id.map { findings.name($0, as: PlanID.self, at: "id") } ?? freshID
        if patient == nil { findings.add(.unknownPatient, at: "patient", Problem.unknown(patient: self.patient)) }
        if let patient, let existing, existing.patient != patient.id {
            findings.add(
                .contradiction, at: "patient",
                "plan '\(existing.id)' belongs to patient '\(existing.patient)'; give this one another id")
        }
        let status = status.map { findings.read($0, oneOf: Plan.Status.self, at: "status") } ?? existing?.status ?? .active
        guard let careProtocol else {
            findings.add(
                .unknownProtocol, at: "protocol",
                "unknown protocol '\(self.protocol)'; run 'aftercarectl protocol list'")
            return nil
        }
        let modalities = self.modalities(existing: existing, of: careProtocol, findings: &findings)
        let switchedOff = self.switchedOff(existing: existing, of: careProtocol, findings: &findings)
        guard findings.problems.isEmpty, let id, let patient, let status else { return nil }
        return Plan(
            id: id, patient: patient.id, careProtocol: careProtocol.reference, status: status, modalities: modalities,
            switchedOff: switchedOff)
    }

    private func modalities(
        existing: Plan?, of careProtocol: CareProtocol, findings: inout Findings
    ) -> [InstructionID: Modality] {
        let open = careProtocol.modalityChoices
        let choices = Modality.choices.map(\.rawValue).joined(separator: ", ")
        guard let compress else {
            let kept = (existing?.modalities ?? [:]).filter { open.contains($0.key) }
            for instruction in open where kept[instruction] == nil {
                findings.add(
                    .modalityMissing, at: "compress",
                    "protocol '\(careProtocol.reference)' leaves '\(instruction)' to the plan, and there is no default: "
                        + "say compress \(choices)")
            }
            return kept
        }
        guard let modality = Modality(rawValue: compress), Modality.choices.contains(modality) else {
            findings.add(.malformed, at: "compress", "'\(compress)' is not one of \(choices)")
            return [:]
        }
        if open.isEmpty {
            findings.add(
                .contradiction, at: "compress",
                "protocol '\(careProtocol.reference)' leaves no compress to the plan; leave 'compress' out")
        }
        return Dictionary(uniqueKeysWithValues: open.map { ($0, modality) })
    }

    private func switchedOff(
        existing: Plan?, of careProtocol: CareProtocol, findings: inout Findings
    ) -> Set<InstructionID> {
        guard let without else { return existing?.switchedOff ?? [] }
        var off: Set<InstructionID> = []
        for (index, name) in without.enumerated() {
            if let id = InstructionID(name), careProtocol.instruction(id) != nil {
                off.insert(id)
            } else {
                let known = careProtocol.instructions.map(\.id.rawValue).joined(separator: ", ")
                findings.add(
                    .unknownInstruction, at: "without.\(index)",
                    "protocol '\(careProtocol.reference)' has no instruction '\(name)'; it has \(known)")
            }
        }
        return off
    }
}
