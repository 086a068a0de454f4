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
    /// - Throws: `EngineFailure`, where there is no room for the copy, or another one is under way.
    package func backup(by requester: Requester) async throws -> Backup {
        do {
            if let shortage = environment.storage.shortage(wanting: try store.size()) { throw EngineFailure(shortage) }
            let copy = try store.beginCopy()
            // All that is known of everybody leaves the service: who asked for that is on record.
            try store.write { tx in
                try tx.record(
                    AuditEntry(at: environment.clock.now, uid: requester.uid, action: "store.backup", subject: "store", detail: nil))
            }
            var takenAt = environment.clock.now
            while try !copy.step() {
                await Task.yield()
                takenAt = environment.clock.now
            }
            return try await Self.finish(copy, takenAt: takenAt)
        } catch let error as StoreError {
            throw EngineFailure(error)
        }
    }

    /// Beside the engine: it reads the whole copy.
    private nonisolated static func finish(_ copy: sending StoreCopy, takenAt: Instant) async throws -> Backup {
        let backup = try copy.finish(takenAt: takenAt)
        return Backup(
            takenAt: backup.takenAt, patients: backup.contents.patients, reminders: backup.contents.reminders,
            size: backup.size, digest: backup.digest, read: backup.read)
    }
}
