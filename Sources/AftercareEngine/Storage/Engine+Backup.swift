package import Aftercare
import AftercareStore

/// A backup of the store, ready to be handed out.
package struct Backup: Sendable {
    /// The moment that it shows.
    package let takenAt: Instant
    package let patients: Int
    package let reminders: Int
    /// In bytes.
    package let size: Int64
    /// SHA-256, in hexadecimal digits.
    package let digest: String
    /// The bytes from an offset on, at most so many; empty: that was all.
    package let read: @Sendable (_ offset: Int64, _ count: Int) throws -> [UInt8]
}

extension Engine {
    /// Copies the store while it is in use. Between the steps everything else has its turn, so no reminder is late
    /// for it, however large the store is.
    ///
    /// - Throws: `EngineError`, where there is no room for the copy, or another one is under way.
    package func backup(by requester: Requester) async throws -> Backup {
        do {
            let copy = try store.beginCopy(in: try placeForCopy())
            // All that is known of everybody leaves the service: who asked for that is on record.
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

    /// Beside the store where there is room (nil), else where the service was given some: a full disk is the hour at which a
    /// backup is wanted.
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

    /// What is left to others where the copy is made, in bytes.
    private static let roomBesideCopy: Int64 = 4 << 20

    /// Beside the engine: it reads the whole copy.
    private nonisolated static func finish(_ copy: sending StoreCopy, takenAt: Instant) async throws -> Backup {
        let backup = try copy.finish(takenAt: takenAt)
        return Backup(
            takenAt: backup.takenAt, patients: backup.contents.patients, reminders: backup.contents.reminders,
            size: backup.size, digest: backup.digest, read: backup.read)
    }
}
