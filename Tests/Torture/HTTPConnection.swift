import Foundation
import Glibc

/// A raw connection that is kept for one request after another. It is closed when it is let go.
final class HTTPConnection {
    struct Answer {
        let status: Int
        /// Whether nothing more is answered on this connection.
        let isLast: Bool
    }

    private let descriptor: Int32
    private var received: [UInt8] = []

    /// - Parameter descriptor: of a connected socket, which is this one's from now on.
    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// - Returns: nil: there was no whole answer.
    func answer(to request: String) -> Answer? {
        guard send(request), let head = head() else { return nil }
        let lines = head.split(separator: "\r\n").map { $0.lowercased() }
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count >= 2, let status = Int(words[1]) else { return nil }
        let length = lines.first { $0.hasPrefix("content-length:") }.flatMap {
            Int($0.dropFirst("content-length:".count).trimmingCharacters(in: .whitespaces))
        }
        // Answers of one piece all bear it; what has none could not be told from the next.
        guard let length, take(length) != nil else { return nil }
        return Answer(status: status, isLast: lines.contains("connection: close"))
    }

    private func send(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) == $0.count }
    }

    private func head() -> String? {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let range = received.firstRange(of: end) {
                return take(range.upperBound).map { String(decoding: $0, as: UTF8.self) }
            }
            guard receive() else { return nil }
        }
    }

    private func take(_ count: Int) -> ArraySlice<UInt8>? {
        while received.count < count { guard receive() else { return nil } }
        defer { received.removeFirst(count) }
        return received.prefix(count)
    }

    private func receive() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return false }
        received += bytes.prefix(count)
        return true
    }
}
