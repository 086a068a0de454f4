import Aftercare
import AftercareAPI
import ArgumentParser
import Foundation

struct BackupVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the store into a file, while the service goes on.",
        discussion: """
            The file holds everything that is known of every patient: keep it as you keep the store. It is there as a \
            whole, checked and on disk, or not at all. Where the store's own disk has no room for a copy, the service makes \
            it in memory: a full disk is backed up to another one, or to '-'. To restore it: stop the service, run \
            'aftercared --restore FILE' as root, and start the service again.
            """)

    @Argument(help: ArgumentHelp("Where to; '-' is standard output.", valueName: "file"), completion: .file())
    var file: String
    @Flag(help: "Replace the file, if there is one.") var force = false
    @OptionGroup var global: GlobalOptions

    /// A large store takes long to be copied.
    private static let patience = Duration.seconds(6 * 3600)

    func validate() throws {
        if file.isEmpty { throw ValidationError("the name of the file is empty; name one, or '-' for standard output") }
        if file == "-", Terminal.standardOutput.isTerminal {
            throw ValidationError("a backup is no text for a terminal; name a file, or redirect the output")
        }
    }

    func run() async throws {
        try await Service.talk(global, patience: Self.patience) { service in
            if file == "-" {
                let body = try await service.backup(Output.standardOutput.write)
                try global.output.say(BackupSheet(backup: body, file: nil).line)
            } else {
                let place = try NewFile(file, replacing: force)
                let body = try await service.backup(place.write)
                try place.keep()
                try await global.output.show(body) { _ in BackupSheet(backup: body, file: file).line }
            }
        }
    }
}
