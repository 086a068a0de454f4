import Testing

@testable import aftercared

@Suite struct `A gate` {
    @Test func `lets whoever comes late through at once`() async {
        let gate = Gate()
        gate.open()
        await gate.wait()
    }

    @Test func `keeps whoever comes early until it is opened`() async {
        let gate = Gate()
        let (steps, log) = AsyncStream<String>.makeStream()
        let waiting = Task {
            await gate.wait()
            log.yield("through")
            log.finish()
        }
        for _ in 0..<100 { await Task.yield() }
        log.yield("opened")
        gate.open()
        #expect(await steps.reduce(into: []) { $0.append($1) } == ["opened", "through"])
        await waiting.value
    }

    @Test func `keeps nobody whose task is cancelled`() async {
        let gate = Gate()
        let waiting = Task { await gate.wait() }
        waiting.cancel()
        await waiting.value
    }
}
