/// Reusable aftercare for one kind of treatment (FHIR R4: PlanDefinition): versioned, and a draft until a
/// named clinician signs it off.
package struct CareProtocol: Hashable, Codable, Sendable {
    package let id: ProtocolID
    package let version: Int
    package let title: Translations<String>
    /// Spoken to patients for whose own language there is no text.
    package let language: Language
    /// How the product may be given for this protocol to fit.
    package let routes: [Route]
    /// How long a session usually takes, for treatments that do not say.
    package let usualDuration: Span?
    /// nil: a draft.
    package let signOff: SignOff?
    /// Whether nothing that follows a session is said before somebody has confirmed that it took place; nil:
    /// as the clinic has it.
    package let confirms: Bool?
    /// Where its values come from: a short key and the full title.
    package let sources: [String: String]
    /// The service's own sentences, in languages that it does not speak by itself.
    package let sentences: Translations<Sentences>?
    /// Substances, activities and nutrients that the service does not know by itself: each with its names in any
    /// language; nil: none.
    package let terms: [String: [String]]?
    package let instructions: [Instruction]

    package init(
        id: ProtocolID, version: Int, title: Translations<String>, language: Language, routes: [Route],
        usualDuration: Span?, signOff: SignOff?, confirms: Bool? = nil, sources: [String: String],
        sentences: Translations<Sentences>? = nil, terms: [String: [String]]? = nil, instructions: [Instruction]
    ) {
        self.id = id
        self.version = version
        self.title = title
        self.language = language
        self.routes = routes
        self.usualDuration = usualDuration
        self.signOff = signOff
        self.confirms = confirms
        self.sources = sources
        self.sentences = sentences
        self.terms = terms
        self.instructions = instructions
    }

    package var reference: ProtocolReference { ProtocolReference(id: id, version: version) }
    package var isDraft: Bool { signOff == nil }

    /// The terms that this protocol speaks of.
    package var vocabulary: Vocabulary { terms.map(Vocabulary.init(adding:)) ?? .standard }

    package func instruction(_ id: InstructionID) -> Instruction? { instructions.first { $0.id == id } }

    /// The compress instructions whose modality each plan must choose.
    package var modalityChoices: [InstructionID] {
        instructions.filter { $0.modality == .planDecides }.map(\.id)
    }
}

/// Who answers for a protocol, and since when.
package struct SignOff: Hashable, Codable, Sendable {
    package let by: String
    /// The day of the signature, as `2026-11-21`.
    package let on: String

    package init(by: String, on: String) {
        self.by = by
        self.on = on
    }
}

/// One version of a protocol: `exosome-injection@1`.
package struct ProtocolReference: Hashable, Sendable {
    package let id: ProtocolID
    package let version: Int

    package init(id: ProtocolID, version: Int) {
        self.id = id
        self.version = version
    }
}

extension ProtocolReference: TextRepresentable, CustomStringConvertible {
    package init(text: String) throws(MalformedText) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let id = ProtocolID(String(parts[0])), let version = Self.version(parts[1]) else {
            throw MalformedText(value: text, expected: "a protocol with its version, like exosome-injection@1")
        }
        self.init(id: id, version: version)
    }

    /// The number of a version as it was typed: from 1, in digits alone; nil: it is none.
    package static func version(_ text: some StringProtocol) -> Int? {
        guard let number = Int(text), number > 0, text == "\(number)" else { return nil }
        return number
    }

    package var text: String { "\(id)@\(version)" }
    package var description: String { text }
}

/// The way a product enters the body.
///
/// Source: "What Are Exosomes? … How Are Exosomes Administered?"; "Exosome therapy uses tiny particles…"
/// for under the skin.
package enum Route: String, CaseIterable, Codable, Sendable {
    case inhalation, intranasal, intravenous, intramuscular, subcutaneous, topical
    case intraArticular = "intra-articular"
}

package typealias ProtocolID = ID<CareProtocol>
