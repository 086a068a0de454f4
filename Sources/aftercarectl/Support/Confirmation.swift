import Aftercare
import ArgumentParser

/// The options of every verb that asks before it acts.
struct ConfirmationOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Do not ask first. Where nobody sits at a terminal, nothing is asked.")
    var yes = false

    /// Asks for confirmation if somebody is at the terminal.
    ///
    /// - Parameter question: makes the question; only called if it will be asked.
    /// - Throws: `NothingChanged` if the answer is not yes.
    func ask(_ question: () async throws -> Question) async throws {
        guard !yes, Terminal.canAsk else { return }
        try await question().ask()
    }

    /// Asks for confirmation; if nobody is at the terminal, requires '--yes' instead.
    ///
    /// - Throws: `NothingChanged` if the answer is not yes; `Failure` if the question could not be asked.
    func insist(on verb: String, _ question: () async throws -> Question) async throws {
        guard yes || Terminal.canAsk else {
            throw Failure(
                message: "'\(verb)' cannot be taken back, and nobody is here to be asked; say '--yes'", status: .usage)
        }
        try await ask(question)
    }
}

/// The consequences of a verb, and the question whether to go ahead.
struct Question: Equatable {
    /// Each is a whole sentence.
    let consequences: [String]
    /// `Revoke plan 'PL-0001' of P-0042?`
    let asked: String

    var text: String { ((consequences + ["\(asked) [y/N] "]).joined(separator: " ")).printable }

    /// - Throws: `NothingChanged` if the answer is not yes.
    func ask() throws {
        try Output.standardError.write(text)
        guard let answer = Terminal.answer(), Self.isYes(answer) else { throw NothingChanged() }
    }

    /// Whether the answer means yes. Anything else means no.
    static func isYes(_ answer: String) -> Bool { ["y", "yes"].contains(answer.filter { $0 != " " }.lowercased()) }
}

/// The user was asked to confirm and did not say yes.
struct NothingChanged: Error {}
