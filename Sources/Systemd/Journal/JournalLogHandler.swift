import Glibc
package import Logging

/// Writes log messages to standard error: for journald with their priority, for a person with the time.
///
/// If journald accepts records, each message is sent as one with its fields; otherwise as lines (sd-daemon(3)), which
/// contain the same except for the fields. Logging never waits longer than a moment, and a message is lost only after
/// both ways have failed.
///
/// Bootstrap once, at start: `LoggingSystem.bootstrap { _ in JournalLogHandler(to: output) }`. The lines do not include
/// the logger's label: the journal knows the service by its identifier.
package struct JournalLogHandler: LogHandler {
    /// The level set on this copy, or otherwise the current level for all.
    package var logLevel: Logger.Level {
        get { ownLevel ?? threshold() }
        set { ownLevel = newValue }
    }
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private var ownLevel: Logger.Level?
    private let threshold: @Sendable () -> Logger.Level
    private let output: LogOutput
    private let reword: @Sendable (String) -> String

    /// The service's identifier in the journal.
    private static let identifier = "aftercared"

    /// - Parameters:
    ///   - logLevel: evaluated for each message, so that it may change while the service runs.
    ///   - reword: transforms every text before it is written.
    package init(
        to output: LogOutput, logLevel: @autoclosure @escaping @Sendable () -> Logger.Level = .info,
        metadataProvider: Logger.MetadataProvider? = nil, reword: @escaping @Sendable (String) -> String = { $0 }
    ) {
        self.output = output
        threshold = logLevel
        self.metadataProvider = metadataProvider
        self.reword = reword
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let lines = LogLines(level: event.level, message: reword("\(event.message)"), metadata: metadata(of: event))
        switch output.style {
        case .journal:
            if let record = lines.record(identifier: Self.identifier), output.send(record) { return }
            output.write(lines.forJournal())
        case .terminal: output.write(lines.forTerminal(at: time(nil)))
        }
    }

    /// For duplicate keys, the value closest to the message wins.
    private func metadata(of event: LogEvent) -> Logger.Metadata {
        var merged = metadata
        merged.merge(metadataProvider?.get() ?? [:]) { $1 }
        merged.merge(event.error.map { ["error": "\($0)"] } ?? [:]) { $1 }
        merged.merge(event.metadata ?? [:]) { $1 }
        return merged.mapValues(reworded)
    }

    private func reworded(_ value: Logger.MetadataValue) -> Logger.MetadataValue {
        switch value {
        case .string(let text): .string(reword(text))
        case .array(let values): .array(values.map(reworded))
        case .dictionary, .stringConvertible: value
        }
    }
}
