import Foundation
import NIOCore
import NIOHTTP1

/// An answer of the service that has begun.
struct Response: Sendable {
    let head: HTTPResponseHead
    let connection: Connection
    private let patience: TimeAmount
    /// It was read to its end.
    private(set) var isRead = false

    init(head: HTTPResponseHead, connection: Connection, patience: TimeAmount) {
        self.head = head
        self.connection = connection
        self.patience = patience
    }

    /// - Returns: the next portion of the body; nil at its end.
    mutating func next() async throws -> ByteBuffer? {
        while !isRead {
            switch try await connection.next(by: .now() + patience) {
            case .head: continue
            case .body(let portion): return portion
            case .end: isRead = true
            }
        }
        return nil
    }

    /// - Throws: `NIOTooManyBytesError` where the body has more than `max` bytes.
    mutating func body(max: Int) async throws -> Data {
        let announced = head.headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0
        guard announced <= max else { throw NIOTooManyBytesError(maxBytes: max) }
        var body = Data()
        while let portion = try await next() {
            guard body.count + portion.readableBytes <= max else { throw NIOTooManyBytesError(maxBytes: max) }
            body.append(contentsOf: portion.readableBytesView)
        }
        return body
    }
}
