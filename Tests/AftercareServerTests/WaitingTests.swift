import Aftercare
import AftercareAPI
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
        try await Desk.open(places: ConnectionPlaces(most: 1, mostOfOne: 1, mostWaiting: 1), limits: limits) { desk in
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
            // and: one who waits, for certain, since the next is one too many
            let waiting = try RawClient(socket: desk.client.socket)
            try waiting.say("GET /v1/machine HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(try await RawClient(socket: desk.client.socket).answer().isEmpty)

            reader = nil

            let answer = await waiting.answer()
            #expect(answer.hasPrefix("HTTP/1.1 200 "), "\(answer)")
        }
    }
}
