import Glibc
package import Logging

/// Writes log messages to standard error: for journald with their priority, for a person with the time.
///
/// Bootstrap once, at start: `LoggingSystem.bootstrap { _ in JournalLogHandler(to: output) }`. The label of
/// a logger does not show in the lines: the journal knows the service by its identifier.
package struct JournalLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private let output: LogOutput

    package init(
        to output: LogOutput, logLevel: Logger.Level = .info, metadataProvider: Logger.MetadataProvider? = nil
    ) {
        self.output = output
        self.logLevel = logLevel
        self.metadataProvider = metadataProvider
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let lines = LogLines(level: event.level, message: "\(event.message)", metadata: metadata(of: event))
        switch output.style {
        case .journal: output.write(lines.forJournal())
        case .terminal: output.write(lines.forTerminal(at: time(nil)))
        }
    }

    /// Of two values for a key, the one given nearer to the message counts.
    private func metadata(of event: LogEvent) -> Logger.Metadata {
        var merged = metadata
        merged.merge(metadataProvider?.get() ?? [:]) { $1 }
        merged.merge(event.error.map { ["error": "\($0)"] } ?? [:]) { $1 }
        merged.merge(event.metadata ?? [:]) { $1 }
        return merged
    }
}
