import AftercareAPI
import NIOCore
import NIOHTTP1
import NIOPosix

/// A connection to the service, for one request after the other.
struct Connection: Sendable {
    private let channel: any Channel
    private let handler: NIOLoopBound<ExchangeHandler>

    /// - Throws: why nobody takes one in there.
    init(to socket: String) async throws {
        let address = try ShortSocketPath(socket)
        defer { address.close() }
        (channel, handler) = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.autoRead, value: false)
            .connect(unixDomainSocketPath: address.path) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = ExchangeHandler(on: channel.eventLoop)
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(handler)
                    return (channel, NIOLoopBound(handler, eventLoop: channel.eventLoop))
                }
            }
    }

    /// Neither side has hung up, as far as is known here.
    var isOpen: Bool { channel.isActive }

    /// Sends a request, and waits for the head of its answer, which may come before all of the request is sent.
    func ask(_ request: Request, by deadline: NIODeadline) async throws -> HTTPResponseHead {
        channel.eventLoop.execute { handler.value.send(request) }
        while true {
            if case .head(let head) = try await next(by: deadline) { return head }
        }
    }

    /// - Throws: `ConnectionError`, `CancellationError`, what NIO throws. The connection is closed then.
    func next(by deadline: NIODeadline) async throws -> HTTPClientResponsePart {
        try await withTaskCancellationHandler {
            try await channel.eventLoop.flatSubmit { handler.value.next(by: deadline) }.get()
        } onCancel: {
            channel.eventLoop.execute { handler.value.fail(CancellationError()) }
        }
    }

    func close() { channel.close(promise: nil) }

    /// Waits until it is closed; how it went does not matter, nobody uses it any more.
    func closed() async { try? await channel.closeFuture.get() }
}
