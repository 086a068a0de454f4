import Aftercare
import AftercareEngine
import ServiceLifecycle
import Synchronization

/// Ends the service for good when another machine has become the writer of its store.
final class Replacement: Service {
    private let writer = Mutex<Writer?>(nil)
    private let news: AsyncStream<Writer>
    private let tell: AsyncStream<Writer>.Continuation

    init() { (news, tell) = AsyncStream.makeStream() }

    @Sendable func note(_ writer: Writer) {
        self.writer.withLock { $0 = writer }
        tell.yield(writer)
        tell.finish()
    }

    /// - Throws: `StartError` when another machine has taken over.
    func check() throws { if let writer = writer.withLock({ $0 }) { throw failure(writer) } }

    func run() async throws {
        for await writer in news.cancelOnGracefulShutdown() { throw failure(writer) }
    }

    /// sysexits.h: EX_UNAVAILABLE. The unit does not restart the service after this status.
    private func failure(_ writer: Writer) -> StartError {
        StartError(
            status: 69,
            lines: [
                "\(writer.author.text) writes for this store by now (its epoch \(writer.epoch), since \(writer.since)): nothing is sent "
                    + "from here any more. Switch this service off ('systemctl disable --now aftercared'). Were this machine to take "
                    + "over again, bring the store of that machine here"
            ])
    }
}
