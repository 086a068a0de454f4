import AftercareAPI
import ArgumentParser
import Foundation
import Glibc
import Synchronization

/// The options that every verb takes, before or after its name.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The socket of the service (default: $AFTERCARE_SOCKET, or the one that you may use in /run/aftercare).", valueName: "path"),
        completion: .file())
    private var socket: String?

    @Option(
        help: ArgumentHelp(
            "One of several clinics on this machine, that of aftercared@NAME.service (default: $AFTERCARE_CLINIC).", valueName: "name"),
        completion: .shellCommand("ls /etc/aftercare/clinics 2>/dev/null"))
    private var clinic: String?

    @Flag(help: "The service of your own systemd, instead of the machine's.")
    private var user = false

    @Option(help: "How to show answers: table for people, json for programs.")
    private(set) var format: OutputFormat = .table

    @Option(help: "Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.")
    private(set) var color: ColorChoice = .auto

    /// The place of the service to address when no socket is named.
    var place: ServicePlace {
        if user { return .user(runtimeDirectory: Self.named("XDG_RUNTIME_DIR") ?? "/run/user/\(getuid())") }
        return (clinic ?? Self.named("AFTERCARE_CLINIC")).map(ServicePlace.clinic) ?? .machine
    }

    var socketPath: String { namedSocket ?? Self.openSocket(of: place) }

    /// The commands that address the same service.
    var commands: ServiceCommands {
        guard let namedSocket else { return ServiceCommands(place) }
        if let usual = ServicePlace.usual(of: namedSocket) { return ServiceCommands(usual) }
        // If the socket comes from the environment, the next command typed finds it there too.
        return ServiceCommands(.machine, socket: socket, namespace: nil)
    }

    /// The socket named explicitly; nil when none is named, so that `place` decides.
    private var namedSocket: String? {
        // The command line takes precedence over the environment.
        socket ?? (clinic == nil && !user ? Self.named("AFTERCARE_SOCKET") : nil)
    }

    /// The control socket for read and write; the viewers' socket for a user who may only use that one.
    private static func openSocket(of place: ServicePlace) -> String {
        guard access(place.controlSocket, W_OK) != 0, errno == EACCES, access(place.viewSocket, W_OK) == 0 else {
            return place.controlSocket
        }
        return place.viewSocket
    }

    /// The commands for the service of this run; messages on standard error quote commands that address it.
    private static let current = Mutex(ServiceCommands(.machine))

    static func addressed(_ text: String) -> String { current.withLock(\.self).addressed(text) }

    /// The value of an environment variable; nil when it is unset or empty.
    private static func named(_ variable: String) -> String? {
        ProcessInfo.processInfo.environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }

    func validate() throws {
        if socket?.isEmpty == true {
            throw ValidationError("'--socket' names no path; give one, like \(ServicePlace.machine.controlSocket)")
        }
        if [socket != nil, clinic != nil, user].count(where: { $0 }) > 1 {
            throw ValidationError("say '--socket', '--clinic' or '--user', not two of them")
        }
        if let clinic, !ServicePlace.isClinicName(clinic) {
            throw ValidationError(
                "'\(clinic)' cannot name a clinic; use up to 16 lower-case letters, digits and '-', as in aftercared@NAME.service")
        }
        let commands = commands
        Self.current.withLock { $0 = commands }
    }

    var output: Output { Output(format: format, canvas: Terminal.standardOutput.canvas(color)) }
}

enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case table, json

    /// The output format that was typed, even on a command line that is otherwise wrong.
    init(typed: [String]) {
        let words = typed.prefix { $0 != "--" }
        let values =
            zip(words, words.dropFirst()).filter { $0.0 == "--format" }.map(\.1)
            + words.filter { $0.hasPrefix("--format=") }.map { String($0.dropFirst(9)) }
        self = values.compactMap(OutputFormat.init).last ?? .table
    }
}

enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
}
