import Foundation
import Glibc

/// A service that takes nobody in until it is told to, and has room for one to wait.
final class RawServer: Sendable {
    let path = NSTemporaryDirectory() + "raw-\(UUID().uuidString.prefix(8))"
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard withSocketAddress(path, { bind(descriptor, $0, $1) }) == 0, listen(descriptor, 0) == 0 else {
            throw RawClient.Failed(code: errno)
        }
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    /// Hangs up on the first who waits, and answers the next; on a thread of its own.
    ///
    /// - Parameter body: JSON.
    func answerSecond(after delay: Duration, _ body: String) {
        Thread.detachNewThread { [self] in
            usleep(UInt32(delay / .microseconds(1)))
            close(accept(descriptor, nil, nil))
            let client = asked()
            defer { close(client) }
            let answer = "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
            _ = send(client, answer, answer.utf8.count, Int32(MSG_NOSIGNAL))
        }
    }

    /// Answers the first who asks, a byte at a time, and hangs up after the other. What a client waits by is the network
    /// library's own clock, which nobody can advance.
    func answerSlowly(_ answer: String, pause: Duration) {
        Thread.detachNewThread { [self] in
            let client = asked()
            defer { close(client) }
            for byte in answer.utf8 {
                usleep(UInt32(pause / .microseconds(1)))
                guard withUnsafeBytes(of: byte, { send(client, $0.baseAddress, 1, Int32(MSG_NOSIGNAL)) }) == 1 else { return }
            }
            var rest: UInt8 = 0
            while recv(client, &rest, 1, 0) > 0 {}
        }
    }

    /// The next who asked something.
    private func asked() -> Int32 {
        let client = accept(descriptor, nil, nil)
        var question = [UInt8](repeating: 0, count: 4096)
        _ = recv(client, &question, question.count, 0)
        return client
    }
}
