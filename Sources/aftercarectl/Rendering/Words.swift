import Aftercare

// How the terms of a protocol read on a sheet.

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
        case .daily(let times, let count): "daily at \(times.map(\.spoken).joined(separator: " and "))\(Self.bound(count))"
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

extension Instruction {
    /// `abstain from alcohol`, `compress: warm or cold, as the plan decides`.
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
    /// `cold`; of several compresses with their names.
    var modalityCell: String { modalities.count == 1 ? modalities.values.map(\.rawValue).joined() : modalityWords }

    /// `compress cold`
    var modalityWords: String {
        modalities.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.rawValue)" }.joined(separator: ", ")
    }

    var withoutWords: String { switchedOff.sorted().map(\.rawValue).joined(separator: ", ") }
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
