import Dispatch

/// Works out answers off the engine's queue, one after another on a private queue, so that no question holds up a
/// reminder.
///
/// What a question needs is read when its turn comes, at one moment. Equal questions that wait are answered once, with
/// the same answer. One that comes while its like is being answered waits for the next: whoever has just changed
/// something sees it.
package actor AnswerQueue<Question: Hashable & Sendable, Answer: Sendable> {
    private let executor: QueueExecutor
    private let most: Int
    private var isAnswering = false
    private var waiting: [Waiting] = []

    private typealias Asker = CheckedContinuation<Answer, any Error>

    /// A question whose turn has not come.
    private struct Waiting {
        let question: Question
        /// Goes on with those who asked the same meanwhile.
        let turn: CheckedContinuation<[Asker], Never>
        var askers: [Asker] = []
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - label: of the queue.
    ///   - most: so many different questions may wait.
    package init(label: String, most: Int = 32) {
        executor = QueueExecutor(label: label)
        self.most = most
    }

    /// How many wait, each question once.
    package var waitingQuestions: Int { waiting.count }

    /// How many wait for an answer that somebody else asked for.
    package var sharers: Int { waiting.map(\.askers.count).reduce(0, +) }

    /// - Parameters:
    ///   - read: gathers what the answer is worked out from, on the engine's queue.
    ///   - work: works it out, here.
    /// - Throws: what `read` or `work` throws; `EngineError` where too many different questions wait.
    package func answer<Facts: Sendable>(
        _ question: Question, read: @Sendable () async throws -> Facts, work: @Sendable (Facts) throws -> Answer
    ) async throws -> Answer {
        if let place = waiting.firstIndex(where: { $0.question == question }) {
            return try await withCheckedThrowingContinuation { waiting[place].askers.append($0) }
        }
        let askers = try await turn(of: question)
        let result: Result<Answer, any Error>
        do { result = .success(try work(try await read())) } catch { result = .failure(error) }
        for asker in askers { asker.resume(with: result) }
        pass()
        return try result.get()
    }

    /// Waits until everything that was asked before is answered.
    ///
    /// - Returns: those who ask the same.
    private func turn(of question: Question) async throws -> [Asker] {
        guard isAnswering else {
            isAnswering = true
            return []
        }
        guard waiting.count < most else { throw EngineError.tooManyQuestions(most) }
        return await withCheckedContinuation { waiting.append(Waiting(question: question, turn: $0)) }
    }

    private func pass() {
        guard !waiting.isEmpty else {
            isAnswering = false
            return
        }
        let next = waiting.removeFirst()
        next.turn.resume(returning: next.askers)
    }
}
