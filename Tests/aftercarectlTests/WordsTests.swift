import Aftercare
import Systemd
import Testing

@testable import aftercarectl

/// How a protocol's terms read.
@Suite struct `In words` {
    private static func anchor(_ edge: Anchor.Edge, _ offset: Span = .zero, at time: LocalTime? = nil) -> Anchor {
        Anchor(edge: edge, offset: offset, at: time)
    }

    @Test func `a window tells how long it lasts and where it begins`() {
        let (day, noon) = (Span.hours(24), LocalTime(hour: 12, minute: 0))
        let words = [
            WindowRule(opens: Self.anchor(.afterEnd), closes: .lasting(day)),
            WindowRule(opens: Self.anchor(.afterEnd, day), closes: .lasting(day)),
            WindowRule(opens: Self.anchor(.afterStart, .hours(1)), closes: .lasting(day)),
            WindowRule(opens: Self.anchor(.beforeStart, day), closes: .lasting(day)),
            WindowRule(opens: Self.anchor(.beforeStart, day, at: noon), closes: .lasting(day)),
            WindowRule(opens: Self.anchor(.beforeEnd, day), closes: .lasting(.hours(6))),
            WindowRule(opens: Self.anchor(.afterEnd, .days(3)), closes: .at(Self.anchor(.afterEnd, .days(5), at: noon))),
        ].map(\.words)
        #expect(
            words == [
                "for 24h from the end", "for 24h, from 24h after the end", "for 24h, from 1h after the start", "for 24h before the start",
                "for 24h, from 24h before the start at 12:00", "for 6h, from 24h before the end",
                "from 3d after the end until 5d after the end at 12:00",
            ])
    }

    @Test func `a journal is the service's alone where it is a namespace's`() {
        func isOursAlone(_ source: JournalSource) -> Bool { JournalEvidence(source: source, key: nil).isOursAlone }
        #expect(isOursAlone(.namespace("aftercare")))
        for source in [JournalSource.local, .user(1000), .directory("/tmp"), .tree("/tmp")] { #expect(!isOursAlone(source)) }
    }
}
