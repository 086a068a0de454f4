import AftercareEngine
import Logging
import Synchronization

/// Keeps what the service logs of its own work.
final class EventLog: LogHandler {
    struct Line: Equatable, Sendable {
        let text: String
        /// Without the id of its event.
        let facts: [String: String]
    }

    private let kept = Mutex<[(id: String?, line: Line)]>([])

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
        var facts = (event.metadata ?? [:]).mapValues(\.description)
        let id = facts.removeValue(forKey: "MESSAGE_ID")
        let line = Line(text: "\(event.message)", facts: facts)
        kept.withLock { $0.append((id, line)) }
    }

    func lines(of event: Event) -> [Line] { kept.withLock { $0.filter { $0.id == event.messageID }.map(\.line) } }
}
