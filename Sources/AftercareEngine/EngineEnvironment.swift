package import Aftercare
package import Foundation
package import Logging

/// The world as the engine is given it: nothing of it does the engine reach for by itself.
package struct EngineEnvironment: Sendable {
    package let clock: any WallClock
    package let alarm: any Alarm
    package let outlet: Outlet
    /// The zone of that name; nil: there is none. It throws where there is one that cannot be read.
    private let zones: @Sendable (String) throws -> Zone?
    package var clinic: Clinic
    /// Of the running system; part of each attempt's record.
    package let bootID: String?
    /// Seals every record with an HMAC; nil: none is sealed.
    package let recordKey: [UInt8]?
    package let logger: Logger
    /// Shows a delivered reminder to whoever watches the terminal.
    package let onDelivered: @Sendable (Reminder) -> Void
    /// Told after every pass how things stand, in a line.
    package let onHealth: @Sendable (EngineHealth) -> Void
    /// Told once that another machine writes for this store by now.
    package let replaced: @Sendable (Writer) -> Void
    /// Told what the engine is at, for whoever waits for its start or its stop. Called on its queues.
    package let onProgress: @Sendable (EngineProgress) -> Void
    /// Seconds to wait for sent records to become readable.
    package let patience: TimeInterval
    /// Seconds after which a delivery that has not come back is told to hang.
    package let stall: TimeInterval
    package let storage: Storage
    /// How long one command may hold up the engine's queue, and with it every reminder; nil: as long as it takes.
    package let maxChangeTime: Duration?

    package init(
        clock: any WallClock, alarm: any Alarm, outlet: Outlet, zone: @escaping @Sendable (String) throws -> Zone?,
        clinic: Clinic, bootID: String?, recordKey: [UInt8]? = nil, logger: Logger,
        onDelivered: @escaping @Sendable (Reminder) -> Void = { _ in },
        onHealth: @escaping @Sendable (EngineHealth) -> Void = { _ in }, onProgress: @escaping @Sendable (EngineProgress) -> Void = { _ in },
        replaced: @escaping @Sendable (Writer) -> Void = { _ in }, patience: TimeInterval = 3, stall: TimeInterval = 10, storage: Storage = .unlimited,
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

    /// The zone of that name; nil: this machine does not know it now.
    package func zone(_ name: String) -> Zone? { (try? zones(name)) ?? nil }

    /// Why this machine does not know the zone of that name, in words.
    func absence(ofZone name: String) -> String {
        do { return try zones(name) == nil ? "its file is missing" : "it is back" } catch { return "\(error)" }
    }
}
