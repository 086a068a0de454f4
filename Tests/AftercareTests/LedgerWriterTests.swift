import Testing

@testable import Aftercare

extension Author {
    /// `A7` is user 7 on machine A; what is not known is left out.
    init(drawn text: String) {
        self.init(machine: String(text.prefix { $0.isLetter }), uid: UInt32(text.drop { $0.isLetter }))
    }
}

@Suite struct `A sender of records` {
    @Test(
        arguments: [
            ("A7", "A7", true),
            ("A7", "B7", false),
            ("A7", "A8", false),
            // Of a writer whose machine is no longer known, the user counts on every machine.
            ("7", "B7", true),
            ("7", "B8", false),
            ("A7", "7", false),
            // Nobody is the same as somebody whom journald could not verify.
            ("A", "A", false),
            ("A", "A7", false),
            ("A7", "A", false),
            ("", "B", false),
            ("", "B7", false),
        ])
    func `is another one only as far as both are known`(one: String, other: String, isSame: Bool) {
        #expect(Author(drawn: one).covers(Author(drawn: other)) == isSame)
    }

    @Test func `that is unknown has neither machine nor user`() {
        #expect(Author.unknown == Author(machine: "", uid: nil))
    }
}

@Suite struct `Machines that write for one store` {
    /// `A1@10-20`: machine A wrote records of epoch 1, at 10 and at 20.
    private func spans(_ text: String) throws -> EpochSpans {
        var spans = EpochSpans()
        for part in text.split(separator: " ") {
            let halves = part.split(separator: "@")
            let epoch = try #require(Int(halves[0].dropFirst()))
            for moment in halves[1].split(separator: "-") {
                let seconds = try #require(Int64(moment))
                spans.note(epoch, on: String(halves[0].prefix(1)), at: Instant(seconds: seconds))
            }
        }
        return spans
    }

    private func drawn(_ spans: EpochSpans) -> [String] {
        spans.splitBrains.map {
            "\($0.machine)\($0.epoch) until \($0.until.seconds), \($0.other)\($0.otherEpoch) since \($0.since.seconds)"
        }
    }

    @Test(
        arguments: [
            ("A1@10-20 B2@20-30", []),
            ("A1@10-20 B2@19-30", ["A1 until 20, B2 since 19"]),
            ("A1@10-20 B2@30-40", []),
            // In whatever order records are read.
            ("B2@30-19 A1@20-10-15", ["A1 until 20, B2 since 19"]),
            ("A1@15-10-20-12 B2@25-19-22", ["A1 until 20, B2 since 19"]),
            // A machine may begin an epoch of its own again.
            ("A1@10-20 A2@15-30", []),
            // Two machines in one epoch are one too many, whenever they wrote.
            ("A1@10-20 B1@30-40", ["A1 until 20, B1 since 30"]),
            ("A1@30-40 B1@10-20", ["B1 until 20, A1 since 30"]),
            ("C1@10-40 A1@10-20", ["A1 until 20, C1 since 10"]),
            // The epoch tells who was replaced, even where the clock disagrees.
            ("A1@30-40 B2@10-20", ["A1 until 40, B2 since 10"]),
            ("A1@10-40 B2@20-45 C3@30-50", ["A1 until 40, B2 since 20", "A1 until 40, C3 since 30", "B2 until 45, C3 since 30"]),
            ("A1@10-20 B2@30-40 A3@35-50", ["B2 until 40, A3 since 35"]),
            ("A1@10", []),
            ("", []),
        ] as [(String, [String])])
    func `are found where one went on after another had begun`(written: String, splits: [String]) throws {
        #expect(drawn(try spans(written)) == splits)
    }

    @Test func `are found in what several collections have together`() throws {
        var all = try spans("A1@20-10")
        #expect(drawn(all) == [])
        all.note(try spans("A1@25 B2@24-30"))
        #expect(drawn(all) == ["A1 until 25, B2 since 24"])
        all.note(try spans("A1@5-22 B2@23"))
        #expect(drawn(all) == ["A1 until 25, B2 since 23"])
    }

    @Test func `are not judged by records from before there were epochs`() throws {
        var spans = try spans("A1@10-20")
        spans.note(nil, on: "B", at: Instant(seconds: 15))
        #expect(drawn(spans) == [])
    }
}
