import Crypto
import Foundation
import Glibc

/// Files by their path, as the store handles them: what has to be on disk is on disk when a call returns.
enum DiskFile {
    /// In bytes; nil: there is no such file.
    static func size(_ path: String) -> Int64? {
        var info = stat()
        return stat(path, &info) == 0 ? Int64(info.st_size) : nil
    }

    static func exists(_ path: String) -> Bool { size(path) != nil }

    /// - Throws: `StoreError`, unless it was not there.
    static func remove(_ path: String) throws {
        guard unlink(path) == 0 || errno == ENOENT else { throw StoreError(errno: errno, path: path) }
    }

    static func rename(_ path: String, to other: String) throws {
        guard Glibc.rename(path, other) == 0 else { throw StoreError(errno: errno, path: other) }
    }

    /// Makes a file that is the owner's alone, and must not be there yet.
    static func create(_ path: String) throws -> Descriptor {
        try Descriptor(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
    }

    /// Bytes that are free for this process on the file system of `path`; nil: nobody can tell.
    static func free(at path: String) -> Int64? {
        var info = statvfs()
        guard statvfs(path, &info) == 0 else { return nil }
        return Int64(info.f_bavail) * Int64(info.f_frsize)
    }
}

/// An open file, until this goes away.
final class Descriptor: Sendable {
    let number: Int32
    private let path: String

    init(_ path: String, _ flags: Int32) throws {
        number = open(path, flags | O_CLOEXEC, 0o600)
        self.path = path
        guard number >= 0 else { throw StoreError(errno: errno, path: path) }
    }

    deinit { close(number) }

    var size: Int64 {
        get throws {
            var info = stat()
            guard fstat(number, &info) == 0 else { throw StoreError(errno: errno, path: path) }
            return Int64(info.st_size)
        }
    }

    /// The bytes from `offset` on, at most `count`; empty: that was all.
    func read(at offset: Int64, upTo count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            repeat { filled = pread(number, buffer.baseAddress, count, off_t(offset)) } while filled < 0 && errno == EINTR
            guard filled >= 0 else {
                filled = 0
                throw StoreError(errno: errno, path: path)
            }
        }
    }

    func write(_ bytes: some Sequence<UInt8>) throws {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw StoreError(errno: errno, path: path)
            }
        }
    }

    /// Returns when its content is on disk; of a directory, the names in it.
    func sync() throws {
        guard fsync(number) == 0 else { throw StoreError(errno: errno, path: path) }
    }

    private static let portion = 1 << 20

    /// Everything in it, portion by portion.
    func readAll(_ body: ([UInt8]) throws -> Void) throws {
        var offset: Int64 = 0
        while case let bytes = try read(at: offset, upTo: Self.portion), !bytes.isEmpty {
            try body(bytes)
            offset += Int64(bytes.count)
        }
    }

    /// The SHA-256 of everything in it, in hexadecimal digits.
    func digest() throws -> String {
        var hash = SHA256()
        try readAll { hash.update(data: $0) }
        return hash.finalize().map { String(format: "%02x", $0) }.joined()
    }
}
