import Aftercare
import AftercareAPI
import AftercareClient
import AftercareConfig
import ArgumentParser

struct ApplyVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Make patients, plans and treatments be as a file says: all of it, or nothing is changed.",
        discussion: """
            What stands under an id belongs to that id: applied again, the file changes it and adds nothing twice. A key \
            that stood under it and is taken out goes back to its default; what came by other verbs, real times and \
            statuses, is not touched. Everything that is wrong is told at once, by line and column, and ends with \
            \(ExitStatus.fileHasErrors.rawValue). However large it is, reminders go out meanwhile; at a terminal it is told \
            how far it has got.
            """)

    @Option(
        name: [.customShort("f"), .customLong("file")],
        help: ArgumentHelp("The file; '-' is standard input.", valueName: "file"), completion: .file(extensions: ["yaml"]))
    var file: String
    @Flag(help: "Only tell what would change.") var dryRun = false
    @OptionGroup var force: ForceOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let file = try ClinicFile(file)
        try file.mustState()
        try await Service.talk(global) { service in
            let forced = force.word.map { String($0) }
            let outcome =
                dryRun || !file.isWellFormed
                ? try await file.weighed { try await service.apply($0, ["trial": "true", "force": forced]) }
                : try await file.applied { try await service.apply($0, ["force": forced]) }
            let output = global.output
            try await output.show(outcome) { _ in
                let sheet = OutcomeSheet(
                    outcome: outcome, isTrial: dryRun, showsUnchanged: false, clocks: try await service.clocks(of: outcome))
                return (sheet.lines + [sheet.summary]).joined(separator: "\n")
            }
            try output.say(notesOf: outcome)
            if dryRun { try output.say("note: nothing was changed; leave '--dry-run' out to do it") }
        }
    }
}

/// A clinic's file, read as far as possible.
struct ClinicFile {
    private let parsed: Parsed<ClinicRequest>
    private let draft: ClinicRequest

    /// - Parameter path: `-` is standard input.
    /// - Throws: `FileRefusal` if nothing in it can be read.
    init(_ path: String) throws {
        let source: SourceText
        do throws(Diagnostic) {
            source = try .named(path, .clinic)
        } catch {
            throw FileRefusal(diagnostics: [error], summary: Self.summary([error]))
        }
        try self.init(reading: source)
    }

    init(reading source: SourceText) throws {
        parsed = ClinicRequest.read(source)
        guard let draft = parsed.draft else {
            throw FileRefusal(diagnostics: parsed.diagnostics, summary: Self.summary(parsed.diagnostics))
        }
        self.draft = draft
    }

    /// Whether it can be applied, as far as can be told without the service.
    var isWellFormed: Bool { parsed.value != nil }

    /// - Throws: `FileRefusal` if it states nothing: it was meant to, and was probably made by a program that failed.
    func mustState() throws {
        guard !parsed.diagnostics.hasErrors, draft == ClinicRequest() else { return }
        let nothing = Diagnostic(
            file: parsed.source.name, position: nil, severity: .error,
            message: "it states no patient, plan or treatment; write them under 'patients:', 'plans:' and 'treatments:'",
            sourceLine: nil)
        throw FileRefusal(diagnostics: parsed.diagnostics + [nothing], summary: Self.summary([nothing]))
    }

    /// Asks the service to apply the file.
    ///
    /// - Throws: `FileRefusal` with everything that the service finds wrong, at its place in the file, and with
    ///   what is wrong with its form.
    func stated(_ ask: (ClinicRequest) async throws -> Outcome) async throws -> Outcome {
        var problems: [Problem] = []
        do {
            let outcome = try await ask(draft)
            if parsed.value != nil { return outcome }
        } catch let body as ErrorBody where !body.problems.isEmpty {
            problems = body.problems
        }
        let diagnostics = (parsed.diagnostics + parsed.diagnostics(for: problems)).inOrder()
        throw FileRefusal(diagnostics: diagnostics, summary: Self.summary(diagnostics))
    }

    /// Asks the service what it would do with the file.
    ///
    /// - Throws: `FileRefusal`, also where the service cannot be asked; its `ErrorBody` where the file is not to blame.
    func weighed(_ ask: (ClinicRequest) async throws -> Outcome) async throws -> Outcome {
        do {
            return try await stated(ask)
        } catch  where error is ClientError || error is ErrorBody && parsed.value == nil {
            throw unchecked(because: error)
        }
    }

    /// Asks the service to apply the file at once, which it does as a whole or not at all.
    ///
    /// - Throws: `FileRefusal`, also where the service could not be asked; `ClientError` where it may have been.
    func applied(_ ask: (ClinicRequest) async throws -> Outcome) async throws -> Outcome {
        do { return try await stated(ask) } catch let error as ClientError where error.wasNotAsked {
            throw unchecked(because: error)
        }
    }

    private func unchecked(because error: any Error) -> FileRefusal {
        FileRefusal(
            diagnostics: parsed.diagnostics, uncheckedBecause: error,
            note: "only the form of the file was checked, not what it asks of the service",
            summary: Self.summary(parsed.diagnostics))
    }

    private static func summary(_ diagnostics: [Diagnostic]) -> String {
        let errors = diagnostics.count { $0.severity == .error }
        return errors == 0 ? "nothing was applied" : "\(errors.counted("error")); nothing was applied"
    }
}
