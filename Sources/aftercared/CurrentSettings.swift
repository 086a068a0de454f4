import AftercareConfig
import Synchronization

/// The settings currently in force; a reload replaces them.
final class CurrentSettings: Sendable {
    private let settings: Mutex<DaemonSettings>

    init(_ settings: DaemonSettings) { self.settings = Mutex(settings) }

    var current: DaemonSettings { settings.withLock { $0 } }

    func replace(with settings: DaemonSettings) { self.settings.withLock { $0 = settings } }
}
