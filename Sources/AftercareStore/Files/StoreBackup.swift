package import Aftercare

/// A finished backup: a summary of its contents, and its bytes. Its file has no name any more, and is deleted when this
/// object is released.
package final class StoreBackup: Sendable {
    package let takenAt: Instant
    package let contents: StoreContents
    /// In bytes.
    package let size: Int64
    /// SHA-256, in hexadecimal digits.
    package let digest: String
    private let file: Descriptor

    init(takenAt: Instant, contents: StoreContents, file: Descriptor) throws {
        self.takenAt = takenAt
        self.contents = contents
        self.file = file
        size = try file.size
        digest = try file.digest()
    }

    /// Reads at most `count` bytes from `offset` on; an empty result is the end of the backup.
    package func read(at offset: Int64, upTo count: Int) throws -> [UInt8] { try file.read(at: offset, upTo: count) }
}
