import Aftercare
import AftercareAPI
import AftercareClient
import AftercareConfig
import ArgumentParser
import Foundation

/// The final messages and the exit status for an error.
struct Ending: Equatable {
    /// The lines for standard error.
    var lines: [String] = []
    /// The same for programs; nil when there is nothing to report.
    private(set) var report: ErrorReport?
    /// Output that was asked for, so that exiting is no failure: help, the version, a completion script.
    var answer: String?
    let status: Int32

    private init(_ lines: [String], _ status: ExitStatus, _ report: ErrorReport? = nil) {
        self.lines = lines.map(\.printable)
        self.status = status.rawValue
        guard !lines.isEmpty else { return }
        let message = lines.map { $0.hasPrefix("error: ") ? String($0.dropFirst(7)) : $0 }.joined(separator: "\n")
        self.report = report ?? ErrorReport(code: status.name, message: message)
    }

    /// - Parameter typed: all words after the program's name.
    init(_ error: any Error, typed: [String] = []) {
        switch error {
        case let body as ErrorBody: self.init(body)
        case let error as ClientError: self.init(Unanswered(error))
        case let refusal as FileRefusal: self.init(refusal)
        case let error as OutputLost: self.init(error.isReaderGone ? [] : ["error: \(error)"], .outputLost)
        case is DeliveryFails: self.init([], .deliveryFails)
        case let end as CheckEnds: self.init(lines: [], report: nil, answer: nil, status: end.level.rawValue)
        case is NotAllWell: self.init([], .notAllWell)
        case is CannotTell: self.init([], .cannotTell)
        case is BackupIsUnsound: self.init([], .refused)
        case is NothingChanged: self.init(["nothing was changed"], .notConfirmed)
        case let failure as Failure: self.init(["error: \(failure.message)"], failure.status)
        case let unknown as UnknownCommand: self.init(["error: \(unknown.message)"], .usage)
        case is DecodingError:
            self.init(
                [
                    "error: the service's answer cannot be understood (\(error)); "
                        + "make sure that aftercared and aftercarectl are of the same release"
                ], .unavailable)
        default: self.init(parsing: error, typed)
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
        self.init(
            (lines.isEmpty ? [body.message] : lines).map { "error: \($0)" }, status,
            ErrorReport(code: body.code.rawValue, message: body.message, problems: body.problems))
    }

    private init(_ unanswered: Unanswered) { self.init(["error: \(unanswered.words)"], unanswered.status) }

    private init(_ refusal: FileRefusal) {
        let trouble = refusal.uncheckedBecause.map { Ending($0) }
        let isRefused = refusal.diagnostics.hasErrors
        var lines = DiagnosticList(refusal.diagnostics).lines
        lines += trouble?.lines ?? []
        lines += refusal.note.map { ["note: \($0)"] } ?? []
        lines.append(refusal.summary)
        let message = [trouble?.report?.message, refusal.summary].compactMap(\.self).joined(separator: "; ")
        let code = isRefused ? nil : trouble?.report?.code
        self.init(
            lines, .fileHasErrors,
            ErrorReport(code: code ?? ExitStatus.fileHasErrors.name, message: message, diagnostics: refusal.diagnostics))
        if !isRefused, let trouble { self = Ending(lines: self.lines, report: report, answer: nil, status: trouble.status) }
    }

    private init(lines: [String], report: ErrorReport?, answer: String?, status: Int32) {
        self.lines = lines
        self.report = report
        self.answer = answer
        self.status = status
    }

    /// From an error of the argument parser: a usage error or a request for help.
    private init(parsing error: any Error, _ typed: [String]) {
        status = Aftercarectl.exitCode(for: error).rawValue
        guard status != 0 else {
            answer = Aftercarectl.fullMessage(for: error)
            return
        }
        let message = Self.complaint(error, typed)
        guard !message.isEmpty else { return }
        lines = ["error: \(message)".printable]
        report = ErrorReport(code: ExitStatus.usage.name, message: message)
    }

    /// The parser's message, with better suggestions than its own, and with what was typed on one line.
    private static func complaint(_ error: any Error, _ typed: [String]) -> String {
        let message = Aftercarectl.message(for: error)
        let suggestion = Suggestion(for: typed)
        if let unknown = suggestion?.unknownCommand { return unknown }
        if let unknown = suggestion?.unknownOption { return unknown }
        if let option = message.firstMatch(of: /^Unknown option '([^']*)'/)?.output.1, let suggestion {
            return suggestion.unknownOption(String(option))
        }
        let text = String(Aftercarectl.fullMessage(for: error).trimmingPrefix("error: "))
        return text.replacing(/^(\p{Lu})(\P{Lu})/) { "\($0.1.lowercased())\($0.2)" }.quoting(typed)
    }

    /// Prints the messages and exits.
    ///
    /// - Parameter format: how to print the error.
    func leave(_ format: OutputFormat = .table) -> Never {
        if let answer {
            do { try Output.standardOutput.write(answer + "\n") } catch {
                // A truncated help text or script must not pass for a complete one.
                let lost = error as? OutputLost
                guard let lost, !lost.isReaderGone else { exit(ExitStatus.outputLost.rawValue) }
                Ending(Failure(message: lost.reason, status: .outputLost)).leave(format)
            }
        }
        if format == .json, let report, let text = try? JSON.pretty(report.addressed) {
            try? Output.standardError.write(text)
        } else {
            for line in lines { try? Output.standardError.write(GlobalOptions.addressed(line) + "\n") }
        }
        exit(status)
    }
}

/// An error of this program itself.
struct Failure: Error, Equatable {
    let message: String
    let status: ExitStatus
}

/// Reminders do not reach the journal. Already shown.
struct DeliveryFails: Error {}

/// A check reported to a monitoring system that not all is well.
struct CheckEnds: Error { let level: CheckLevel }

/// What was examined has a problem. Already shown.
struct NotAllWell: Error {}

/// Part of it could not be examined. Already shown.
struct CannotTell: Error {}

/// A backup cannot be restored. Already shown.
struct BackupIsUnsound: Error {}

/// A file was not applied.
struct FileRefusal: Error {
    let diagnostics: [Diagnostic]
    /// Why the service could not be asked to check it.
    var uncheckedBecause: (any Error)?
    /// Anything else that the reader should know.
    var note: String?
    let summary: String
}
