import ArgumentParser
import Foundation

/// What every verb takes, before or after its name.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The socket of the service (default: $AFTERCARE_SOCKET, or \(Self.usualSocket)).", valueName: "path"),
        completion: .file())
    private var socket: String?

    @Option(help: "How to show answers: table, or json for the service's own.")
    private(set) var format: OutputFormat = .table

    @Option(help: "Whether to colour tables: auto (on terminals, unless $NO_COLOR is set), always or never.")
    private(set) var color: ColorChoice = .auto

    static let usualSocket = "/run/aftercare/control.sock"

    var socketPath: String {
        if let socket { return socket }
        let named = ProcessInfo.processInfo.environment["AFTERCARE_SOCKET"] ?? ""
        return named.isEmpty ? Self.usualSocket : named
    }

    func validate() throws {
        if socket?.isEmpty == true { throw ValidationError("'--socket' names no path; give one, like \(Self.usualSocket)") }
    }

    var output: Output { Output(format: format, canvas: Terminal.standardOutput.canvas(color)) }
}

enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case table, json
}

enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
}
