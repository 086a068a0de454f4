import CSystemd
import Glibc

/// The file system that contains a file or directory.
package struct FileSystem: Sendable, Hashable {
    /// The name that mount(8) uses if it is one of those that matter here, otherwise its magic number: `0x1234`.
    package let type: String
    /// The bytes available to this process.
    package let freeBytes: Int64
    package let totalBytes: Int64

    /// - Throws: `Errno` when the path cannot be examined.
    package init(of path: String) throws(Errno) {
        var status = statfs()
        guard statfs(path, &status) == 0 else { throw Errno.last }
        let blockSize = Int64(status.f_bsize)
        type = Self.name(ofMagic: UInt32(truncatingIfNeeded: Int(status.f_type)))
        freeBytes = Int64(clamping: status.f_bavail) * blockSize
        totalBytes = Int64(clamping: status.f_blocks) * blockSize
    }

    /// The magic numbers are listed in statfs(2).
    static func name(ofMagic magic: UInt32) -> String { names[magic] ?? "0x\(String(magic, radix: 16))" }

    private static let names: [UInt32: String] = [
        0xEF53: "ext4", 0x5846_5342: "xfs", 0x9123_683E: "btrfs", 0x2FC1_2FC1: "zfs", 0xF2F5_2010: "f2fs",
        0x794C_7630: "overlay", 0x0102_1994: "tmpfs", 0x8584_58F6: "ramfs", 0x6969: "nfs", 0xFF53_4D42: "cifs",
        0xFE53_4D42: "smb3", 0x517B: "smb", 0x6573_5546: "fuse", 0x0102_1997: "9p", 0x00C3_6400: "ceph",
        0x5346_414F: "afs", 0x4D44: "vfat", 0x5346_544E: "ntfs", 0x7366_746E: "ntfs3", 0x2011_BAB0: "exfat",
        0x7371_7368: "squashfs", 0xE0F5_E1E2: "erofs",
    ]
}
