import AftercareAPI
import AftercareEngine
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// Streams a backup to the client in portions, with no more than one of them in memory.
enum BackupAnswer {
    private static let portion = 256 * 1024

    static func response(_ backup: Backup, on context: PeerContext) throws -> Response {
        let body = BackupBody(
            takenAt: backup.takenAt, patients: backup.patients, reminders: backup.reminders, size: backup.size,
            sha256: backup.digest)
        var headers: HTTPFields = [.contentType: "application/vnd.sqlite3"]
        if let name = HTTPField.Name(BackupBody.header) {
            headers[name] = String(decoding: try Wire.encode(body), as: UTF8.self)
        }
        let content = ResponseBody(contentLength: Int(backup.size)) { writer in
            // A client that reads slowly, or not at all, must not keep the service from stopping.
            try await withGracefulShutdownHandler {
                var offset: Int64 = 0
                while case let bytes = try backup.read(offset, portion), !bytes.isEmpty {
                    try await writer.write(ByteBuffer(bytes: bytes))
                    offset += Int64(bytes.count)
                }
            } onGracefulShutdown: {
                context.hangUp()
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: content)
    }
}
