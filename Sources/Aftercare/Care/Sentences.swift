/// The service's own sentences in one language, used around those of a protocol.
package struct Sentences: Hashable, Codable, Sendable {
    /// Replaces an earlier reminder that is wrong: `{sentence}` is the protocol's own.
    package let correction: String
    /// What was announced holds later, and not now: `{label}`, `{from}`, `{until}`.
    package let later: String
    /// What was announced no longer holds: `{label}`.
    package let withdrawn: String
    /// Names several treatments that ask for the same: `{sessions}`.
    package let sessions: String
    /// Follows a contact where nobody may answer.
    package let unmonitored: String
    /// A warm and a cold compress: `{label}`.
    package let warm: String
    package let cold: String
    /// Names several restrictions that end at the same time: `{until}`, `{labels}`. Nil, as in protocols from before
    /// version 0.2 of the service: each has its own sentence.
    package let together: String?
    /// Names the clinic in a message, where the clinic wants it: `{clinic}`, `{text}`. Nil: the built-in one.
    package let sender: String?

    package init(
        correction: String, later: String, withdrawn: String, sessions: String, unmonitored: String, warm: String,
        cold: String, together: String? = nil, sender: String? = nil
    ) {
        self.correction = correction
        self.later = later
        self.withdrawn = withdrawn
        self.sessions = sessions
        self.unmonitored = unmonitored
        self.warm = warm
        self.cold = cold
        self.together = together
        self.sender = sender
    }

    /// The keys of a protocol file, each with the placeholders that its sentence must have.
    package static let placeholders: [(key: String, names: [String])] = [
        ("correction", ["sentence"]), ("later", ["label", "from", "until"]), ("withdrawn", ["label"]),
        ("sessions", ["sessions"]), ("unmonitored", []), ("warm", ["label"]), ("cold", ["label"]),
        ("together", ["until", "labels"]), ("sender", ["clinic", "text"]),
    ]

    /// The keys that a language may leave out.
    package static let optionalKeys: Set<String> = ["together", "sender"]

    /// The sentence of a key; nil for one that this language leaves out.
    package subscript(_ key: String) -> String? {
        switch key {
        case "correction": correction
        case "later": later
        case "withdrawn": withdrawn
        case "sessions": sessions
        case "unmonitored": unmonitored
        case "warm": warm
        case "cold": cold
        case "together": together
        default: sender
        }
    }

    /// The built-in sentences.
    package static let own: Translations<Sentences> = Translations([.english: english, .german: german])

    private static let english = Sentences(
        correction: "Correction: {sentence}",
        later: "Correction: not now, but from {from} until {until}: {label}.",
        withdrawn: "Correction: this no longer holds: {label}.",
        sessions: "This counts for your sessions of {sessions}.",
        unmonitored: "not monitored around the clock; in an emergency call the emergency services",
        warm: "warm {label}", cold: "cold {label}", together: "Until {until}: {labels}.", sender: "{clinic}: {text}")

    private static let german = Sentences(
        correction: "Berichtigung: {sentence}",
        later: "Berichtigung: nicht jetzt, sondern von {from} bis {until}: {label}.",
        withdrawn: "Berichtigung: Das gilt nicht mehr: {label}.",
        sessions: "Das gilt für Ihre Behandlungen: {sessions}.",
        unmonitored: "nicht rund um die Uhr besetzt; im Notfall den Notruf wählen",
        warm: "{label} (warm)", cold: "{label} (kalt)", together: "Bis {until}: {labels}.", sender: "{clinic}: {text}")
}

extension Sentences {
    /// The built-in sentences for `language`, or else the English ones.
    static func builtIn(in language: Language) -> Sentences {
        own.text(in: language) ?? english
    }
}

extension CareProtocol {
    /// The service's sentences in `language`: the protocol's own, or else the built-in ones, or else English.
    package func sentences(in language: Language) -> Sentences {
        sentences?.text(in: language) ?? Sentences.builtIn(in: language)
    }

    /// Whether the service or the protocol has sentences in `language`.
    func hasSentences(in language: Language) -> Bool {
        Sentences.own.isAvailable(in: language) || sentences?.isAvailable(in: language) ?? false
    }
}
