import AftercareEngine
import Dispatch
import Logging
import ServiceLifecycle
import Synchronization

/// Once a minute: is there room on the disk, and does the store have its reserve?
final class Upkeep: Service {
    private let engine: Engine
    private let storage: Storage
    private let announcement: Announcement
    private let logger: Logger
    private let isShort = Mutex(false)
    // Made once and kept; Dispatch guards its own objects, the protocol is only not marked so.
    nonisolated(unsafe) private let timer: any DispatchSourceTimer

    init(engine: Engine, storage: Storage, announcement: Announcement, logger: Logger) {
        self.engine = engine
        self.storage = storage
        self.announcement = announcement
        self.logger = logger
        timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "aftercare.upkeep"))
    }

    func run() async throws {
        timer.schedule(deadline: .now(), repeating: .seconds(60), leeway: .seconds(10))
        timer.setEventHandler { [weak self] in self?.look() }
        timer.activate()
        try? await gracefulShutdown()
        timer.cancel()
    }

    /// Says once that the room ran low, and once that it is back.
    private func look() {
        let shortage = storage.shortage()
        let wasShort = isShort.withLock { isShort in
            defer { isShort = shortage != nil }
            return isShort
        }
        if let shortage, !wasShort {
            logger.tell(.storageLow, shortage.complaint, [.free: shortage.free, .wanted: shortage.wanted])
        }
        if shortage == nil, wasShort { logger.tell(.storageBack, "there is room for the store again; what is new is taken in") }
        announcement.renew()
        guard shortage == nil else { return }
        Task { [engine] in await engine.keepReserve() }
    }
}
