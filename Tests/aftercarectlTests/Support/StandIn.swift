import AftercareAPI
import Foundation
import Glibc
import Synchronization

/// Stands in for the service on a socket of its own: answers what a test tells it to, and remembers what was asked.
final class StandIn: Sendable {
    struct Question: Equatable, Sendable {
        let method: String
        /// With the query.
        let target: String
        let body: String
    }

    struct Answer: Sendable {
        var status = 200
        let body: String
        var headers: [String: String] = [:]
        /// The length that is promised; nil: that of the body.
        var length: Int?
        /// Sent behind the body: what is no text.
        var bytes = Data()
    }

    let socket: String
    private let listener: Int32
    private let asked = Mutex<[Question]>([])
    private let answer: @Sendable (Question) -> Answer

    init(_ answer: @escaping @Sendable (Question) -> Answer) throws {
        self.answer = answer
        socket = "/tmp/ctl-\(UUID().uuidString.prefix(12)).sock"
        listener = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: socket.utf8) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        guard bound == 0, listen(listener, 8) == 0 else { throw Unusable(code: errno) }
        Thread.detachNewThread { [self] in
            while case let peer = accept(listener, nil, nil), peer >= 0 {
                Thread.detachNewThread { [self] in serve(peer) }
            }
        }
    }

    var questions: [Question] { asked.withLock(\.self) }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        unlink(socket)
    }

    private func serve(_ peer: Int32) {
        defer { close(peer) }
        var bytes: [UInt8] = []
        while let question = next(peer, &bytes) {
            asked.withLock { $0.append(question) }
            let answer = answer(question)
            let text =
                "HTTP/1.1 \(answer.status) Done\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(answer.length ?? answer.body.utf8.count + answer.bytes.count)\r\n"
                + answer.headers.map { "\($0): \($1)\r\n" }.joined() + "\r\n" + answer.body
            guard answer.length == nil || answer.length == answer.body.utf8.count else {
                _ = send(peer, Array(text.utf8), text.utf8.count, Int32(MSG_NOSIGNAL))
                return
            }
            let whole = Array(text.utf8) + answer.bytes
            guard send(peer, whole, whole.count, Int32(MSG_NOSIGNAL)) == whole.count else { return }
        }
    }

    /// Reads a request with its body; what came after it stays in `bytes`.
    private func next(_ peer: Int32, _ bytes: inout [UInt8]) -> Question? {
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let head = text.range(of: "\r\n\r\n") {
                let lines = text[..<head.lowerBound].components(separatedBy: "\r\n")
                let length =
                    lines.first { $0.lowercased().hasPrefix("content-length:") }
                    .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
                let start = text[..<head.upperBound].utf8.count
                if bytes.count >= start + length {
                    let words = lines[0].split(separator: " ").map(String.init)
                    let body = String(decoding: bytes[start..<start + length], as: UTF8.self)
                    bytes.removeFirst(start + length)
                    return Question(method: words[0], target: words[1], body: body)
                }
            }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = recv(peer, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer.prefix(count)
        }
    }

    struct Unusable: Error { let code: Int32 }
}

/// A body as the service would send it.
func json(_ body: some Encodable) -> String { (try? String(decoding: Wire.encode(body), as: UTF8.self)) ?? "" }
