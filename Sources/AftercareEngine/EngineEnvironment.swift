package import Aftercare
package import Foundation
package import Logging

/// Everything the engine needs from the outside world. The engine accesses none of it in any other way.
package struct EngineEnvironment: Sendable {
    package let clock: any WallClock
    package let alarm: any Alarm
    package let outlet: Outlet
    /// Returns the zone with this name; nil when there is none. Throws when the zone exists but cannot be read.
    private let zones: @Sendable (String) throws -> Zone?
    package var clinic: Clinic
    /// The boot id of the running system; part of each attempt's record.
    package let bootID: String?
    /// The key that seals every record with an HMAC; nil when records are not sealed.
    package let recordKey: [UInt8]?
    package let logger: Logger
    /// Called for each delivered message, to show it on the terminal.
    package let onDelivered: @Sendable (Message) -> Void
    /// Called after every pass with the engine's state.
    package let onHealth: @Sendable (EngineHealth) -> Void
    /// Called once when another machine has become the writer of this store.
    package let replaced: @Sendable (Writer) -> Void
    /// Called with the engine's progress while its start or stop is awaited. Runs on the engine's queues.
    package let onProgress: @Sendable (EngineProgress) -> Void
    /// Seconds to wait for sent records to become readable.
    package let patience: TimeInterval
    /// Seconds after which a delivery that has not returned is reported as hanging.
    package let stall: TimeInterval
    package let storage: Storage
    /// The longest that one command may hold up the engine's queue, and with it every reminder; nil when unlimited.
    package let maxChangeTime: Duration?

    package init(
        clock: any WallClock, alarm: any Alarm, outlet: Outlet, zone: @escaping @Sendable (String) throws -> Zone?,
        clinic: Clinic, bootID: String?, recordKey: [UInt8]? = nil, logger: Logger,
        onDelivered: @escaping @Sendable (Message) -> Void = { _ in },
        onHealth: @escaping @Sendable (EngineHealth) -> Void = { _ in },
        onProgress: @escaping @Sendable (EngineProgress) -> Void = { _ in },
        replaced: @escaping @Sendable (Writer) -> Void = { _ in }, patience: TimeInterval = 3, stall: TimeInterval = 10,
        storage: Storage = .unlimited,
        maxChangeTime: Duration? = nil
    ) {
        self.clock = clock
        self.alarm = alarm
        self.outlet = outlet
        zones = zone
        self.clinic = clinic
        self.bootID = bootID
        self.recordKey = recordKey
        self.logger = logger
        self.onDelivered = onDelivered
        self.onHealth = onHealth
        self.onProgress = onProgress
        self.replaced = replaced
        self.patience = patience
        self.stall = stall
        self.storage = storage
        self.maxChangeTime = maxChangeTime
    }

    /// The zone with this name; nil when this machine does not know it now.
    package func zone(_ name: String) -> Zone? { (try? zones(name)) ?? nil }

    /// Why this machine does not know the zone with this name, as text.
    func absence(ofZone name: String) -> String {
        do { return try zones(name) == nil ? "its file is missing" : "it is back" } catch { return "\(error)" }
    }
}
