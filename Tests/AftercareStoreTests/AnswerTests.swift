import Aftercare
import AftercareStore
import Foundation
import Testing

@Suite struct `What people answer and report` {
    private let store: Store

    init() throws {
        store = try Store(inMemory: UUID())
        try store.takeInSamples()
    }

    private func reaction(
        _ name: String, treatment: String = "T-1", of patient: String = "P-1", at instant: Int64, cleared: Int64? = nil
    ) -> Reaction {
        Reaction(
            id: id(name), patient: id(patient), treatment: id(treatment), signs: [.swelling, .fever], reportedAt: at(instant),
            clearedAt: cleared.map(at))
    }

    @Test func `comes back in the order in which it came, whichever treatment it is of`() throws {
        let responses = [
            Response(reminder: occurrence(of: "T-2", place: 4).key, answer: .snoozed(until: at(99)), at: at(9)),
            Response(reminder: occurrence(of: "T-1", place: 3).key, answer: .acknowledged, at: at(5)),
            Response(reminder: occurrence(of: "T-2", place: 4).key, answer: .declined, at: at(9)),
        ]
        try store.write { tx in for response in responses { try tx.add(response) } }
        #expect(try store.read { try $0.responses(of: [id("T-1"), id("T-2")]) } == responses)
        #expect(try store.read { try $0.responses(of: [id("T-2")]) } == [responses[0], responses[2]])
    }

    @Test func `answers the first saying, whichever was answered`() throws {
        let nag = occurrence(place: 3, role: .nag, ordinal: 2).key
        try store.write { try $0.add(Response(reminder: nag, answer: .acknowledged, at: at(5))) }
        #expect(try store.read { try $0.responses(of: [id("T-1")]).map(\.reminder) } == [nag.base])
    }

    @Test func `is kept as reported, and as cleared`() throws {
        let reported = reaction("R-0001", at: 5)
        try store.write { try $0.save(reported) }
        #expect(try store.read { try $0.reaction(reported.id) } == reported)
        let cleared = reaction("R-0001", at: 5, cleared: 50)
        try store.write { try $0.save(cleared) }
        #expect(try store.read { try $0.reaction(reported.id) } == cleared)
        #expect(try store.read { try $0.reaction(id("R-0002")) } == nil)
    }

    @Test func `is listed for a patient by when it was reported, and what is open for everybody`() throws {
        try store.write { tx in
            try tx.save(patient("P-2"))
            try tx.save(plan("PL-2", of: "P-2"))
            try tx.save(treatment("T-2", of: "P-2", plan: "PL-2"))
            try tx.save(reaction("R-0004", at: 30))
            try tx.save(reaction("R-0003", treatment: "T-2", of: "P-2", at: 20))
            try tx.save(reaction("R-0002", at: 30))
            try tx.save(reaction("R-0001", at: 40, cleared: 41))
            func names(_ reactions: [Reaction]) -> [String] { reactions.map(\.id.rawValue) }
            #expect(names(try tx.reactions(of: id("P-1"))) == ["R-0002", "R-0004", "R-0001"])
            #expect(names(try tx.openReactions(limit: 10)) == ["R-0003", "R-0002", "R-0004"])
            #expect(names(try tx.openReactions(limit: 1)) == ["R-0003"])
            #expect(names(try tx.reactions(of: nil, PageRequest())) == ["R-0001", "R-0002", "R-0003", "R-0004"])
            #expect(names(try tx.reactions(of: nil, PageRequest(after: "R-0002", limit: 1))) == ["R-0003"])
            #expect(names(try tx.reactions(of: id("P-1"), PageRequest(after: "R-0001"))) == ["R-0002", "R-0004"])
        }
    }

    @Test func `is open until it is cleared, or was entered in error`() throws {
        try store.write { tx in
            let ends: [Int64?] = [nil, 50]
            for (place, (cleared, mistaken)) in ends.flatMap({ cleared in ends.map { (cleared, $0) } }).enumerated() {
                try tx.save(
                    Reaction(
                        id: id("R-\(place)"), patient: id("P-1"), treatment: id("T-1"), signs: [.pain], reportedAt: at(1),
                        clearedAt: cleared.map(at), enteredInErrorAt: mistaken.map(at)))
            }
            #expect(try tx.openReactions(limit: 10).map(\.id.rawValue) == ["R-0"])
            #expect(try tx.reactions(of: id("P-1")).filter(\.isOpen).map(\.id.rawValue) == ["R-0"])
        }
    }

    @Test func `is named as nothing was named before`() throws {
        try store.write { tx in
            #expect(try tx.freshReactionID().rawValue == "R-0001")
            try tx.save(reaction("R-0041", at: 1))
            try tx.save(reaction("X-0099", at: 1))
            #expect(try tx.freshReactionID().rawValue == "R-0042")
        }
    }
}
