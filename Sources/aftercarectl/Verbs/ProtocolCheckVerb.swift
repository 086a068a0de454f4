import Aftercare
import AftercareConfig
import ArgumentParser

struct ProtocolCheckVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check protocol files, without the service.",
        discussion: """
            Everything that is wrong is told at once, by file, line and column. Ends with \
            \(ExitStatus.fileHasErrors.rawValue) when a file has errors; a draft is only a warning.
            """)

    @Argument(help: ArgumentHelp("The files.", valueName: "file"), completion: .file(extensions: ["yaml"]))
    var files: [String]
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        var check = ProtocolCheck()
        for file in files { check.read(file) }
        let output = global.output
        try await output.show(check) { _ in "" }
        if output.format == .table, !check.diagnostics.isEmpty {
            try output.say(DiagnosticList(check.diagnostics).lines.joined(separator: "\n"))
        }
        guard !check.diagnostics.hasErrors else { throw FileRefusal(diagnostics: [], summary: check.summary) }
        try output.say(check.summary)
    }
}

/// The results of checking protocol files.
struct ProtocolCheck: Encodable {
    /// The protocols that can be used.
    private(set) var protocols: [ProtocolReference] = []
    private(set) var diagnostics: [Diagnostic] = []
    private var origins: [ProtocolReference: String] = [:]

    private enum CodingKeys: CodingKey {
        case protocols, diagnostics
    }

    mutating func read(_ file: String) {
        do throws(Diagnostic) {
            let parsed = CareProtocol.read(
                try SourceText.reading(file, .careProtocol), today: CivilDate(latestOnEarth: .current))
            diagnostics += parsed.diagnostics
            guard let reference = parsed.value?.reference else { return }
            if let origin = origins[reference] {
                let message = "protocol '\(reference)' is in \(origin) already; raise the version, or rename one of them"
                diagnostics += parsed.diagnostics(for: [Problem(.duplicateID, at: "protocol", message)])
                return
            }
            origins[reference] = file
            protocols.append(reference)
        } catch {
            diagnostics.append(error)
        }
    }

    /// `6 protocols are sound; 1 error, 6 warnings`
    var summary: String {
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count - errors
        let found = [errors == 0 ? nil : errors.counted("error"), warnings == 0 ? nil : warnings.counted("warning")].compactMap(\.self)
        let sound = "\(protocols.count.counted("protocol")) can be used"
        return ([sound] + (found.isEmpty ? [] : [found.joined(separator: ", ")])).joined(separator: "; ")
    }
}
