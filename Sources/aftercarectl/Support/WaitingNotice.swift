import Foundation

/// The note that a user at a terminal sees while the service is busy: the request may have to wait its turn.
enum WaitingNotice {
    private static let usual: Duration = .seconds(2)

    /// - Parameters:
    ///   - time: how long to wait before printing the note, once.
    ///   - say: prints the note; nil when nobody is there to read it.
    static func waiting<Answer: Sendable>(
        saidAfter time: Duration = usual, say: (@Sendable (String) -> Void)? = atTerminal,
        _ ask: () async throws -> Answer
    ) async throws -> Answer {
        guard let say else { return try await ask() }
        let sentence = Task {
            try await Task.sleep(for: time)
            say("note: \(busy)")
        }
        defer { sentence.cancel() }
        return try await ask()
    }

    static let busy = "the service is busy; waiting for its answer"

    private static var atTerminal: (@Sendable (String) -> Void)? {
        guard let write = Output.toTerminal else { return nil }
        return { write($0 + "\n") }
    }
}

extension Output {
    /// Writes to the terminal behind standard error; nil where nobody reads it. It is only said in passing, so it does not
    /// matter whether that works.
    static var toTerminal: (@Sendable (String) -> Void)? {
        guard isatty(STDERR_FILENO) == 1 else { return nil }
        return { try? standardError.write($0) }
    }
}
