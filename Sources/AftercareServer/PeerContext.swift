import AftercareAPI
import AftercareEngine
import Hummingbird
import Logging
import NIOCore

/// A request together with the process that made it.
struct PeerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let limits: ConnectionLimits
    private let channel: any Channel

    init(source: ApplicationRequestContextSource) { self.init(source: source, limits: ConnectionLimits()) }

    init(source: ApplicationRequestContextSource, limits: ConnectionLimits) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
        self.limits = limits
    }

    /// Who asks, as the kernel vouches for it.
    ///
    /// - Throws: `ErrorBody` where the kernel does not: who cannot be named in the audit changes nothing.
    func requester() async throws -> Requester {
        do { return .user(try await PeerCredentials.uid(of: channel).get()) } catch {
            throw ErrorBody(
                code: .notAllowed, message: "the kernel does not tell which user you are, and without that nothing is done; ask over the unix socket")
        }
    }

    /// Ends the connection, whatever is under way on it.
    func hangUp() { channel.close(promise: nil) }

    /// Ends the connection, unless `body` is done by then.
    func hangingUp<Result>(after time: TimeAmount, _ body: () async throws -> Result) async rethrows -> Result {
        let end = channel.eventLoop.scheduleTask(in: time) { [channel] in channel.close(promise: nil) }
        defer { end.cancel() }
        return try await body()
    }
}
