package import Aftercare

/// What a check found in a sound backup.
package struct CheckedBackup: Equatable, Sendable {
    /// The moment up to which the backup is current; `nil` when it is not recorded.
    package let takenAt: Instant?
    /// Whether the file is marked as a backup; otherwise it is a closed store, or the copy of one.
    package let isMarked: Bool
    package let contents: StoreContents
    /// The id of the store that was backed up; `nil` when that store was never opened.
    package let store: String?
    /// In bytes.
    package let size: Int64
    /// SHA-256, in hexadecimal digits.
    package let digest: String
    /// Whether there was a checksum file, which matched.
    package let isSealed: Bool
}

/// Why a file could not be restored.
package struct UnsoundBackupError: Error, Equatable, Sendable {
    package let reason: String
}
