/// One patient's aftercare (FHIR R4: CarePlan): a protocol pinned to a version, with that patient's own changes.
package struct Plan: Hashable, Codable, Sendable {
    package let id: PlanID
    package let patient: PatientID
    package let careProtocol: ProtocolReference
    package let status: Status
    /// Warm, cold or none, for each compress that the protocol leaves to the plan.
    package let modalities: [InstructionID: Modality]
    /// Instructions that do not hold for this patient.
    package let switchedOff: Set<InstructionID>

    package init(
        id: PlanID, patient: PatientID, careProtocol: ProtocolReference, status: Status,
        modalities: [InstructionID: Modality], switchedOff: Set<InstructionID>
    ) {
        self.id = id
        self.patient = patient
        self.careProtocol = careProtocol
        self.status = status
        self.modalities = modalities
        self.switchedOff = switchedOff
    }

    enum CodingKeys: String, CodingKey {
        case id, patient, status, modalities, switchedOff
        case careProtocol = "protocol"
    }

    package enum Status: String, CaseIterable, Codable, Sendable {
        case draft, active, completed, revoked
        case onHold = "on-hold"
    }

    /// The modality of a compress under this plan; nil where the instruction is no compress.
    package func modality(of instruction: Instruction) -> Modality? {
        instruction.modality == .planDecides ? modalities[instruction.id] : instruction.modality
    }

    /// Whether this plan asks `instruction` of the patient at all.
    package func includes(_ instruction: Instruction) -> Bool {
        !switchedOff.contains(instruction.id) && modality(of: instruction) != Modality.none
    }
}

extension ID: CodingKeyRepresentable {
    package var codingKey: any CodingKey { NameKey(stringValue: rawValue) }

    package init?(codingKey: some CodingKey) { self.init(codingKey.stringValue) }
}

private struct NameKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
