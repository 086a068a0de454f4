import Crypto
import Foundation
import Glibc

/// An open file. It is closed when this object is released.
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

    /// Reads at most `count` bytes from `offset` on; an empty result is the end of the file.
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

    /// Returns once the file's content is on disk; for a directory, once the names in it are.
    func sync() throws {
        guard fsync(number) == 0 else { throw StoreError(errno: errno, path: path) }
    }

    private static let chunkSize = 1 << 20

    /// Reads the whole file, chunk by chunk.
    func readAll(_ body: ([UInt8]) throws -> Void) throws {
        var offset: Int64 = 0
        while case let bytes = try read(at: offset, upTo: Self.chunkSize), !bytes.isEmpty {
            try body(bytes)
            offset += Int64(bytes.count)
        }
    }

    /// The SHA-256 of the whole file, in hexadecimal digits.
    func digest() throws -> String {
        var hash = SHA256()
        try readAll { hash.update(data: $0) }
        return hash.finalize().map { String(format: "%02x", $0) }.joined()
    }
}
