import Aftercare
import AftercareAPI
import AftercareConfig
import ArgumentParser

struct PlanChangeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Change what a plan asks of its patient; what is left out stays.",
        discussion: """
            What this patient is to do otherwise stands in a file, under 'instructions:' as in a protocol's, with as \
            much of each as is to be changed:

              instructions:
                compress: { remind: { every: 4h }, session: 10min }

            Everything that is wrong with it is told at once, by line and column, and ends with \
            \(ExitStatus.fileHasErrors.rawValue).
            """)

    @Argument(help: "The plan.", transform: name) var id: PlanID
    @Option(help: "Another compress, where the protocol leaves it to the plan.") var compress: CompressChoice?
    @Option(help: ArgumentHelp("An instruction that no longer holds for this patient; may be repeated.", valueName: "instruction"))
    var without: [String] = []
    @Option(help: ArgumentHelp("An instruction that was left out, and holds again; may be repeated.", valueName: "instruction"))
    var with: [String] = []
    @Option(
        help: ArgumentHelp(
            "An instruction that the plan changed, and is as in the protocol again; may be repeated.", valueName: "instruction"))
    var restore: [String] = []
    @Option(
        help: ArgumentHelp(
            "As in the protocol again: all its 'changes' to instructions, or all that it does 'without'; may be repeated.",
            valueName: "key"))
    var clear: [Key] = []
    @Option(
        name: [.customShort("f"), .customLong("file")],
        help: ArgumentHelp("A file with instructions to change, or to add; '-' is standard input.", valueName: "file"),
        completion: .file(extensions: ["yaml"]))
    var file: String?
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    enum Key: String, ClearableKey {
        case changes, without
    }

    func validate() throws {
        if compress == nil, without.isEmpty, with.isEmpty, restore.isEmpty, clear.isEmpty, file == nil {
            throw ValidationError(
                "say what to change: '--compress', '--without', '--with', '--restore', '--clear' or a file with '-f'")
        }
    }

    private static let options = OptionNames(["compress", "without", "with", "restore", "clear"], inFile: ["changes"])

    func run() async throws {
        let file = try file.map(PlanChangeFile.init)
        var request = PlanChangeRequest(
            compress: compress?.rawValue, without: without.isEmpty ? nil : without, with: with.isEmpty ? nil : with,
            changes: file?.changes, restore: restore.isEmpty ? nil : restore)
        request.clear = clear.keys
        try await confirmSilence()
        do {
            try await global.change(id, request, options: Self.options)
        } catch let body as ErrorBody {
            throw file?.refusal(body) ?? body
        }
    }
}

extension PlanChangeVerb {
    /// A slip of the hand must not take away an urgent instruction from a patient.
    private func confirmSilence() async throws {
        guard !without.isEmpty else { return }
        try await Service.talk(global) { service in
            try await confirmation.ask(onSilence: without) {
                let body: AssignedPlan = try await service.get("plans/\(id)")
                return (body.careProtocol, "Change plan '\(id)' of \(body.plan.patient)?", body.plan.switchedOff)
            }
        }
    }
}

/// A file of one plan's deviations, valid in form.
struct PlanChangeFile {
    private let parsed: Parsed<PlanChangeRequest>
    let changes: [InstructionChange]?

    /// - Parameter path: `-` is standard input.
    /// - Throws: `FileRefusal`.
    init(_ path: String) throws {
        do throws(Diagnostic) { parsed = PlanChangeRequest.read(try .named(path, .planChange)) } catch {
            throw Self.refusal([error])
        }
        guard let request = parsed.value else { throw Self.refusal(parsed.diagnostics) }
        changes = request.changes
    }

    /// The refusal for an error of the service: its problems with the file at their positions, and next to them any
    /// problem with the rest of the command line. Nil when the file is not to blame.
    func refusal(_ body: ErrorBody) -> FileRefusal? {
        let own = body.problems.filter { $0.path == "changes" || $0.path.hasPrefix("changes.") }
        guard !own.isEmpty else { return nil }
        let others = body.problems.filter { !own.contains($0) }.map { problem in
            Diagnostic(
                file: "command line", position: nil, severity: .error,
                message: problem.path.isEmpty ? problem.message : "\(problem.path): \(problem.message)", sourceLine: nil)
        }
        return Self.refusal(parsed.diagnostics + parsed.diagnostics(for: own) + others)
    }

    private static func refusal(_ diagnostics: [Diagnostic]) -> FileRefusal {
        let errors = diagnostics.count { $0.severity == .error }
        return FileRefusal(diagnostics: diagnostics, summary: "\(errors.counted("error")); nothing was changed")
    }
}
