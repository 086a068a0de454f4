import AftercareAPI
import ArgumentParser

struct BackupCheckVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say whether backups are sound, and what is in them.",
        discussion: """
            Reads them as a restore would, with the program aftercared, and changes nothing; the service need not run. Sound is a \
            whole database of ours, of this version or an older one, whose structure and references hold, and whose content is \
            what the checksum beside it (FILE.sha256, made by '--into') says, where there is one: without that, a bit that \
            flipped within a text is not found.

            Ends with \(ExitStatus.done.rawValue) where all of them are sound, and with \(ExitStatus.refused.rawValue) where one \
            is not.
            """)

    @Argument(help: ArgumentHelp("The backups.", valueName: "file"), completion: .file())
    var files: [String]
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let checks = try BackupInspector().check(files)
        try await global.output.show(checks) { canvas in
            checks.backups.flatMap { BackupCheckSheet(check: $0, commands: global.commands).lines(on: canvas) }.joined(separator: "\n")
        }
        guard checks.backups.allSatisfy(\.isSound) else { throw BackupIsUnsound() }
    }
}
