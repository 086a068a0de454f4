import Glibc
import Synchronization
import Testing

@testable import AftercareClient

/// A clock on which nobody waits: who sleeps is where it wanted to be.
private final class LeapingClock: Clock {
    struct Instant: InstantProtocol {
        var offset = Duration.zero

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (one: Instant, other: Instant) -> Bool { one.offset < other.offset }
    }

    private let time = Mutex(Instant())

    var now: Instant { time.withLock { $0 } }
    var minimumResolution: Duration { .nanoseconds(1) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws { time.withLock { $0 = max($0, deadline) } }
}

/// So many ask at once that there is no room in the queue before the socket.
@Suite struct `A full queue` {
    /// How often it was knocked, when last, and what came of it.
    private func knocked(_ knock: (_ time: Duration) throws -> Void) async -> (count: Int, last: Duration, error: ClientError?) {
        let clock = LeapingClock()
        var (count, last) = (0, Duration.zero)
        do {
            try await Client.knocking(on: clock) {
                (count, last) = (count + 1, clock.now.offset)
                try knock(last)
            }
            return (count, last, nil)
        } catch { return (count, last, error as? ClientError) }
    }

    @Test func `is knocked at again within moments, until there is room`() async {
        let outcome = await knocked { if $0 < .seconds(1) { throw ClientError.busy(socket: "s") } }
        #expect(outcome.error == nil)
        #expect(outcome.last < .milliseconds(1200) && (10...100).contains(outcome.count), "\(outcome)")
    }

    @Test func `that stays full is left after five seconds, and so says who knocked`() async {
        let outcome = await knocked { _ in throw ClientError.busy(socket: "s") }
        #expect(outcome.error == .busy(socket: "s"))
        #expect((.seconds(5) ..< .seconds(6)).contains(outcome.last), "\(outcome)")
    }

    @Test func `is the only thing that is tried again`() async {
        for error in [ClientError.notRunning(socket: "s"), .notPermitted(socket: "s"), .noAnswer(socket: "s", detail: "")] {
            let outcome = await knocked { _ in throw error }
            #expect(outcome.error == error && outcome.count == 1)
        }
    }

    @Test func `is knocked at where there is one, too`() async throws {
        // Where the machine is busy, five seconds may be over before the client gets to knock twice.
        var answer: [Int]?
        for _ in 0..<10 where answer == nil { answer = try await answerBehindFullQueue() }
        #expect(answer == [1])
    }

    /// - Returns: nil where the client gave up.
    private func answerBehindFullQueue() async throws -> [Int]? {
        let server = try RawServer(waiting: 0)
        let first = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #expect(withSocketAddress(server.path) { connect(first, $0, $1) } == 0)
        let second = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        #expect(withSocketAddress(server.path) { connect(second, $0, $1) } == -1 && errno == EAGAIN)
        defer { for descriptor in [first, second] { close(descriptor) } }
        server.serve(
            after: .milliseconds(200), { _ in },
            { caller in
                caller.question()
                caller.answer("[1]")
            })
        do { return try await server.asked { try await $0.get("status") } } catch ClientError.busy { return nil }
    }
}
