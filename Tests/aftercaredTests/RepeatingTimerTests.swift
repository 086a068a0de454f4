import Synchronization
import Testing

@testable import aftercared

@Suite struct `A repeating timer` {
    /// Dispatch ends the process when a source is let go that was never activated.
    @Test func `that was never started is let go without harm`() { _ = RepeatingTimer(label: "test") }

    @Test func `rings until it rests`() async {
        let timer = RepeatingTimer(label: "test")
        let count = Mutex(0)
        let (rings, ring) = AsyncStream<Void>.makeStream()
        timer.start(every: .milliseconds(1)) {
            count.withLock { $0 += 1 }
            ring.yield()
        }
        await wait(for: 3, of: rings)
        timer.rest()
        let atRest = count.withLock(\.self)
        #expect(atRest >= 3)
        // As long as another one rings a hundred times; one ring may have been on its way.
        let other = RepeatingTimer(label: "other")
        let (others, another) = AsyncStream<Void>.makeStream()
        other.start(every: .milliseconds(1)) { another.yield() }
        await wait(for: 100, of: others)
        #expect(count.withLock(\.self) <= atRest + 1)
    }

    private func wait(for count: Int, of rings: AsyncStream<Void>) async {
        var left = count
        for await _ in rings {
            left -= 1
            if left == 0 { break }
        }
    }
}
