import Aftercare
import AftercareAPI
import AftercareClient
import AftercareStore
import Foundation
import NIOCore
import Testing

@testable import AftercareServer

/// Who comes while all places are at work.
@Suite struct `Whoever waits for a place` {
    @Test func `is heard as soon as there is one, with all that was sent meanwhile`() async throws {
        // Nobody goes for being slow.
        let limits = ConnectionLimits(portion: .seconds(900), idle: .seconds(900))
        try await Desk.open(places: ConnectionPlaces(most: 1, maxOfOne: 1, maxWaiting: 1), limits: limits) { desk in
            // given: one who asked for more than the kernel keeps for a reader, and takes none of it
            let text = String(repeating: "x", count: 3000)
            try desk.store.write { tx in
                for number in 0..<1000 {
                    try tx.record(AuditEntry(at: Instant(seconds: 1), uid: nil, action: "test", subject: "\(number)", detail: text))
                }
            }
            var reader: RawClient? = try RawClient(socket: desk.client.socket)
            try reader?.say("GET /v1/backup HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await reader?.firstBytes().hasPrefix("HTTP/1.1 200") == true)
            // and: two more, of whom one waits and the other is one too many; which, the order of their coming decides
            let more = try (0..<2).map { _ in try RawClient(socket: desk.client.socket) }
            // Who is one too many may be gone before it has asked.
            for client in more { try? client.say("GET /v1/machine HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n") }
            try await withThrowingTaskGroup(of: String.self) { answers in
                for client in more { answers.addTask { await client.answer() } }
                #expect(try await answers.next()?.isEmpty == true)

                reader = nil

                let answer = try #require(try await answers.next())
                #expect(answer.hasPrefix("HTTP/1.1 200 "), "\(answer)")
            }
        }
    }
}
