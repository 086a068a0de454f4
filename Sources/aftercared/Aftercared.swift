import Aftercare
import AftercareStore
import ArgumentParser
import Foundation
import Glibc
import Systemd

/// The daemon: keeps patients, plans and treatments, and writes every due reminder into the systemd journal.
@main
struct Aftercared: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "aftercared",
        abstract: "Write every aftercare reminder into the systemd journal, once, when it is due.",
        discussion: """
            It is configured with aftercarectl, over the socket control.sock in its runtime directory; view/view.sock \
            there only answers. TERM and INT \
            finish what is under way and stop it; HUP reads the settings and protocols again.

            EXIT STATUS:
              0   stopped when asked to
              64  the command line is wrong
              65  the store, or a backup to be restored or checked, is damaged, of a newer version, or not ours
              69  another machine writes for this store by now
              73  the store cannot be used now, or the socket is taken
              74  what was asked for, like this help, cannot be written
              78  a configuration or protocol file has errors; all of them are told
            """,
        version: Version.current)

    @OptionGroup var options: DaemonOptions

    static func main() async {
        do {
            var command = try await asyncParseAsRoot(nil)
            if var daemon = command as? any AsyncParsableCommand {
                try await daemon.run()
            } else {
                try command.run()
            }
        } catch {
            ExitMessage(error, typed: Array(CommandLine.arguments.dropFirst())).leave()
        }
    }

    func run() async throws {
        let commands = options.commands(in: ProcessInfo.processInfo.environment, namespace: JournalNamespace.own())
        do {
            if options.check {
                _ = try Daemon(options).configuration()
            } else if !options.checkBackup.isEmpty {
                // sysexits.h: EX_DATAERR
                guard try BackupCheck(files: options.checkBackup).run() else { throw ExitCode(65) }
            } else if let file = options.restore {
                try Restoring(file, options).run()
            } else {
                try await Daemon(options).run()
            }
        } catch let failure as StartError {
            failure.tell(commands)
            throw ExitCode(failure.status)
        } catch let error as StoreError {
            let failure = StartError(error)
            failure.tell(commands)
            throw ExitCode(failure.status)
        }
    }
}

/// The daemon's options and the places of its files. Under systemd the unit sets most of them.
struct DaemonOptions: ParsableArguments {
    @Flag(help: "Run for yourself alone, under your own systemd: everything lies in your home directory.")
    var user = false

    @Option(
        help: ArgumentHelp(
            "Read the settings from this file. Default: /etc/aftercare/aftercared.yaml, which need not be there.", valueName: "file"),
        completion: .file(extensions: ["yaml"]))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "Read protocols from this directory; may be repeated. A later one's file replaces an earlier one's of the same name. Default: /usr/share/aftercare/protocols, then /etc/aftercare/protocols.",
            valueName: "dir"), completion: .directory)
    var protocols: [String] = []

    @Option(
        help: ArgumentHelp("Keep the store here. Default: $STATE_DIRECTORY, else /var/lib/aftercare.", valueName: "dir"),
        completion: .directory)
    var stateDirectory: String?

    @Option(
        help: ArgumentHelp("Make the sockets here. Default: $RUNTIME_DIRECTORY, else /run/aftercare.", valueName: "dir"),
        completion: .directory)
    var runtimeDirectory: String?

    @Option(help: "Where reminders go: the journal, this terminal, or (auto) the journal where there is one.")
    var output: Output = .auto

    @Flag(name: .customLong("print"), help: "Also show each reminder on standard output.")
    var prints = false

    @Option(
        help: ArgumentHelp(
            "Do not run: put this backup in the place of the store, which is kept beside it. The daemon must be stopped.",
            valueName: "file"), completion: .file())
    var restore: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Do not run: read these backups through, and tell what is in them, as JSON; 'aftercarectl backup check' shows it. Nothing is changed, and a daemon may run.",
            valueName: "file"), completion: .file())
    var checkBackup: [String] = []

    @Flag(help: "Do not run: read the settings and the protocols, tell every error in them, and exit with 78 where there is one.")
    var check = false

    @Option(help: ArgumentHelp("The boot id, where the confinement hides it; the unit passes %b.", valueName: "id"))
    var bootID: String?

    enum Output: String, ExpressibleByArgument, CaseIterable {
        case auto, journal, terminal
    }
}

/// Why the daemon cannot start.
struct StartError: Error {
    let status: Int32
    let lines: [String]
    /// The number of errors that the lines report.
    let errors: Int

    init(status: Int32, lines: [String], errors: Int = 1) {
        self.status = status
        self.lines = lines
        self.errors = errors
    }

    /// sysexits.h: EX_DATAERR when retrying cannot help, EX_CANTCREAT when the store may recover in the meantime.
    init(_ error: StoreError) { self.init(status: error.isLasting ? 65 : 73, lines: ["\(error)"]) }

    /// sysexits.h: EX_CANTCREAT.
    static func unusable(_ line: String) -> StartError { StartError(status: 73, lines: [line]) }
    /// sysexits.h: EX_CONFIG.
    var isMisconfigured: Bool { status == 78 }
    static func misconfigured(_ lines: [String], _ errors: Int = 1) -> StartError {
        StartError(status: 78, lines: lines, errors: errors)
    }
}
