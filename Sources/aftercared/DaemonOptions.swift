import ArgumentParser

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
