import Testing

@testable import aftercared

@Suite struct `A repeating timer` {
    /// Dispatch ends the process when a source is let go that was never activated.
    @Test func `that was never started is let go without harm`() { _ = RepeatingTimer(label: "test") }

    @Test func `rings until it rests`() async {
        let timer = RepeatingTimer(label: "test")
        let (rings, ring) = AsyncStream<Void>.makeStream()
        timer.start(every: .milliseconds(1)) { ring.yield() }
        var count = 0
        for await _ in rings {
            count += 1
            if count == 3 { break }
        }
        timer.rest()
        #expect(count == 3)
    }
}
