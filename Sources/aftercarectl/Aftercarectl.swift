import Aftercare
import ArgumentParser
import Glibc

@main
struct Aftercarectl: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "aftercarectl",
        abstract: "Configure the aftercare service, and tell how things stand.",
        discussion: """
            Times are on the patient's own clock ('2026-11-21 17:30'), with an offset (2026-11-21T17:30:00Z), or \
            counted from now (now, now-40min).

            EXIT STATUS:
            \(ExitStatus.table)
            """,
        version: Version.current,
        groupedSubcommands: [
            CommandGroup(
                name: "Status",
                subcommands: [StatusVerb.self, RemindersVerb.self, PreviewVerb.self]),
            CommandGroup(
                name: "Response",
                subcommands: [AcknowledgeVerb.self, SnoozeVerb.self, DeclineVerb.self, ResponseVerbs.self, ReactionVerbs.self]),
            CommandGroup(
                name: "Care",
                subcommands: [PatientVerbs.self, PlanVerbs.self, TreatmentVerbs.self, ApplyVerb.self]),
            CommandGroup(name: "Proof", subcommands: [AuditVerb.self, DoctorVerb.self]),
            CommandGroup(name: "Protocol", subcommands: [ProtocolVerbs.self, SimulateVerb.self]),
            CommandGroup(name: "Service", subcommands: [BackupVerbs.self, PromoteVerb.self]),
        ])

    static var _errorPrefix: String { "error: " }

    /// The options can also be given here, before a verb.
    @OptionGroup var global: GlobalOptions

    static func main() async {
        // libdispatch logs every thread priority that a user may not set, which harms nothing.
        setenv("LIBDISPATCH_LOG", "NO", 0)
        let typed = Array(CommandLine.arguments.dropFirst())
        do {
            var command = try await asyncParseAsRoot(typed)
            try RepeatedOption.check(typed)
            if var verb = command as? any AsyncParsableCommand {
                try await verb.run()
            } else {
                try UnknownCommand.check(typed)
                try command.run()
            }
        } catch {
            Ending(error, typed: typed).leave(OutputFormat(typed: typed))
        }
    }
}
