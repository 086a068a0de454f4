import Aftercare
import AftercareEngine
import Dispatch
import Testing

@Suite struct `An alarm on the wall clock` {
    /// Dispatch ends the process when a source is let go that was never activated, as at a start that fails.
    @Test func `that was never started is let go without harm`() { _ = DispatchAlarm() }

    @Test func `rings on the queue that it was given`() async {
        let alarm = DispatchAlarm()
        let queue = DispatchQueue(label: "test")
        let (rings, ring) = AsyncStream<Void>.makeStream()
        alarm.start(on: queue) {
            dispatchPrecondition(condition: .onQueue(queue))
            ring.yield()
        }
        alarm.set(to: Instant(seconds: 1_700_000_000))
        var waiting = rings.makeAsyncIterator()
        #expect(await waiting.next() != nil)
        alarm.stop()
    }
}
