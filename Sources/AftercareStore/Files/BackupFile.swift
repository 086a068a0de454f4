import Foundation

/// A backup file, and the checksum file that may lie beside it.
///
/// SQLite keeps no checksums of its pages, so a bit that flips within a text would pass for data. Therefore
/// `aftercarectl backup --into` writes the size and the SHA-256 of its backups to `FILE.sha256`, in the format of
/// `sha256sum --check`.
struct BackupFile {
    let path: String

    init(_ path: String) { self.path = path }

    /// - Throws: `StoreError.notRestorable`.
    func open() throws -> Descriptor {
        guard DiskFile.size(path + "-wal") ?? 0 == 0 else {
            throw notRestorable("'\(path)-wal' lies beside it: it is part of a store and no backup; make one with 'aftercarectl backup'")
        }
        var info = stat()
        // Reading from anything but a regular file, such as a pipe, might never end.
        if stat(path, &info) == 0, info.st_mode & S_IFMT != S_IFREG { throw notRestorable("it is no file, or a special one") }
        do { return try Descriptor(path, O_RDONLY) } catch {
            throw notRestorable("it cannot be opened; check the path and its mode")
        }
    }

    /// Checks that `content` consists of whole pages, and matches the checksum file if there is one.
    ///
    /// - Returns: whether there is a checksum file.
    /// - Throws: `StoreError`.
    @discardableResult
    func verify(against content: Descriptor) throws -> Bool {
        let size = try content.size
        guard size > 0 else { throw notRestorable("it is empty") }
        let seal = path + ".sha256"
        // SQLite would silently pad a truncated last page with zeros.
        if let page = try pageSize(of: content), !size.isMultiple(of: page) {
            throw notRestorable("it is damaged: it was cut short, and ends within a page")
        }
        guard let bytes = DiskFile.size(seal) else { return false }
        // Our own checksum file is a few hundred bytes long.
        let text = bytes > 4096 ? [] : try Descriptor(seal, O_RDONLY).read(at: 0, upTo: 4096)
        let lines = String(decoding: text, as: UTF8.self)
        guard let digest = lines.firstMatch(of: /(?m)^([0-9a-f]{64}) [ *]/)?.output.1 else {
            throw notRestorable("its checksum '\(seal)' cannot be read; if you do not need it, remove that")
        }
        if let wanted = lines.firstMatch(of: /(?m)^# size ([0-9]+)$/)?.output.1, wanted != String(size) {
            throw notRestorable("it is damaged: it has \(size) bytes, and had \(wanted) when it was made")
        }
        guard try content.digest() == String(digest) else {
            throw notRestorable("it is damaged: its content is not what '\(seal)' says that it was when it was made")
        }
        return true
    }

    /// The page size in bytes, from the file's header; `nil` when it is not a database.
    private func pageSize(of content: Descriptor) throws -> Int64? {
        let head = try content.read(at: 0, upTo: 18)
        guard head.count == 18, head.starts(with: Array("SQLite format 3\0".utf8)) else { return nil }
        let stated = Int64(head[16]) << 8 | Int64(head[17])
        return stated == 1 ? 65_536 : max(stated, 1)
    }

    func notRestorable(_ reason: String) -> StoreError { .notRestorable(file: path, reason: reason) }
}
