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
            let client = accept(descriptor, nil, nil)
            defer { close(client) }
            var question = [UInt8](repeating: 0, count: 4096)
            _ = recv(client, &question, question.count, 0)
            let answer = "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
            _ = send(client, answer, answer.utf8.count, Int32(MSG_NOSIGNAL))
        }
    }
}
