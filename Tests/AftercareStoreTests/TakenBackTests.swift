import Aftercare
import Foundation
import GRDB
import Testing

@testable import AftercareStore

@Suite struct `An answer that is taken back` {
    @Test func `is kept with the time, and the one before it counts`() throws {
        // given: two answers to one reminder, and one to another
        let store = try Store(inMemory: UUID())
        try store.takeInSamples()
        let reminder = occurrence(of: "T-1", place: 3).key
        let responses = [
            Response(reminder: reminder, answer: .snoozed(until: at(90)), at: at(5)),
            Response(reminder: reminder, answer: .acknowledged, at: at(7)),
            Response(reminder: occurrence(of: "T-1", place: 4).key, answer: .declined, at: at(8)),
        ]
        try store.write { tx in for response in responses { try tx.add(response) } }

        // when
        try store.write { try $0.takeBack(responses[1], at: at(30)) }

        // then
        #expect(try store.read { try $0.responses(of: [id("T-1")]) } == [responses[0], responses[2]])
        let kept = try store.read { tx in
            try Row.fetchAll(tx.db, sql: "SELECT at, enteredInErrorAt FROM response ORDER BY number").map { row -> [Int64?] in
                [row[0], row[1]]
            }
        }
        #expect(kept == [[5, nil], [7, 30], [8, nil]])
    }
}
