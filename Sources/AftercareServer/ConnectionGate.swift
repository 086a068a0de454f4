import NIOCore

/// Delays reading from a connection until it is admitted, and closes one whose client does not read its response.
final class ConnectionGate: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny
    typealias OutboundIn = NIOAny

    private let connections: Connections
    private let limits: ConnectionLimits
    private var isOpen = false
    /// Whether a read was requested before the connection was admitted.
    private var isReadWanted = false
    private var end: Scheduled<Void>?

    init(_ connections: Connections, limits: ConnectionLimits) {
        self.connections = connections
        self.limits = limits
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        channel.closeFuture.whenComplete { [connections] _ in connections.close(channel) }
        let here = NIOLoopBound((gate: self, context: context), eventLoop: context.eventLoop)
        PeerCredentials.uid(of: channel).hop(to: context.eventLoop).assumeIsolated().whenComplete { result in
            guard case .success(let uid) = result else { return channel.close(promise: nil) }
            self.connections.open(channel, of: uid) {
                channel.eventLoop.execute {
                    let (gate, context) = here.value
                    gate.isOpen = true
                    if gate.isReadWanted { context.read() }
                }
            }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end?.cancel()
        context.fireChannelInactive()
    }

    func read(context: ChannelHandlerContext) {
        if isOpen { context.read() } else { isReadWanted = true }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        end?.cancel()
        let channel = context.channel
        end = channel.isWritable ? nil : context.eventLoop.scheduleTask(in: limits.portion) { channel.close(promise: nil) }
        context.fireChannelWritabilityChanged()
    }
}

@available(*, unavailable)
extension ConnectionGate: Sendable {}
