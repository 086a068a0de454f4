import Glibc
import Logging

/// A log message as lines of text.
///
/// Metadata whose key is the name of a journal field (`MESSAGE_ID`, `AFTERCARE_SECONDS`) is not in the lines: it
/// becomes a field of the record, and the message already contains it.
struct LogLines {
    let level: Logger.Level
    /// Message and metadata, `text key=value`, sorted by key.
    let text: String
    /// The record's fields besides its text, sorted by name; a list becomes a field for each of its values.
    let fields: [JournalField]

    init(level: Logger.Level, message: String, metadata: Logger.Metadata) {
        self.level = level
        text = ([message] + metadata.filter { !JournalField.isValid(name: $0.key) }.sortedTexts).joined(separator: " ")
        fields = metadata.filter { JournalField.isValid(name: $0.key) }.sorted { $0.key < $1.key }.flatMap { name, value in
            value.fieldTexts.map { JournalField(name, $0) }
        }
    }

    /// One record for journald, with any number of lines; `nil` when a field is invalid.
    func record(identifier: String) -> JournalRecord? {
        let own = [
            JournalField("MESSAGE", plainLines.joined(separator: "\n")), JournalField("PRIORITY", "\(level.priority)"),
            JournalField("SYSLOG_IDENTIFIER", identifier),
        ]
        // All names were validated above.
        return try? JournalRecord(own + fields)
    }

    /// The lines for journald, each with its priority: journald turns every line into a record.
    func forJournal() -> String {
        lines(prefix: "<\(level.priority)>")
    }

    /// The lines for a person, with a time in seconds since 1970.
    func forTerminal(at time: Int) -> String {
        lines(prefix: "\(Self.localTime(time)) \(level.rawValue) ")
    }

    private func lines(prefix: String) -> String { plainLines.map { prefix + $0 + "\n" }.joined() }

    private var plainLines: [String] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(\.withoutControls)
    }

    /// `2026-11-21 07:03:54`
    private static func localTime(_ time: Int) -> String {
        var seconds = time
        var parts = tm()
        localtime_r(&seconds, &parts)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
            guard let start = buffer.baseAddress else { return "" }
            let count = strftime(start, buffer.count, "%Y-%m-%d %H:%M:%S", &parts)
            return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }
}

extension Logger.Level {
    /// The syslog priority: 7 is debug, 2 is critical.
    var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}

extension Logger.Metadata {
    /// `key=value` for each pair, sorted by key.
    fileprivate var sortedTexts: [String] {
        sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.logText)" }
    }
}

extension Logger.MetadataValue {
    /// The value, or each of a list's, as the text of a field.
    fileprivate var fieldTexts: [String] {
        switch self {
        case .string(let text): [text]
        case .stringConvertible(let value): [value.description]
        case .array(let values): values.flatMap(\.fieldTexts)
        case .dictionary: [logText]
        }
    }

    /// The value as one word: `7`, `"two words"`, `[a, b]`, `{key=value}`, sorted by key.
    fileprivate var logText: String {
        switch self {
        case .string(let text): text.quotedIfNeeded
        case .stringConvertible(let value): value.description.quotedIfNeeded
        case .array(let values): "[" + values.map(\.logText).joined(separator: ", ") + "]"
        case .dictionary(let pairs): "{" + pairs.sortedTexts.joined(separator: ", ") + "}"
        }
    }
}

extension StringProtocol {
    /// Quotes text that could be taken for several words, and escapes its line breaks.
    fileprivate var quotedIfNeeded: String {
        let isWord = !isEmpty && !contains { $0.isWhitespace || $0 == "\"" || $0 == "=" }
        return isWord ? String(self) : String(reflecting: String(self))
    }

    /// Replaces control characters, which could end the line for journald (NUL) or control a terminal (ESC).
    fileprivate var withoutControls: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.isControl && $0 != "\t" ? "\u{FFFD}" : $0 }))
    }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool { properties.generalCategory == .control }
}
