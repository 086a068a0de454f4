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
            say("note: the service is busy; waiting for its answer")
        }
        defer { sentence.cancel() }
        return try await ask()
    }

    private static var atTerminal: (@Sendable (String) -> Void)? {
        guard isatty(STDERR_FILENO) == 1 else { return nil }
        return { try? Output.standardError.write($0 + "\n") }
    }
}
