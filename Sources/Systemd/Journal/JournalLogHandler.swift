import Glibc
package import Logging

/// Writes log messages to standard error: for journald with their priority, for a person with the time.
///
/// journald gets each as a record, with its fields, where it takes records; else as lines (sd-daemon(3)), which say
/// the same without the fields. Nobody is ever waited for longer than a moment, and nothing is lost without a try of
/// both.
///
/// Bootstrap once, at start: `LoggingSystem.bootstrap { _ in JournalLogHandler(to: output) }`. The label of
/// a logger does not show in the lines: the journal knows the service by its identifier.
package struct JournalLogHandler: LogHandler {
    /// Its own where it was set on this copy; else what holds for all at the moment.
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

    /// How the service is called in the journal.
    private static let identifier = "aftercared"

    /// - Parameters:
    ///   - logLevel: asked for at each message, so that it may change while the service runs.
    ///   - reword: what becomes of every text before it is written.
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

    /// Of two values for a key, the one given nearer to the message counts.
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
