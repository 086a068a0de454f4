import Synchronization
import Testing

@testable import aftercarectl

@Suite struct `Somebody at a terminal` {
    private final class EmittedReminder: Sendable {
        let lines = Mutex<[String]>([])
        let (first, isFirst) = AsyncStream<String>.makeStream()

        func say(_ line: String) {
            lines.withLock { $0.append(line) }
            isFirst.yield(line)
        }
    }

    @Test func `is told once that the service is busy, and gets the answer all the same`() async throws {
        let said = EmittedReminder()
        let answer = try await WaitingNotice.waiting(saidAfter: .zero, say: said.say) {
            for await _ in said.first { break }
            return "so it is"
        }
        #expect(answer == "so it is")
        #expect(said.lines.withLock { $0 } == ["note: the service is busy; waiting for its answer"])
    }

    @Test func `is told nothing where the answer comes at once`() async throws {
        let said = EmittedReminder()
        let answer = try await WaitingNotice.waiting(saidAfter: .seconds(3600), say: said.say) { "so it is" }
        #expect(answer == "so it is")
        #expect(said.lines.withLock { $0 } == [])
    }
}
