import AftercareStore
import ArgumentParser
import Glibc

/// The daemon: keeps patients, plans and treatments, and writes every due reminder into the systemd journal.
@main
struct Aftercared: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "aftercared",
        abstract: "Write every aftercare reminder into the systemd journal, once, when it is due.",
        discussion: """
            It is configured with aftercarectl, over the socket control.sock in its runtime directory. TERM and INT \
            finish what is under way and stop it; HUP reads the settings and protocols again.

            EXIT STATUS:
              0   stopped when asked to
              64  the command line makes no sense
              73  the store cannot be used, or the socket is taken
              78  a configuration or protocol file has errors; all of them are told
            """,
        version: Version.text)

    @OptionGroup var options: DaemonOptions

    func run() async throws {
        do {
            try await Daemon(options).run()
        } catch let failure as StartFailure {
            failure.tell()
            throw ExitCode(failure.status)
        } catch let error as StoreError {
            let failure = StartFailure.unusable("\(error)")
            failure.tell()
            throw ExitCode(failure.status)
        }
    }
}

/// Where the daemon finds its things. Under systemd the unit says most of it.
struct DaemonOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Read the settings from this file.", valueName: "file"))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "Read protocols from this directory; may be repeated. A later one's file replaces an earlier one's of the same name.",
            valueName: "dir"))
    var protocols: [String] = []

    @Option(help: ArgumentHelp("Keep the store here. Default: $STATE_DIRECTORY, else /var/lib/aftercare.", valueName: "dir"))
    var stateDirectory: String?

    @Option(help: ArgumentHelp("Make the socket here. Default: $RUNTIME_DIRECTORY, else /run/aftercare.", valueName: "dir"))
    var runtimeDirectory: String?

    @Option(help: "Where reminders go: the journal, this terminal, or (auto) the journal where there is one.")
    var output: Output = .auto

    @Flag(name: .customLong("print"), help: "Also show each reminder on standard output.")
    var prints = false

    @Option(help: ArgumentHelp("The boot id, where the confinement hides it; the unit passes %b.", valueName: "id"))
    var bootID: String?

    enum Output: String, ExpressibleByArgument, CaseIterable {
        case auto, journal, terminal
    }
}

/// Why the daemon cannot start.
struct StartFailure: Error {
    let status: Int32
    let lines: [String]

    /// sysexits.h: EX_CANTCREAT and EX_CONFIG.
    static func unusable(_ line: String) -> StartFailure { StartFailure(status: 73, lines: [line]) }
    static func misconfigured(_ lines: [String]) -> StartFailure { StartFailure(status: 78, lines: lines) }
}
