/// Reusable aftercare for one kind of treatment (FHIR R4: PlanDefinition): versioned, and a draft until a named
/// clinician signs it off.
package struct CareProtocol: Hashable, Codable, Sendable {
    package let id: ProtocolID
    package let version: Int
    package let title: Translations<String>
    /// The language for patients whose own language has no text.
    package let language: Language
    /// The routes of administration that this protocol is for.
    package let routes: [Route]
    /// How long a session usually takes, for treatments that do not state it.
    package let usualDuration: Span?
    /// Nil for a draft.
    package let signOff: SignOff?
    /// Whether reminders that follow a session wait until somebody has confirmed that it took place; nil to do as the
    /// clinic does.
    package let confirms: Bool?
    /// The sources of its values: a short key and the full title.
    package let sources: [String: String]
    /// The service's own sentences, in languages that are not built in.
    package let sentences: Translations<Sentences>?
    /// Substances, activities and nutrients that are not built in, each with its names in any language; nil when there
    /// are none.
    package let terms: [String: [String]]?
    package private(set) var instructions: [Instruction]

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

    /// The built-in terms and those of this protocol.
    package var vocabulary: Vocabulary { terms.map(Vocabulary.init(adding:)) ?? .standard }

    /// The same protocol with other instructions.
    func with(_ instructions: [Instruction]) -> CareProtocol {
        var other = self
        other.instructions = instructions
        return other
    }

    package func instruction(_ id: InstructionID) -> Instruction? { instructions.first { $0.id == id } }

    /// The compress instructions whose modality each plan must choose.
    package var modalityChoices: [InstructionID] {
        instructions.filter { $0.modality == .planDecides }.map(\.id)
    }
}

/// The clinician who answers for a protocol, and since when.
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

    /// Reads a version number as typed: from 1, in digits alone; nil for anything else.
    package static func version(_ text: some StringProtocol) -> Int? {
        guard let number = Int(text), number > 0, text == "\(number)" else { return nil }
        return number
    }

    package var text: String { "\(id)@\(version)" }
    package var description: String { text }
}

/// The way a product enters the body.
///
/// Source: "What Are Exosomes? … How Are Exosomes Administered?"; "Exosome therapy uses tiny particles…" for under the
/// skin.
package enum Route: String, CaseIterable, Codable, Sendable {
    case inhalation, intranasal, intravenous, intramuscular, subcutaneous, topical
    case intraArticular = "intra-articular"
}

package typealias ProtocolID = ID<CareProtocol>
