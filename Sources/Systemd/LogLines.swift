import Glibc
import Logging

/// A log message as lines of text.
struct LogLines {
    let level: Logger.Level
    /// Message and metadata, `text key=value`, sorted by key.
    let text: String

    init(level: Logger.Level, message: String, metadata: Logger.Metadata) {
        self.level = level
        text = ([message] + metadata.sortedTexts).joined(separator: " ")
    }

    /// The lines for journald, each with its priority: the journal makes a record of every line.
    func forJournal() -> String {
        lines(prefix: "<\(level.priority)>")
    }

    /// The lines for a person, at a time in seconds since 1970.
    func forTerminal(at time: Int) -> String {
        lines(prefix: "\(Self.localTime(time)) \(level.rawValue) ")
    }

    private func lines(prefix: String) -> String {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { prefix + $0.withoutControls + "\n" }
            .joined()
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
    /// Text that could be taken for several words is quoted, with its line breaks escaped.
    fileprivate var quotedIfNeeded: String {
        let isWord = !isEmpty && !contains { $0.isWhitespace || $0 == "\"" || $0 == "=" }
        return isWord ? String(self) : String(reflecting: String(self))
    }

    /// A control character could end the line for journald (NUL) or command a terminal (ESC).
    fileprivate var withoutControls: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.isControl && $0 != "\t" ? "\u{FFFD}" : $0 }))
    }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool { properties.generalCategory == .control }
}
