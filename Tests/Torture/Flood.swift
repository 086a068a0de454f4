import Foundation
import Glibc

/// A client that means no good, on raw sockets.
struct Flood: Sendable {
    let socket: String

    /// Asks as fast as it can, a connection for each.
    ///
    /// - Parameter paths: what for, in turn.
    /// - Returns: how many were answered before `end`.
    func requests(
        _ wanted: Int, for paths: [String] = ["status", "reminders?limit=10"], threads: Int, until end: Date
    ) async -> Int {
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<threads {
                group.addTask { await onThread { answered((wanted + threads - 1) / threads, for: paths, until: end) } }
            }
            return await group.reduce(0, +)
        }
    }

    private func answered(_ wanted: Int, for paths: [String], until end: Date) -> Int {
        var answered = 0
        while answered < wanted, Date() < end {
            guard let connection = connected() else { continue }
            defer { close(connection) }
            let request = "GET /v1/\(paths[answered % paths.count]) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            if say(request, on: connection), drain(connection) > 0 { answered += 1 }
        }
        return answered
    }

    /// Bodies far larger than any that is read, announced as larger still.
    func largeBodies(until end: Date) async -> Int {
        await onThread {
            let chunk = String(repeating: "x", count: 1 << 20)
            var sent = 0
            while Date() < end {
                guard let connection = connected() else { continue }
                defer { close(connection) }
                let head = "POST /v1/apply HTTP/1.1\r\nHost: x\r\nContent-Length: \(1 << 30)\r\n\r\n"
                guard say(head, on: connection) else { continue }
                for _ in 0..<32 { guard say(chunk, on: connection) else { break } }
                sent += 1
            }
            return sent
        }
    }

    /// Connections that begin a request and never end it, held until `end`. The kernel keeps those waiting that the
    /// service has no room for, and turns away what is more: these try again.
    ///
    /// - Returns: how many of them were let in.
    func halfOpen(_ wanted: Int, until end: Date) async -> Int {
        await onThread {
            var held: [Int32] = []
            defer { held.forEach { close($0) } }
            while Date() < end {
                while held.count < wanted, let connection = connected(waits: false) {
                    _ = say("GET /v1/status HTTP/1.1\r\nHost:", on: connection)
                    held.append(connection)
                }
                usleep(10_000)
            }
            return held.count
        }
    }

    /// Connections that say nothing at all.
    ///
    /// - Parameter body: what is done while they are held.
    func idle<Result: Sendable>(_ count: Int, while body: () async throws -> Result) async rethrows -> Result {
        let held = await onThread { (0..<count).compactMap { _ in connected(waits: false) } }
        defer { held.forEach { close($0) } }
        return try await body()
    }

    // MARK: The socket

    /// A connection whose sends and receives give up after two seconds; nil: there is none to be had now.
    func connected(waits: Bool = true) -> Int32? {
        let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | (waits ? 0 : SOCK_NONBLOCK.rawValue)
        let connection = Glibc.socket(AF_UNIX, Int32(kind), 0)
        guard connection >= 0 else { return nil }
        var patience = timeval(tv_sec: 2, tv_usec: 0)
        for option in [SO_SNDTIMEO, SO_RCVTIMEO] {
            setsockopt(connection, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: socket.utf8) }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else {
            close(connection)
            return nil
        }
        return connection
    }

    private func say(_ text: String, on connection: Int32) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            send(connection, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
        }
    }

    /// - Returns: how many bytes came.
    private func drain(_ connection: Int32) -> Int {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        var total = 0
        while case let count = recv(connection, &bytes, bytes.count, 0), count > 0 { total += count }
        return total
    }

    /// These block, which tasks must not.
    func onThread<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { done in
            Thread.detachNewThread { done.resume(returning: body()) }
        }
    }
}
