import Aftercare
import ArgumentParser

/// What every verb takes that asks before it acts.
struct ConfirmationOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Do not ask first. Where nobody sits at a terminal, nothing is asked.")
    var yes = false

    /// Asks whether it is meant, where somebody is there to be asked.
    ///
    /// - Parameter question: what is to be asked; only made where it is.
    /// - Throws: `NothingChanged`, where the answer is not yes.
    func ask(_ question: () async throws -> Question) async throws {
        guard !yes, Terminal.canAsk else { return }
        try await question().ask()
    }

    /// Asks, and where nobody is there to be asked wants '--yes' instead.
    ///
    /// - Throws: `NothingChanged`; `Failure` where it could not be asked.
    func insist(on verb: String, _ question: () async throws -> Question) async throws {
        guard yes || Terminal.canAsk else {
            throw Failure(
                message: "'\(verb)' cannot be taken back, and nobody is here to be asked; say '--yes'", status: .usage)
        }
        try await ask(question)
    }
}

/// What hangs on a verb, and whether it is meant.
struct Question: Equatable {
    /// Whole sentences.
    let consequences: [String]
    /// `Revoke plan 'PL-0001' of P-0042?`
    let asked: String

    var text: String { ((consequences + ["\(asked) [y/N] "]).joined(separator: " ")).printable }

    /// - Throws: `NothingChanged`, where the answer is not yes.
    func ask() throws {
        try Output.standardError.write(text)
        guard let answer = Terminal.answer(), Self.isYes(answer) else { throw NothingChanged() }
    }

    /// Whether that is a yes; everything else is none.
    static func isYes(_ answer: String) -> Bool { ["y", "yes"].contains(answer.filter { $0 != " " }.lowercased()) }
}

/// Somebody was asked, and did not say yes.
struct NothingChanged: Error {}
