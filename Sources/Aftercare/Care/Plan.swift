/// One patient's aftercare (FHIR R4: CarePlan): a protocol pinned to a version, with that patient's own changes.
package struct Plan: Hashable, Codable, Sendable {
    package let id: PlanID
    package internal(set) var patient: PatientID
    package internal(set) var careProtocol: ProtocolReference
    /// Only an active plan speaks.
    package private(set) var status: Status
    package internal(set) var history: History<Status> { didSet { status = history.current } }
    /// Warm, cold or none, for each compress that the protocol leaves to the plan.
    package internal(set) var modalities: [InstructionID: Modality]
    /// Instructions that do not hold for this patient.
    package internal(set) var switchedOff: Set<InstructionID>
    /// Instructions that this plan words or times in its own way, or adds.
    package internal(set) var changes: [InstructionChange]

    package init(
        id: PlanID, patient: PatientID, careProtocol: ProtocolReference, history: History<Status>,
        modalities: [InstructionID: Modality], switchedOff: Set<InstructionID>, changes: [InstructionChange] = []
    ) {
        self.id = id
        self.patient = patient
        self.careProtocol = careProtocol
        status = history.current
        self.history = history
        self.modalities = modalities
        self.switchedOff = switchedOff
        self.changes = changes
    }

    enum CodingKeys: String, CodingKey {
        case id, patient, status, history, modalities, switchedOff, changes
        case careProtocol = "protocol"
    }

    package enum Status: String, CaseIterable, Codable, Sendable {
        case draft, active, completed, revoked
        case onHold = "on-hold"
        /// It never existed: entered by mistake.
        case enteredInError = "entered-in-error"

        /// Whether it is over.
        package var isFinal: Bool {
            switch self {
            case .draft, .active, .onHold: false
            case .completed, .revoked, .enteredInError: true
            }
        }
    }

    /// The modality of a compress under this plan; nil if the instruction is not a compress.
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

package typealias PlanID = ID<Plan>
