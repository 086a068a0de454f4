import Aftercare
import AftercareAPI
import AftercareConfig
import ArgumentParser
import Foundation

/// The last words and the exit status that an error leads to.
struct Ending: Equatable {
    /// Lines for stderr.
    var lines: [String] = []
    /// What was asked for, where leaving is no failure: help, the version, a completion script.
    var answer: String?
    let status: Int32

    private init(_ lines: [String], _ status: ExitStatus) {
        self.lines = lines.map(\.printable)
        self.status = status.rawValue
    }

    init(_ error: any Error) {
        switch error {
        case let body as ErrorBody: self.init(body)
        case let error as ClientError: self.init(["error: \(error)"], ExitStatus(error))
        case let refusal as FileRefusal: self.init(refusal)
        case let error as OutputLost: self.init(error.isReaderGone ? [] : ["error: \(error)"], .outputLost)
        case is DeliveryFails: self.init([], .deliveryFails)
        case is NotAllWell: self.init([], .notAllWell)
        case is CannotTell: self.init([], .cannotTell)
        case is NothingChanged: self.init(["nothing was changed"], .notConfirmed)
        case let failure as Failure: self.init(["error: \(failure.message)"], failure.status)
        case is DecodingError:
            self.init(
                [
                    "error: the service's answer cannot be understood (\(error)); "
                        + "make sure that aftercared and aftercarectl are of the same release"
                ], .unavailable)
        default: self.init(parsing: error)
        }
    }

    private init(_ body: ErrorBody) {
        let status: ExitStatus =
            switch body.code {
            case .refused, .notFound, .notJSON, .tooLarge, .broken, .storageFull, .busy: .refused
            case .notAllowed: .notPermitted
            case .storeUnusable, .internal: .unavailable
            }
        let lines = body.problems.map { $0.path.isEmpty ? $0.message : "\($0.path): \($0.message)" }
        self.init((lines.isEmpty ? [body.message] : lines).map { "error: \($0)" }, status)
    }

    private init(_ refusal: FileRefusal) {
        let trouble = refusal.uncheckedBecause.map { Ending($0) }
        let isRefused = refusal.diagnostics.hasErrors
        var lines = refusal.diagnostics.map(\.description)
        lines += trouble?.lines ?? []
        lines += refusal.note.map { ["note: \($0)"] } ?? []
        lines.append(refusal.summary)
        self.init(lines, .fileHasErrors)
        if !isRefused, let trouble { self = Ending(lines: self.lines, answer: nil, status: trouble.status) }
    }

    private init(lines: [String], answer: String?, status: Int32) {
        self.lines = lines
        self.answer = answer
        self.status = status
    }

    /// What the argument parser throws: complaints, and requests for help.
    private init(parsing error: any Error) {
        status = Aftercarectl.exitCode(for: error).rawValue
        let text = Aftercarectl.fullMessage(for: error)
        if status == 0 {
            answer = text
        } else if !text.isEmpty {
            lines = [text.replacing(/^(error: )(\p{Lu})(\P{Lu})/) { "\($0.1)\($0.2.lowercased())\($0.3)" }]
        }
    }

    /// Says it, and ends the program.
    func leave() -> Never {
        if let answer { try? Output.standardOutput.write(answer + "\n") }
        for line in lines { try? Output.standardError.write(line + "\n") }
        exit(status)
    }
}

/// Something that this program itself cannot do.
struct Failure: Error, Equatable {
    let message: String
    let status: ExitStatus
}

/// Reminders do not reach the journal. It has been shown already.
struct DeliveryFails: Error {}

/// Something is wrong with what was looked at. It has been shown already.
struct NotAllWell: Error {}

/// Not all of it could be looked at. It has been shown already.
struct CannotTell: Error {}

/// A file that was not applied.
struct FileRefusal: Error {
    let diagnostics: [Diagnostic]
    /// Why the service could not be asked.
    var uncheckedBecause: (any Error)?
    /// What the reader should know besides.
    var note: String?
    let summary: String
}

extension ExitStatus {
    init(_ error: ClientError) {
        switch error {
        case .notRunning, .noAnswer, .broken, .busy: self = .unavailable
        case .notPermitted: self = .notPermitted
        case .pathTooLong, .unusableText: self = .usage
        }
    }
}
