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

    /// The requester, as identified by the kernel.
    ///
    /// - Throws: `ErrorBody` when the kernel does not identify the user: someone who cannot be named in the audit may
    ///   change nothing.
    func requester() async throws -> Requester {
        do { return .user(try await PeerCredentials.uid(of: channel).get()) } catch {
            throw ErrorBody(
                code: .notAllowed,
                message: "the kernel does not tell which user you are, and without that nothing is done; ask over the unix socket")
        }
    }

    /// Closes the connection, whatever is in progress on it.
    func hangUp() { channel.close(promise: nil) }

    /// Runs `body`, and closes the connection if it takes longer than `time`.
    func hangingUp<Result>(after time: TimeAmount, _ body: () async throws -> Result) async rethrows -> Result {
        let end = channel.eventLoop.scheduleTask(in: time) { [channel] in channel.close(promise: nil) }
        defer { end.cancel() }
        return try await body()
    }
}
