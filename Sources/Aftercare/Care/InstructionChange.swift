/// One plan's deviation from its protocol: an instruction of the protocol with other values, or one of the plan's own.
/// A nil value stays as the protocol has it.
package struct InstructionChange: Hashable, Codable, Sendable {
    package let id: InstructionID
    package var kind: Instruction.Kind?
    package var subject: String?
    package var modality: Modality?
    package var window: WindowRule?
    package var cadence: Cadence?
    package var session: Span?
    package var usefulFor: Span?
    package var quiet: QuietPolicy?
    package var apart: Bool?
    package var nag: Nag?
    package var text: Translations<Wording>?
    package var label: Translations<String>?
    package var citations: [Citation]?

    package init(
        id: InstructionID, kind: Instruction.Kind? = nil, subject: String? = nil, modality: Modality? = nil,
        window: WindowRule? = nil, cadence: Cadence? = nil, session: Span? = nil, usefulFor: Span? = nil,
        quiet: QuietPolicy? = nil, apart: Bool? = nil, nag: Nag? = nil, text: Translations<Wording>? = nil,
        label: Translations<String>? = nil, citations: [Citation]? = nil
    ) {
        self.id = id
        self.kind = kind
        self.subject = subject
        self.modality = modality
        self.window = window
        self.cadence = cadence
        self.session = session
        self.usefulFor = usefulFor
        self.quiet = quiet
        self.apart = apart
        self.nag = nag
        self.text = text
        self.label = label
        self.citations = citations
    }

    /// `instruction` with these changes, or the plan's own instruction if `instruction` is nil. Nil if a required value
    /// is missing (kind, window, reminders, text).
    package func applied(to instruction: Instruction?, language: Language) -> Instruction? {
        guard let kind = kind ?? instruction?.kind, let window = window ?? instruction?.window,
            let cadence = cadence ?? instruction?.cadence, let text = text ?? instruction?.text
        else { return nil }
        return Instruction(
            id: id, kind: kind, subject: subject ?? instruction?.subject, modality: modality ?? instruction?.modality,
            window: window, cadence: cadence, session: session ?? instruction?.session,
            usefulFor: usefulFor ?? instruction?.usefulFor, quiet: quiet ?? instruction?.quiet ?? .defer,
            apart: apart ?? instruction?.apart,
            // A nag of zero times turns the protocol's nag off.
            nag: instruction != nil && nag?.times == 0 ? nil : nag ?? instruction?.nag, text: text,
            label: label ?? instruction?.label ?? Translations([language: id.rawValue]),
            citations: citations ?? instruction?.citations ?? [])
    }
}

extension CareProtocol {
    /// This protocol under one plan: its instructions with the plan's changes, then those that the plan adds.
    package func changed(by plan: Plan) -> CareProtocol {
        guard !plan.changes.isEmpty else { return self }
        var changed = instructions
        for change in plan.changes {
            let index = changed.firstIndex { $0.id == change.id }
            guard let own = change.applied(to: index.map { changed[$0] }, language: language) else { continue }
            if let index { changed[index] = own } else { changed.append(own) }
        }
        return with(changed)
    }
}
