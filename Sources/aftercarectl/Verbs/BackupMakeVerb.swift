import Aftercare
import AftercareAPI
import ArgumentParser
import Foundation

struct BackupMakeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Copy the store into a file, while the service goes on.",
        discussion: """
            The file holds everything that is known of every patient: keep it as you keep the store. It is there as a \
            whole, checked and on disk, or not at all. Where the store's own disk has no room for a copy, the service makes \
            it in memory: a full disk is backed up to another one, or to '-'. To restore it: stop the service, run \
            'aftercared --restore FILE' as root, and start the service again.

            For a timer: '--into' names it by clinic and time (aftercare-20261130T031500Z.sqlite), reads it through as a \
            restore would before it gets that name, and puts its checksum beside it. Then '--keep' and '--keep-for' remove \
            older ones, of this very store, that were named so; a backup stays as long as one of the two keeps it, and the \
            new one always. '--to-command' gives it, once checked, to a command on its standard input, with \
            AFTERCARE_BACKUP_NAME, AFTERCARE_BACKUP_SHA256, AFTERCARE_BACKUP_SIZE and AFTERCARE_BACKUP_TAKEN_AT in its \
            environment; where that ends with another status than 0, the backup has failed. Without '--into' it lies in \
            $TMPDIR, else in /var/tmp, for that long.
            """)

    @Argument(help: ArgumentHelp("Where to; '-' is standard output.", valueName: "file"), completion: .file())
    var file: String?
    @Flag(help: "Replace the file, if there is one.") var force = false
    @Option(help: ArgumentHelp("Into this directory, by a name of its own.", valueName: "dir"), completion: .directory)
    var into: String?
    @Option(help: ArgumentHelp("With --into: keep so many, the newest ones.", valueName: "number"))
    var keep: Int?
    @Option(help: ArgumentHelp("With --into: keep what is not older, like 30d.", valueName: "length"))
    var keepFor: String?
    @Option(help: ArgumentHelp("Give it to this command of the shell, on standard input.", valueName: "command"))
    var toCommand: String?
    @OptionGroup var global: GlobalOptions

    /// A large store takes long to copy.
    private static let patience = Duration.seconds(6 * 3600)

    func validate() throws {
        if file?.isEmpty == true { throw ValidationError("the name of the file is empty; name one, or '-' for standard output") }
        if file == "-", Terminal.standardOutput.isTerminal {
            throw ValidationError("a backup is no text for a terminal; name a file, or redirect the output")
        }
        if into?.isEmpty == true { throw ValidationError("'--into' names no directory; name one, like /var/backups/aftercare") }
        if toCommand?.isEmpty == true { throw ValidationError("'--to-command' names no command; give one, or leave it out") }
        if file == nil, into == nil, toCommand == nil {
            throw ValidationError("say where to: name a file, '-' for standard output, or a directory with '--into'")
        }
        if file != nil, into != nil || toCommand != nil {
            throw ValidationError("name a file, or say '--into' or '--to-command', not both")
        }
        if into == nil, keep != nil || keepFor != nil {
            throw ValidationError("'--keep' and '--keep-for' go with '--into', which names the directory")
        }
        if force, file == nil || file == "-" {
            throw ValidationError("'--force' goes with the name of a file; nothing else is ever replaced")
        }
        if let keep, keep < 1 { throw ValidationError("'\(keep)' is no number to keep; use '--keep' with 1 or more") }
        _ = try age()
    }

    func run() async throws {
        if into != nil || toCommand != nil { return try await runTimed() }
        try await Service.talk(global, patience: Self.patience) { service in
            if let file, file != "-" {
                let place = try NewFile(file, replacing: force)
                let body = try await service.backup(place.write)
                try place.keep()
                try await global.output.show(body) { _ in BackupSheet(backup: body, file: file).line }
            } else {
                let body = try await service.backup(Output.standardOutput.write)
                try global.output.say(BackupSheet(backup: body, file: nil).line)
            }
        }
    }

    private func runTimed() async throws {
        let timed = TimedBackup(
            folder: into, rule: KeepRule(count: keep, age: try age()), command: toCommand, place: global.commands.place)
        let fetched = try await Service.talk(global, patience: Self.patience) { try await timed.fetch(from: $0) }
        let body = try timed.finish(fetched)
        try await global.output.show(body) { _ in BackupSheet(backup: body.backup, file: body.file).lines(of: body).joined(separator: "\n")
        }
    }

    /// The age in seconds.
    private func age() throws -> Int64? {
        guard let keepFor else { return nil }
        do {
            let span = try Span(plain: keepFor)
            guard !span.isZero else { throw ValidationError("'\(keepFor)' is no time to keep; use '--keep-for' with a length, like 30d") }
            return KeepRule.seconds(of: span)
        } catch let error as MalformedText {
            throw ValidationError("'--keep-for': \(error)")
        }
    }
}
