import AftercareEngine
import Logging
import ServiceLifecycle
import Synchronization
import Systemd

/// Checks once a minute that the store is in its place, that the disk has room, and that the store has its reserve, and
/// gives back memory that a large file or a burst has left.
final class StorageMonitor: Service {
    private let engine: Engine
    private let storage: Storage
    private let notifier: ServiceNotifier
    private let logger: Logger
    private let isShort = Mutex(false)
    private let timer = RepeatingTimer(label: "aftercare.storage")

    init(engine: Engine, storage: Storage, notifier: ServiceNotifier, logger: Logger) {
        self.engine = engine
        self.storage = storage
        self.notifier = notifier
        self.logger = logger
    }

    func run() async throws {
        // Including the leeway, checks are never more than a minute apart.
        timer.start(every: .seconds(50), leeway: .seconds(10)) { [weak self] in self?.check() }
        try? await gracefulShutdown()
        timer.rest()
    }

    /// Logs once when the free space runs low, and once when it has recovered.
    private func check() {
        FreeMemory.giveBack()
        let shortage = storage.shortage()
        let wasShort = isShort.withLock { isShort in
            defer { isShort = shortage != nil }
            return isShort
        }
        if let shortage, !wasShort {
            logger.tell(.storageLow, shortage.complaint, [.free: shortage.free, .wanted: shortage.wanted])
        }
        if shortage == nil, wasShort { logger.tell(.storageBack, "there is room for the store again; what is new is taken in") }
        Task { [engine, notifier] in
            await engine.checkStoreFile()
            await engine.checkWriters()
            notifier.renew()
            if shortage == nil { await engine.keepReserve() }
        }
    }
}
