import Aftercare
import AftercareConfig
import ArgumentParser

struct ProtocolCheckVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check protocol files, without the service.",
        discussion: """
            Everything that is wrong is told at once, by file, line and column. Ends with \
            \(ExitStatus.fileHasErrors.rawValue) when a file has errors; a draft is only a warning.

            Of each protocol that can be used it counts, language by language, the messages that one session brings, \
            from 10:00 on and for as long as usual: in all, as SMS parts, and the most at a moment and on a day. It \
            takes for granted that nobody answers, that there are no quiet hours, and that a compress is cold where the \
            plan decides; 'aftercarectl preview' can be told otherwise. More than \(MessageLimits.usual.perMoment) at a \
            moment, or \(MessageLimits.usual.perDay) on a day, is a warning.
            """)

    @Argument(help: ArgumentHelp("The files.", valueName: "file"), completion: .file(extensions: ["yaml"]))
    var files: [String]
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        var check = ProtocolCheck()
        for file in files { check.read(file) }
        let output = global.output
        try await output.show(check) { _ in "" }
        if output.format == .table {
            if !check.diagnostics.isEmpty { try output.say(DiagnosticList(check.diagnostics).lines.joined(separator: "\n")) }
            for load in check.loads { try output.say("note: \(load.words)") }
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
    /// What one session of each protocol brings, in each of its languages.
    private(set) var loads: [Load] = []
    private var origins: [ProtocolReference: String] = [:]

    private enum CodingKeys: CodingKey {
        case protocols, diagnostics, loads
    }

    /// The messages of one session, counted.
    struct Load: Encodable, Equatable {
        let careProtocol: ProtocolReference
        let language: Language
        let messages: Int
        let parts: Int
        let longestParts: Int
        let mostAtMoment: Int
        let mostOnDay: Int
        let outsiders: [MessageLoad.Outsider]
        /// `knee@2 in en: 17 messages, 21 SMS parts, at most 2 at a moment, 4 on a day`
        let words: String

        private enum CodingKeys: String, CodingKey {
            case careProtocol = "protocol"
            case language, messages, parts, longestParts, mostAtMoment, mostOnDay, outsiders
        }

        init(_ course: CourseLoad, of careProtocol: ProtocolReference) {
            let load = course.load
            self.careProtocol = careProtocol
            language = course.language
            messages = load.messages
            parts = load.parts
            longestParts = load.longestParts
            mostAtMoment = load.fullestMoment?.messages ?? 0
            mostOnDay = load.fullestDay?.messages ?? 0
            outsiders = load.outsiders
            let more = course.isCut ? "more than is counted here" : nil
            words =
                "\(careProtocol) in \(language): "
                + ["\(load.counts), \(load.most)", load.unicode, more].compactMap(\.self).joined(separator: "; ")
        }
    }

    /// A clinic that has set nothing.
    private static let clinic = DaemonSettings.byDefault().clinic

    mutating func read(_ file: String) {
        do throws(Diagnostic) {
            let parsed = CareProtocol.read(
                try SourceText.reading(file, .careProtocol), today: CivilDate(latestOnEarth: .current))
            diagnostics += parsed.diagnostics
            guard let careProtocol = parsed.value else { return }
            let reference = careProtocol.reference
            if let origin = origins[reference] {
                let message = "protocol '\(reference)' is in \(origin) already; raise the version, or rename one of them"
                diagnostics += parsed.diagnostics(for: [Problem(.duplicateID, at: "protocol", message)])
                return
            }
            origins[reference] = file
            protocols.append(reference)
            let courses = careProtocol.courseLoads(in: Self.clinic)
            loads += courses.map { Load($0, of: reference) }
            diagnostics += parsed.diagnostics(
                for: careProtocol.warnings(of: courses, above: Self.clinic.messageLimits), severity: .warning)
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
