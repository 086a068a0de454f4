/// The subject of a piece of guidance, whichever treatment asks for it: two treatments that forbid alcohol share a
/// topic, and so do two with the same instruction of the same protocol (rule 7 of aftercare(7)).
package struct Topic: Hashable, Sendable {
    let subject: Subject
    let modality: Modality?

    enum Subject: Hashable, Sendable {
        /// A substance, activity or nutrient, and what to do about it.
        case term(Instruction.Kind, String)
        /// Everything else is the same topic under the same name in the same protocol.
        case instruction(ProtocolID, InstructionID)
    }

    init(subject: Subject, modality: Modality?) {
        self.subject = subject
        self.modality = modality
    }

    init(_ instruction: Instruction, of careProtocol: CareProtocol, modality: Modality?) {
        switch (instruction.kind, instruction.subject) {
        case (.abstain, let name?), (.restrict, let name?), (.limit, let name?):
            subject = .term(instruction.kind, careProtocol.vocabulary.term(for: name))
        default: subject = .instruction(careProtocol.id, instruction.id)
        }
        self.modality = modality
    }

    /// Whether both have the same instruction name, possibly in different protocols.
    func isNamed(like other: Topic) -> Bool {
        guard case .instruction(_, let name) = subject, case .instruction(_, let otherName) = other.subject else { return false }
        return name == otherName && modality == other.modality
    }
}

/// As stored with emitted reminders: `abstain:alcohol`, `exosome-injection/compress#cold`.
extension Topic: TextRepresentable {
    package init(text: String) throws(MalformedText) {
        let malformed = MalformedText(value: text, expected: "a topic, like abstain:alcohol or exosome-injection/compress#cold")
        let parts = text.split(separator: "#", maxSplits: 1)
        guard let first = parts.first else { throw malformed }
        let modality = parts.count == 2 ? Modality(rawValue: String(parts[1])) : nil
        guard parts.count == 1 || modality != nil else { throw malformed }
        let term = first.split(separator: ":", maxSplits: 1)
        if term.count == 2, let kind = Instruction.Kind(rawValue: String(term[0])) {
            self.init(subject: .term(kind, String(term[1])), modality: modality)
            return
        }
        let name = first.split(separator: "/", maxSplits: 1)
        guard name.count == 2, let careProtocol = ProtocolID(String(name[0])), let instruction = InstructionID(String(name[1]))
        else { throw malformed }
        self.init(subject: .instruction(careProtocol, instruction), modality: modality)
    }

    package var text: String {
        let suffix = modality.map { "#\($0.rawValue)" } ?? ""
        return switch subject {
        case .term(let kind, let term): "\(kind.rawValue):\(term)\(suffix)"
        case .instruction(let careProtocol, let instruction): "\(careProtocol)/\(instruction)\(suffix)"
        }
    }
}
