import AftercareClient
import Foundation
import Glibc

/// A service that says what a test has it say, byte by byte, on a thread of its own.
final class RawServer: Sendable {
    let path = NSTemporaryDirectory() + "raw-\(UUID().uuidString.prefix(8))"
    private let descriptor: Int32

    /// - Parameter waiting: how many more than one have room in the queue before the socket.
    init(waiting: Int32 = 16) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard withSocketAddress(path, { bind(descriptor, $0, $1) }) == 0, listen(descriptor, waiting) == 0 else {
            throw Failed(code: errno)
        }
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    struct Failed: Error, Equatable { let code: Int32 }

    /// Lets in one after the other, each once its predecessor was hung up on, and treats each as it is told to.
    func serve(after delay: Duration = .zero, _ scripts: @Sendable (Caller) -> Void...) {
        Thread.detachNewThread { [self] in
            usleep(UInt32(delay / .microseconds(1)))
            for script in scripts {
                let caller = Caller(descriptor: accept(descriptor, nil, nil))
                script(caller)
                close(caller.descriptor)
            }
        }
    }

    /// Asks this service, and hangs up.
    func asked<Result>(patience: Duration = .seconds(900), _ ask: (Client) async throws -> Result) async throws -> Result {
        let client = Client(socket: path, patience: patience)
        do {
            let result = try await ask(client)
            await client.close()
            return result
        } catch {
            await client.close()
            throw error
        }
    }
}

/// Who asks, as the service sees it.
struct Caller {
    let descriptor: Int32

    /// The next question, head and body; half of one where whoever asks has hung up.
    @discardableResult
    func question() -> String {
        var question = head()
        let length = question.firstMatch(of: /Content-Length: (\d+)/).flatMap { Int($0.1) } ?? 0
        var body: [UInt8] = []
        while body.count < length, let byte = byte() { body.append(byte) }
        question += String(decoding: body, as: UTF8.self)
        return question
    }

    /// The head of the next question; its body is left where it is.
    @discardableResult
    func head() -> String {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual("\r\n\r\n".utf8), let byte = byte() { head.append(byte) }
        return String(decoding: head, as: UTF8.self)
    }

    /// - Returns: false where whoever asks has hung up.
    @discardableResult
    func say(_ text: String) -> Bool { send(descriptor, text, text.utf8.count, Int32(MSG_NOSIGNAL)) == text.utf8.count }

    func answer(_ body: String, status: String = "200 OK", headers: String = "") {
        say("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
    }

    /// Until whoever asks hangs up.
    func wait() { while byte() != nil {} }

    private func byte() -> UInt8? {
        var byte: UInt8 = 0
        return recv(descriptor, &byte, 1, 0) == 1 ? byte : nil
    }
}

/// Gives `body` the address of a unix socket.
func withSocketAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
}
