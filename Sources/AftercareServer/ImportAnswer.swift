import Aftercare
import AftercareAPI
import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// Tells a client how far its file has got, and then what came of it: one JSON object a line.
///
/// A client that hangs up, or does not read, neither stops the import nor holds it up.
enum ImportAnswer {
    private static let portion = 256 * 1024

    /// - Parameters:
    ///   - count: how many things the file states.
    ///   - apply: applies the file; it is passed a function to be called with the progress.
    static func response(
        _ count: Int, on context: PeerContext,
        apply: @escaping @Sendable (@escaping @Sendable (ImportProgress) -> Void) async throws -> Outcome
    ) -> Response {
        let hidesPersons = PersonsHidden.holds
        let pace = context.limits.progress
        let logger = context.logger
        let (lines, feed) = AsyncStream.makeStream(of: ApplyLine.self, bufferingPolicy: .bufferingNewest(1))
        let latest = Latest(ImportProgress(of: count))
        let telling = Task {
            // Also where nothing has changed: it may wait for another import, and the client for a sign of life.
            while !Task.isCancelled {
                try await Task.sleep(for: pace)
                feed.yield(ApplyLine(progress: latest.progress))
            }
        }
        Task {
            let line: ApplyLine
            do { line = ApplyLine(outcome: try await apply { latest.progress = $0 }) } catch {
                line = ApplyLine(error: Answer.body(of: error, logger: logger).body)
            }
            telling.cancel()
            // A cancelled sleep says nothing any more.
            _ = await telling.result
            feed.yield(line)
            feed.finish()
        }
        let content = ResponseBody { writer in
            try await withGracefulShutdownHandler {
                for await line in lines {
                    var bytes = ByteBuffer(bytes: try Wire.encode(line, hidesPersons: hidesPersons))
                    bytes.writeInteger(UInt8(ascii: "\n"))
                    // The last line may be long: a client has its time for each portion of it.
                    while let portion = bytes.readSlice(length: min(bytes.readableBytes, Self.portion)), portion.readableBytes > 0 {
                        try await writer.write(portion)
                    }
                }
            } onGracefulShutdown: {
                context.hangUp()
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: Wire.partsType], body: content)
    }

    private final class Latest: Sendable {
        private let state: Mutex<ImportProgress>

        init(_ progress: ImportProgress) { state = Mutex(progress) }

        var progress: ImportProgress {
            get { state.withLock(\.self) }
            set { state.withLock { $0 = newValue } }
        }
    }
}
