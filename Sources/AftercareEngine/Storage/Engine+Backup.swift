package import Aftercare
import AftercareStore

/// A finished backup of the store, ready to be sent out.
package struct Backup: Sendable {
    /// The moment that the backup reflects.
    package let takenAt: Instant
    package let patients: Int
    package let reminders: Int
    /// The size in bytes.
    package let size: Int64
    /// The SHA-256 digest, in hexadecimal digits.
    package let digest: String
    /// Reads at most `count` bytes from an offset; empty at the end.
    package let read: @Sendable (_ offset: Int64, _ count: Int) throws -> [UInt8]
}

extension Engine {
    /// Copies the store while it is in use. The copy runs in steps that let other work in between, so it delays no
    /// reminder, however large the store is.
    ///
    /// - Throws: `EngineError` when there is no room for the copy, or another backup is in progress.
    package func backup(by requester: Requester) async throws -> Backup {
        do {
            let copy = try store.beginCopy(in: try placeForCopy())
            // All data about everybody leaves the service, so the audit records who requested it.
            try store.write { tx in
                try tx.record(
                    AuditEntry(.storeBackup, of: "store", at: environment.clock.now, by: requester, detail: nil))
            }
            var takenAt = environment.clock.now
            while try !copy.step() {
                await Task.yield()
                takenAt = environment.clock.now
            }
            return try await Self.finish(copy, takenAt: takenAt)
        } catch let error as StoreError {
            throw EngineError(error)
        }
    }

    /// The directory for the copy: nil for beside the store, when there is room, otherwise the spare directory. Backups
    /// are wanted precisely when a disk is full.
    private func placeForCopy() throws -> String? {
        let size = try store.size()
        let shortage = environment.storage.shortage(wanting: size)
        if shortage == nil, store.missingFiles().isEmpty { return nil }
        if let spare = environment.storage.spare, let free = spare.freeSpace(), free >= size + Self.roomBesideCopy {
            return spare.directory
        }
        guard let shortage else { return nil }
        throw EngineError(shortage, orWanting: ByteCount(size + Self.roomBesideCopy), in: environment.storage.spare?.directory)
    }

    /// The number of bytes left free beside the copy.
    private static let roomBesideCopy: Int64 = 4 << 20

    /// Runs outside the engine's queue, since it reads the whole copy.
    private nonisolated static func finish(_ copy: sending StoreCopy, takenAt: Instant) async throws -> Backup {
        let backup = try copy.finish(takenAt: takenAt)
        return Backup(
            takenAt: backup.takenAt, patients: backup.contents.patients, reminders: backup.contents.reminders,
            size: backup.size, digest: backup.digest, read: backup.read)
    }
}
