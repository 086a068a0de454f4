import AftercareEngine
import Logging
import Synchronization

/// Keeps what the service logs of its own work.
final class EventLog: LogHandler {
    /// A message, as it was logged.
    struct Entry: Equatable, Sendable {
        let level: Logger.Level
        let text: String
        let metadata: [String: String]
    }

    struct Line: Equatable, Sendable {
        let text: String
        /// Without the id of its event.
        let facts: [String: String]
    }

    private let kept = Mutex<[Entry]>([])
    var all: [Entry] { kept.withLock(\.self) }

    /// Passes everything on to this log.
    var logger: Logger { Logger(label: "test") { _ in self } }

    // It is one and the same for everybody; nobody sets these.
    var logLevel: Logger.Level {
        get { .info }
        set {}
    }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) {
        let metadata = (event.metadata ?? [:]).mapValues(\.description)
        kept.withLock { $0.append(Entry(level: event.level, text: "\(event.message)", metadata: metadata)) }
    }

    func entries(of event: Event) -> [Entry] { all.filter { $0.metadata["MESSAGE_ID"] == event.messageID } }

    func lines(of event: Event) -> [Line] {
        entries(of: event).map { entry in Line(text: entry.text, facts: entry.metadata.filter { $0.key != "MESSAGE_ID" }) }
    }
}
