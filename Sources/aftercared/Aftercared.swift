import Aftercare
import AftercareStore
import ArgumentParser
import Foundation
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
