import Aftercare
import AftercareEngine
import Testing

/// What is asked, and what must not wait for it.
@Suite(.timeLimit(.minutes(1))) struct `A queue of answers` {
    private let queue = AnswerQueue<String, Int>(label: "test", most: 3)

    /// Keeps the queue busy until it is opened.
    private func occupied(by question: String) async -> (gate: Gate, answer: Task<Int, any Error>) {
        let gate = Gate()
        let answer = Task { [queue] in
            try await queue.answer(question) {
                await gate.wait()
            } work: {
                0
            }
        }
        await gate.reached()
        return (gate, answer)
    }

    /// Returns once so many wait, as they should.
    private func waits(_ questions: Int, sharing: Int = 0) async {
        while await queue.waitingQuestions + queue.sharers < questions + sharing { await Task.yield() }
        #expect(await (queue.waitingQuestions, queue.sharers) == (questions, sharing))
    }

    /// Whether it is answered without having to wait, as when nothing else is asked.
    private func answersAtOnce(_ question: String) async throws -> Bool {
        let count = Counter()
        let asker = Task { [queue] in
            try await queue.answer(question) {
                await count.next()
            } work: {
                $0
            }
        }
        while await count.value == 0 {
            if await queue.waitingQuestions > 0 { return false }
            await Task.yield()
        }
        return try await asker.value == 1
    }

    @Test func `gives whoever asks the same the same answer`() async throws {
        let (gate, first) = await occupied(by: "how are you")
        let count = Counter()
        let askers = (0..<3).map { _ in
            Task { [queue] in
                try await queue.answer("how are you") {
                    await count.next()
                } work: {
                    $0
                }
            }
        }
        await waits(1, sharing: 2)
        await gate.open()
        #expect(try await first.value == 0)
        for asker in askers { #expect(try await asker.value == 1) }
        #expect(await count.value == 1)
    }

    @Test func `reads when it is a question's turn, not when it is asked`() async throws {
        let (gate, first) = await occupied(by: "before")
        let count = Counter()
        let asker = Task { [queue] in
            try await queue.answer("after") {
                await count.value
            } work: {
                $0
            }
        }
        await waits(1)
        await count.next()
        await gate.open()
        _ = try await first.value
        #expect(try await asker.value == 1)
    }

    @Test func `answers in the order in which was asked`() async throws {
        let (gate, first) = await occupied(by: "0")
        let order = Order()
        var askers: [Task<Int, any Error>] = []
        for number in 1...3 {
            askers.append(
                Task { [queue] in
                    try await queue.answer("\(number)") {
                        await order.add(number)
                    } work: {
                        number
                    }
                })
            await waits(number)
        }
        await gate.open()
        _ = try await first.value
        for asker in askers { _ = try await asker.value }
        #expect(await order.numbers == [1, 2, 3])
    }

    @Test func `refuses more different questions than can be answered in time`() async throws {
        let (gate, first) = await occupied(by: "0")
        let askers = (1...3).map { number in
            Task { [queue] in
                try await queue.answer("\(number)") {
                    number
                } work: {
                    $0
                }
            }
        }
        await waits(3)
        // One that is let in opens the gate, for which it would wait for ever.
        let watch = Task { [queue] in
            while await queue.waitingQuestions == 3, !Task.isCancelled { await Task.yield() }
            await gate.open()
        }
        let failure = await #expect(throws: EngineError.self) {
            try await queue.answer("4") {
                4
            } work: {
                $0
            }
        }
        #expect(failure?.kind == .busy)
        #expect(failure?.description == "3 other questions wait for an answer; ask again in a moment")
        watch.cancel()
        _ = try await first.value
        for (asker, number) in zip(askers, 1...3) { #expect(try await asker.value == number) }
    }

    @Test func `goes on after an answer that failed, and tells all who asked`() async throws {
        let (gate, first) = await occupied(by: "first")
        let askers = (0..<2).map { _ in
            Task { [queue] in
                try await queue.answer("bad") {
                    throw RefusedRequest([])
                } work: {
                    1
                }
            }
        }
        await waits(1, sharing: 1)
        await gate.open()
        _ = try await first.value
        for asker in askers { await #expect(throws: RefusedRequest.self) { try await asker.value } }
        #expect(try await answersAtOnce("good"))
    }

    @Test func `is free again after the last answer`() async throws {
        for question in ["one", "two", "two"] { try #require(await answersAtOnce(question)) }
    }
}

/// Lets nobody through until it is opened, and tells that somebody stands before it.
actor Gate {
    private var isOpen = false
    private var isReached = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []

    func wait() async {
        isReached = true
        watchers.forEach { $0.resume() }
        watchers = []
        if !isOpen { await withCheckedContinuation { waiting.append($0) } }
    }

    /// Returns once somebody waits.
    func reached() async { if !isReached { await withCheckedContinuation { watchers.append($0) } } }

    func open() {
        isOpen = true
        waiting.forEach { $0.resume() }
        waiting = []
    }
}

private actor Counter {
    private(set) var value = 0

    @discardableResult
    func next() -> Int {
        value += 1
        return value
    }
}

private actor Order {
    private(set) var numbers: [Int] = []

    func add(_ number: Int) { numbers.append(number) }
}
