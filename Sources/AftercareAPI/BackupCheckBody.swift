package import Aftercare

/// What was found in the file of a backup: told by the daemon's program, which alone reads stores.
package struct BackupCheckBody: Codable, Equatable, Sendable {
    package var file: String
    /// Whether it can be restored.
    package var isSound: Bool
    /// Why not; nil: it can.
    package var problem: String?
    /// What it knows is of this moment or earlier; nil: it does not say.
    package var takenAt: Instant?
    /// Whether it was made as a backup; else it is a store that was closed, or the copy of one.
    package var isBackup: Bool?
    package var patients: Int?
    package var reminders: Int?
    /// In bytes.
    package var size: Int64?
    /// In hexadecimal digits.
    package var sha256: String?
    /// Whether it is what the checksum beside it says; false: there is none.
    package var matchesChecksum: Bool?
    /// The id of the store that it is of.
    package var store: String?

    package init(
        file: String, isSound: Bool, problem: String? = nil, takenAt: Instant? = nil, isBackup: Bool? = nil, patients: Int? = nil,
        reminders: Int? = nil, size: Int64? = nil, sha256: String? = nil, matchesChecksum: Bool? = nil, store: String? = nil
    ) {
        self.file = file
        self.isSound = isSound
        self.problem = problem
        self.takenAt = takenAt
        self.isBackup = isBackup
        self.patients = patients
        self.reminders = reminders
        self.size = size
        self.sha256 = sha256
        self.matchesChecksum = matchesChecksum
        self.store = store
    }
}

/// The same of several files.
package struct BackupChecksBody: Codable, Equatable, Sendable {
    package var backups: [BackupCheckBody]

    package init(backups: [BackupCheckBody]) { self.backups = backups }
}
