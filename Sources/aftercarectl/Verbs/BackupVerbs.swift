import ArgumentParser

struct BackupVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the store into a file, while the service goes on, or check such a copy.",
        discussion: """
            'aftercarectl backup FILE' is 'aftercarectl backup make FILE'; 'aftercarectl help backup make' tells its options. \
            'systemctl enable --now aftercare-backup.timer' makes one a day.
            """,
        subcommands: [BackupMakeVerb.self, BackupCheckVerb.self], defaultSubcommand: BackupMakeVerb.self)
}
