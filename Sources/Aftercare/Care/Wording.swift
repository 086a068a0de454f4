/// The texts of an instruction in one language: the same for every modality, or by modality.
package struct Wording: Hashable, Codable, Sendable {
    package let phrases: Phrases
    /// By `Modality.rawValue`.
    package let byModality: [String: Phrases]

    package init(phrases: Phrases, byModality: [Modality: Phrases] = [:]) {
        self.phrases = phrases
        self.byModality = Dictionary(uniqueKeysWithValues: byModality.map { ($0.key.rawValue, $0.value) })
    }

    package func phrases(for modality: Modality?) -> Phrases {
        modality.flatMap { byModality[$0.rawValue] } ?? phrases
    }

    package var all: [Phrases] { [phrases] + byModality.sorted { $0.key < $1.key }.map(\.value) }
}

/// The sentences for the phases of a window.
package struct Phrases: Hashable, Codable, Sendable {
    package let start: String?
    package let during: String?
    package let end: String?

    package init(start: String? = nil, during: String? = nil, end: String? = nil) {
        self.start = start
        self.during = during
        self.end = end
    }

    /// The most that a reminder may take, in bytes of UTF-8: of a longer message than 4,096 the journal shows nothing
    /// at all.
    package static let maxBytes = 4000

    package var isEmpty: Bool { start == nil && during == nil && end == nil }
    package var all: [String] { [start, during, end].compactMap(\.self) }

    /// The sentence for a reminder. A late start uses the sentence for `during`, which says what remains.
    package func phrase(for phase: Phase, isLate: Bool) -> String? {
        switch phase {
        case .start: isLate ? during ?? start : start ?? during
        case .during: during ?? start
        case .end: end
        }
    }
}

/// The phase of a window that a reminder belongs to.
package enum Phase: String, CaseIterable, Codable, Sendable {
    case start, during, end
}

/// A name in braces in a text, filled in when the reminder is sent.
package enum Placeholder: String, CaseIterable, Sendable {
    /// The end of the window in the patient's zone: `Friday 18:30`.
    case until
    /// The time that remains of the window: `5 hours, 12 minutes`.
    case left
    /// The next reminder of the same instruction, in the patient's zone.
    case next
    /// How long it takes each time: `15 minutes`.
    case session
    /// How to reach the clinic, and whether somebody answers there.
    case contact

    /// Placeholders that depend on the end, so that a text with one is wrong when the end changes.
    static let times: [Placeholder] = [.until, .left, .next]

    /// The placeholders that `text` contains.
    static func used(in text: String) -> Set<Placeholder> {
        var used: Set<Placeholder> = []
        _ = filled(text) { placeholder in
            used.insert(placeholder)
            return ""
        }
        return used
    }

    /// `text` with every known placeholder replaced, in one pass: what is filled in is not looked at again.
    static func filled(_ text: String, _ words: (Placeholder) -> String) -> String {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
        var filled = ""
        var rest = text[...]
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
            filled += rest[..<open]
            let behind = rest[rest.utf8.index(after: open)...]
            guard let close = behind.utf8.firstIndex(of: UInt8(ascii: "}")),
                let placeholder = Placeholder(rawValue: String(behind[..<close]))
            else {
                filled += "{"
                rest = behind
                continue
            }
            filled += words(placeholder)
            rest = behind[behind.utf8.index(after: close)...]
        }
        return filled + rest
    }

    /// The placeholders of `text`, known or not, in order.
    package static func names(in text: String) -> [String] {
        text.split(separator: "{").dropFirst(text.first == "{" ? 0 : 1).compactMap { part in
            part.firstIndex(of: "}").map { String(part[..<$0]) }
        }
    }
}
