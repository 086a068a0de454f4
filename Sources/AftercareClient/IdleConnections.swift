import Synchronization

/// The connections of one client over which nothing is asked at present.
final class IdleConnections: Sendable {
    private let connections = Mutex<[Connection]>([])

    /// - Returns: nil where there is none that the service has left open.
    func take() -> Connection? {
        connections.withLock { connections in
            while let connection = connections.popLast() { if connection.isOpen { return connection } }
            return nil
        }
    }

    func put(_ connection: Connection) { connections.withLock { $0.append(connection) } }

    func close() async {
        let all = connections.withLock { connections in
            defer { connections = [] }
            return connections
        }
        for connection in all { connection.close() }
        for connection in all { await connection.closed() }
    }
}
