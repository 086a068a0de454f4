/// One line of a protocol (FHIR R4: PlanDefinition.action): what to do or avoid, when, and how often to remind of it.
package struct Instruction: Hashable, Codable, Sendable {
    package let id: InstructionID
    package let kind: Kind
    /// The substance, activity, nutrient or sign it is about: `alcohol`, `strenuous activity`.
    package let subject: String?
    /// Of a compress: warm, cold, or the plan's choice.
    package let modality: Modality?
    package let window: WindowRule
    package let cadence: Cadence
    /// How long it takes each time, like a compress of 15 minutes.
    package let session: Span?
    /// How long after its instant a reminder is of use; nil: until the next one, or the end of the window.
    package let usefulFor: Span?
    package let quiet: QuietPolicy
    /// Whether it is said in a message of its own. Nil, as in protocols from before version 0.2 of the service: with what
    /// else is said at that moment.
    package let apart: Bool?
    /// How it asks again until it is acknowledged; nil if it does not.
    package let nag: Nag?
    /// The reminder texts; those of a compress may differ by modality.
    package let text: Translations<Wording>
    /// A short name for tables: "no alcohol".
    package let label: Translations<String>
    package let citations: [Citation]

    package init(
        id: InstructionID, kind: Kind, subject: String?, modality: Modality?, window: WindowRule, cadence: Cadence,
        session: Span?, usefulFor: Span?, quiet: QuietPolicy, apart: Bool? = nil, nag: Nag? = nil,
        text: Translations<Wording>, label: Translations<String>, citations: [Citation]
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

    /// Whether a patient who misses it may come to harm unnoticed: it is about signs to watch for, or cannot wait for
    /// the morning.
    package var isUrgent: Bool { kind == .monitor || quiet == .override }

    package enum Kind: String, CaseIterable, Codable, Sendable {
        /// Cold or warmth on the site.
        case compress
        /// A substance to avoid altogether.
        case abstain
        /// An activity to avoid.
        case restrict
        /// A nutrient to keep low.
        case limit
        /// Signs to watch for.
        case monitor
        /// A check to come back for.
        case followUp
        /// Any other advice.
        case advise

        /// The key for the subject in a protocol file.
        package var subjectKey: String? {
            switch self {
            case .abstain: "from"
            case .restrict: "activity"
            case .limit: "nutrient"
            case .monitor: "signs"
            case .compress, .followUp, .advise: nil
            }
        }
    }
}

/// Warm or cold. Published sheets contradict each other, so a protocol may leave it to the plan, and then there is no
/// default.
///
/// Source: "How Exosomes Are Used in Therapy" (a warm or cold compress).
package enum Modality: String, CaseIterable, Codable, Sendable {
    case warm, cold, none
    case planDecides = "plan-decides"

    /// The modalities that a plan may choose.
    package static let choices: [Modality] = [.warm, .cold, .none]
}

/// What to do with a reminder whose instant lies in the patient's quiet hours.
package enum QuietPolicy: String, CaseIterable, Codable, Sendable {
    /// Emit it when they end; if it would be of no use by then, bring it forward.
    case `defer`
    /// Bring it forward to just before them; if that is too early, let it wait.
    case advance
    /// Leave it out.
    case skip
    /// Emit it all the same.
    case override
}

/// The source of an instruction, or of one of its values.
package struct Citation: Hashable, Codable, Sendable {
    /// `window`, `session`, …; nil for the whole instruction.
    package let value: String?
    /// A key of the protocol's sources.
    package let source: String

    package init(value: String?, source: String) {
        self.value = value
        self.source = source
    }
}

package typealias InstructionID = ID<Instruction>
