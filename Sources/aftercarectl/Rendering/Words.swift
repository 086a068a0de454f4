import Aftercare

// The terms of a protocol, worded as on its sheet.

extension WindowRule {
    /// `for 24h from the end`, `for 6h before the start`, `from 3d after the end until 5d after the end`.
    var words: String {
        switch closes {
        case .lasting(opens.offset) where opens.edge.isBefore && opens.at == nil: "for \(opens.words)"
        case .lasting(let span): "for \(span.plain)\(opens.offset.isZero ? "" : ",") from \(opens.words)"
        case .at(let anchor): "from \(opens.words) until \(anchor.words)"
        }
    }
}

extension Anchor {
    /// `the end`, `3d after the end at 09:00`.
    var words: String {
        let edge =
            switch edge {
            case .beforeStart, .afterStart: "the start"
            case .beforeEnd, .afterEnd: "the end"
            }
        let place = offset.isZero ? edge : "\(offset.plain) \(self.edge.isBefore ? "before" : "after") \(edge)"
        return at.map { "\(place) at \($0)" } ?? place
    }
}

extension Cadence {
    /// `when it begins, after 12h, when it ends`, `every 3h`, `daily at 09:00 and 18:00`.
    var words: String {
        switch self {
        case .moments(let moments): moments.map(\.words).joined(separator: ", ")
        case .every(let span, let count): "every \(span.plain)\(Self.bound(count))"
        case .daily(let times, let count): "daily at \(times.map(\.text).joined(separator: " and "))\(Self.bound(count))"
        }
    }

    private static func bound(_ count: Int?) -> String { count.map { ", at most \($0) times" } ?? "" }
}

extension Cadence.Moment {
    var words: String {
        switch self {
        case .start: "when it begins"
        case .end: "when it ends"
        case .after(let span, let at): "after \(span.plain)\(at.map { " at \($0)" } ?? "")"
        }
    }
}

extension QuietPolicy {
    var words: String {
        switch self {
        case .defer: "deferred until they end"
        case .advance: "said before they begin"
        case .skip: "left out"
        case .override: "said all the same"
        }
    }
}

extension Nag {
    /// `every 30min, at most 3 times; then the staff is told`
    var words: String { "every \(every.plain), at most \(times.counted("time")); then the staff is told" }
}

extension Translations<Wording> {
    /// Each sentence under the part of the window that it belongs to, with its language and modality.
    var sentences: [(name: String, text: String)] {
        languages.flatMap { language -> [(name: String, text: String)] in
            guard let wording = byLanguage[language] else { return [] }
            let variants = [("", wording.phrases)] + wording.byModality.sorted { $0.key < $1.key }.map { (" \($0.key)", $0.value) }
            return variants.flatMap { modality, phrases in
                // A sentence for all parts is shown once.
                let parts = [("start", phrases.start), ("during", phrases.during), ("end", phrases.end)]
                let isOne = Set(phrases.all).count == 1
                return parts.compactMap { part, text in text.map { (part, $0) } }.prefix(isOne ? 1 : 3).map { part, text in
                    ("\(language)\(modality)\(isOne ? "" : " \(part)")", text)
                }
            }
        }
    }
}

extension [Citation] {
    /// `therapy (from, window); sheets (remind)`
    var words: String {
        var keys: [String] = []
        for citation in self where !keys.contains(citation.source) { keys.append(citation.source) }
        return keys.map { key in
            let values = filter { $0.source == key }.compactMap(\.value).sorted()
            return values.isEmpty ? key : "\(key) (\(values.joined(separator: ", ")))"
        }.joined(separator: "; ")
    }
}

extension Instruction {
    /// What it asks for: `abstain from alcohol`, `compress: warm or cold, as the plan decides`.
    var what: String {
        switch kind {
        case .compress:
            switch modality {
            case .planDecides: "compress, warm or cold as the plan decides"
            case .warm, .cold: "\(modality?.rawValue ?? "") compress"
            case .some(.none), nil: "compress"
            }
        case .abstain: "abstain from \(subject ?? "it")"
        case .restrict: "leave \(subject ?? "it")"
        case .limit: "keep \(subject ?? "it") low"
        case .monitor: "watch for \(subject ?? "it")"
        case .followUp: "a check to come back for"
        case .advise: "advice"
        }
    }
}

extension Patient {
    var quietWords: String { quietHours?.description ?? "the clinic's" }
}

extension Plan {
    /// The modality `cold`; for several compresses, with their names.
    var modalityCell: String { modalities.count == 1 ? modalities.values.map(\.rawValue).joined() : modalityWords }

    /// `compress cold`
    var modalityWords: String {
        modalities.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.rawValue)" }.joined(separator: ", ")
    }

    var withoutWords: String { switchedOff.sorted().map(\.rawValue).joined(separator: ", ") }

    /// The instructions that the plan rewords, retimes or adds.
    var ownWords: String { changes.map(\.id.rawValue).joined(separator: ", ") }
}

extension Product {
    var words: String {
        [name, manufacturer.map { "by \($0)" }, lot.map { "lot \($0)" }].compactMap(\.self).joined(separator: ", ")
    }
}

extension CareProtocol {
    var englishTitle: String { title.first(of: [.english, language])?.text ?? id.rawValue }
    var signOffWords: String { signOff.map { "signed off by \($0.by) on \($0.on)" } ?? "draft" }
}
