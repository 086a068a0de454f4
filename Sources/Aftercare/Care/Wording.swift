/// What an instruction says in one language: the same in every modality, or by modality.
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

/// The sentences for the parts of a window.
package struct Phrases: Hashable, Codable, Sendable {
    package let start: String?
    package let during: String?
    package let end: String?

    package init(start: String? = nil, during: String? = nil, end: String? = nil) {
        self.start = start
        self.during = during
        self.end = end
    }

    /// What a record of the journal may say, in bytes of UTF-8: beyond 4,096 it shows nothing at all.
    package static let maxBytes = 4000

    package var isEmpty: Bool { start == nil && during == nil && end == nil }
    package var all: [String] { [start, during, end].compactMap(\.self) }

    /// The sentence for a reminder. A first reminder that comes late speaks as one in the middle does, since
    /// that one says what remains.
    package func phrase(for phase: Phase, isLate: Bool) -> String? {
        switch phase {
        case .start: isLate ? during ?? start : start ?? during
        case .during: during ?? start
        case .end: end
        }
    }
}

/// A part of a window that a reminder belongs to.
package enum Phase: String, CaseIterable, Codable, Sendable {
    case start, during, end
}

/// What a text may hold in braces, filled in when the reminder is sent.
package enum Placeholder: String, CaseIterable, Sendable {
    /// The end of the window in the patient's zone: `Friday 18:30`.
    case until
    /// What remains of the window: `5 hours, 12 minutes`.
    case left
    /// The next reminder of the same instruction, in the patient's zone.
    case next
    /// How long one go takes: `15 minutes`.
    case session
    /// How to reach the clinic, and whether somebody answers there.
    case contact

    /// Those that tell until when something holds, and are wrong when that changes.
    static let times: [Placeholder] = [.until, .left, .next]

    /// The placeholders of `text`, known or not, in order.
    package static func names(in text: String) -> [String] {
        text.split(separator: "{").dropFirst(text.first == "{" ? 0 : 1).compactMap { part in
            part.firstIndex(of: "}").map { String(part[..<$0]) }
        }
    }
}
