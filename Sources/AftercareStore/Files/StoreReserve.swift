/// Disk space that the store holds already, so that reminders can still change state after other programs have filled
/// the disk to the last byte.
///
/// There are two kinds, both measured on full disks: free pages within the database file (blocks allocated beyond its
/// end are lost at the next checkpoint, which truncates the file to its length; free pages are part of it), and blocks
/// of the log, which lie beside the store while it is closed, so that it can be opened on a full disk too. Neither
/// helps on file systems that never write in place (btrfs, or any with snapshots).
package struct StoreReserve: Equatable, Sendable {
    /// In bytes.
    let file: Int64
    let log: Int64

    /// Enough for tens of thousands of reminders.
    package static let usual = StoreReserve(file: 16 << 20, log: 8 << 20)
    package static let none = StoreReserve(file: 0, log: 0)

    /// How much disk space a new reserve takes, in bytes.
    package var size: Int64 { file + log }
    /// How much one step sets aside, in bytes.
    static let partSize: Int64 = 1 << 20
}
