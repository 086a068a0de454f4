package import AftercareAPI
import Crypto
import Foundation
import NIOCore
import NIOHTTP1

extension Client {
    /// Fetches a backup, portion by portion, and makes sure that all of it came as it was sent.
    ///
    /// - Parameter take: gets the bytes in their order. What it got is good only once this returns.
    /// - Throws: `ClientError`, the service's `ErrorBody`, what `take` throws.
    package func backup(_ take: (UnsafeRawBufferPointer) throws -> Void) async throws -> BackupBody {
        try await ask(Request(.GET, "backup", query: [:])) { try await receive(&$0, take) }
    }

    private func receive(
        _ response: inout Response, _ take: (UnsafeRawBufferPointer) throws -> Void
    ) async throws -> BackupBody {
        guard let header = response.head.headers.first(name: BackupBody.header) else {
            throw ClientError.broken(socket: socket, detail: "it does not say what it is")
        }
        let promised: BackupBody = try Wire.decode(from: Data(header.utf8))
        var size: Int64 = 0
        var hash = SHA256()
        while true {
            // The error of the stream is told from that of `take`.
            let portion: ByteBuffer?
            do { portion = try await response.next() } catch {
                throw ClientError.broken(socket: socket, detail: "it ended after \(size) of \(promised.size) bytes")
            }
            guard let portion else { break }
            size += Int64(portion.readableBytes)
            try portion.withUnsafeReadableBytes { bytes in
                hash.update(bufferPointer: bytes)
                try take(bytes)
            }
        }
        guard size == promised.size else {
            throw ClientError.broken(socket: socket, detail: "it ended after \(size) of \(promised.size) bytes")
        }
        let digest = hash.finalize().map { String(format: "%02x", $0) }.joined()
        guard digest == promised.sha256 else {
            throw ClientError.broken(socket: socket, detail: "its SHA-256 is not the one that was promised")
        }
        return promised
    }
}
