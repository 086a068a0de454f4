import NIOCore
import NIOHTTP1

/// The end of a connection's pipeline: sends one request after the other, and hands out the parts of each answer as they
/// are asked for.
///
/// It reads a few parts ahead, whatever is asked for: so an answer that comes before all of a request is sent is there
/// when the sending fails, and a service that closes the connection is noticed. Little more than these wait in memory.
final class ExchangeHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private static let maxPartsAhead = 16

    private let loop: any EventLoop
    private var context: ChannelHandlerContext?
    private var parts = CircularBuffer<HTTPClientResponsePart>()
    private var failure: (any Error)?
    private var waiting: (promise: EventLoopPromise<HTTPClientResponsePart>, limit: Scheduled<Void>)?
    private var isSent = true
    private var staysOpen = true

    init(on loop: any EventLoop) { self.loop = loop }

    // MARK: What is asked

    /// Not before the answer to the last request was taken to its end.
    func send(_ request: Request) {
        // It is closed: whoever waits for the answer gets the reason.
        guard let context else { return }
        isSent = false
        let sent = loop.makePromise(of: Void.self)
        sent.futureResult.assumeIsolated().whenComplete { result in
            switch result {
            case .success: self.isSent = true
            case .failure: self.fail(ConnectionError.closed)
            }
        }
        context.write(wrapOutboundOut(.head(request.head)), promise: nil)
        if let body = request.body { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: sent)
    }

    /// The next part of the answer. One is asked for at a time.
    func next(by deadline: NIODeadline) -> EventLoopFuture<HTTPClientResponsePart> {
        let promise = loop.makePromise(of: HTTPClientResponsePart.self)
        let limit = loop.assumeIsolated().scheduleTask(deadline: deadline) { self.fail(ConnectionError.overdue) }
        waiting = (promise, limit)
        handOut()
        readAhead()
        return promise.futureResult
    }

    /// Closes the connection. What came before is still handed out.
    func fail(_ error: any Error) {
        failure = failure ?? error
        context?.close(promise: nil)
        handOut()
    }

    // MARK: What comes

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelActive(context: ChannelHandlerContext) { readAhead() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        parts.append(part)
        switch part {
        case .head(let head): staysOpen = head.isKeepAlive
        case .body: break
        // Nobody takes the rest of a request that is answered already. Closed before the end is handed out: whoever gets
        // it may ask for the connection's state.
        case .end: if !staysOpen || !isSent { context.close(promise: nil) }
        }
        handOut()
    }

    func channelReadComplete(context: ChannelHandlerContext) { readAhead() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The kernel has several words for a service that hangs up before it has heard everything; which comes is chance.
        fail(error is IOError && !isSent ? ConnectionError.closed : error)
    }

    func channelInactive(context: ChannelHandlerContext) { fail(ConnectionError.closed) }

    private func readAhead() { if parts.count < Self.maxPartsAhead { context?.read() } }

    private func handOut() {
        guard let (promise, limit) = waiting, !parts.isEmpty || failure != nil else { return }
        waiting = nil
        limit.cancel()
        if let part = parts.popFirst() { promise.succeed(part) } else if let failure { promise.fail(failure) }
    }
}
