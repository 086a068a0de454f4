/// What a piece of guidance is about, whichever treatment asks for it: two treatments that forbid alcohol forbid the
/// same thing, and two that have the same instruction of the same protocol say the same (rule 7).
package struct Topic: Hashable, Sendable {
    let subject: Subject
    let modality: Modality?

    enum Subject: Hashable, Sendable {
        /// A substance, activity or nutrient, and what is to be done about it.
        case term(Instruction.Kind, String)
        /// Everything else is the same where it stands in the same protocol under the same name.
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

    /// Whether it has the name of `other`, in another protocol perhaps.
    func isNamed(like other: Topic) -> Bool {
        guard case .instruction(_, let name) = subject, case .instruction(_, let otherName) = other.subject else { return false }
        return name == otherName && modality == other.modality
    }
}

/// As it is stored beside what was said: `abstain:alcohol`, `exosome-injection/compress#cold`.
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
