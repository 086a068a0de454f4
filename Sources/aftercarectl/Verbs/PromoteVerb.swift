import Aftercare
import AftercareAPI
import ArgumentParser
import Foundation
import Systemd

struct PromoteVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote", abstract: "Have this machine take the place of one that is off for good.",
        discussion: """
            A store that comes to another machine, moved or from a backup, holds back what the old machine may have said \
            while that machine's journal cannot be read here ('aftercarectl status' names it). Where the journal can still \
            be had, that is the better way: below /var/log/journal, as it was, or in a directory that 'journals' in \
            aftercared.yaml names. Else a person decides, with this: nothing more will turn up. What is still of use is said \
            then, each with the mark AFTERCARE_REDELIVERY=uncertain, since the patient may have heard it before.

            The old machine must be off and stay off: two that write for one store say everything twice. It asks; '--fenced' says \
            so in a script. Should the old machine come back and see this one's records, it ends by itself.

            With '--backup', as root: stops the service, puts the backup in place, and starts the service before that.

            EXAMPLES:
              aftercarectl promote
              aftercarectl promote --fenced --backup /var/backups/aftercare/aftercare-20261130T031500Z.sqlite
            """)

    @Option(help: ArgumentHelp("Put this backup in the place of the store first.", valueName: "file"), completion: .file())
    var backup: String?
    @Flag(help: "Do not ask: the old machine is off, and stays off.") var fenced = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        guard fenced || Terminal.canAsk else {
            throw Failure(message: "say '--fenced' if every machine that had this store is off and stays off: nobody is here to be asked", status: .usage)
        }
        if let backup {
            try Self.isReadable(backup)
            try ask(["The service is stopped, and its store replaced by '\(backup)'."])
            try restore(backup)
        }
        try await Service.talk(global) { service in
            let before: StatusBody = try await service.get("status")
            if backup == nil { try ask((before.withheld ?? []).map { "\(Self.machine($0)) may have said \(Self.what($0))." }) }
            let body: PromotionBody = try await service.post("promote", [String: String]())
            try await global.output.show(body) { _ in
                Self.lines(body, zone: Zones.ofThisMachine().machine, global.commands).joined(separator: "\n")
            }
        }
    }

    private func ask(_ consequences: [String]) throws {
        guard !fenced else { return }
        try Question(
            consequences: consequences + ["What is still of use of it is said again, marked as uncertain."],
            asked: "Is every other machine that had this store off, and does it stay off?"
        ).ask()
    }

    private static func isReadable(_ file: String) throws {
        guard FileManager.default.isReadableFile(atPath: file) else {
            throw Failure(message: "the backup '\(file)' cannot be read; check the path, and run this as root", status: .usage)
        }
    }

    /// - Throws: `Failure` with what the program said that could not do its part.
    private func restore(_ file: String) throws {
        guard UserIdentity.uid == 0 else {
            throw Failure(message: "only root puts a backup in place; run this as root", status: .notPermitted)
        }
        let commands = global.commands
        for command in [commands.systemctl("stop"), commands.addressed("'aftercared --restore \(ServiceCommands.quoted(file))'"), commands.systemctl("start")] {
            let line = command.trimmingCharacters(in: ["'"])
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-c", line]
            process.standardOutput = FileHandle.standardError
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                throw Failure(message: "'\(line)' ended with \(process.terminationStatus); nothing was promoted", status: .unavailable)
            }
        }
    }

    private static func machine(_ withheld: WithheldBody) -> String {
        withheld.machine.isEmpty ? "A machine that nobody knows any more" : "Machine \(withheld.machine)"
    }

    private static func what(_ withheld: WithheldBody) -> String {
        withheld.reminders > 0 ? count(withheld.reminders, "reminder") + " without a receipt" : "what was due before the store came here"
    }

    /// What was decided, and how to see what came of it.
    static func lines(_ body: PromotionBody, zone: Zone, _ commands: ServiceCommands) -> [String] {
        var lines = ["this machine is the one that writes for the store: its epoch \(body.epoch)"]
        if body.withoutReceipt > 0 {
            lines.append("\(count(body.withoutReceipt, "reminder")) that another machine sent without a receipt: decided anew")
        }
        if let until = body.inDoubtUntil {
            let local = zone.local(until)
            lines.append("what was due up to \(local.date) \(local.time) (\(zone.name)), and is in no journal here: said now where it is still of use")
        }
        if lines.count == 1 { lines.append("nothing was held back") }
        return lines + ["what is said again bears a mark: \(commands.ownRecords) AFTERCARE_REDELIVERY=uncertain"]
    }
}
