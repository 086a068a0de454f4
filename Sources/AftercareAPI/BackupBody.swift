package import Aftercare

/// What a backup is, told in a header before its bytes.
package struct BackupBody: Codable, Equatable, Sendable {
    /// The name of the header.
    package static let header = "Aftercare-Backup"

    /// The moment that it shows.
    package var takenAt: Instant
    package var patients: Int
    package var reminders: Int
    /// In bytes.
    package var size: Int64
    /// In hexadecimal digits.
    package var sha256: String

    package init(takenAt: Instant, patients: Int, reminders: Int, size: Int64, sha256: String) {
        self.takenAt = takenAt
        self.patients = patients
        self.reminders = reminders
        self.size = size
        self.sha256 = sha256
    }
}
