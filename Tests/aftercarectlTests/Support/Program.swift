import Foundation
import Subprocess

/// The built program, run as people run it.
enum Program {
    struct Outcome {
        let status: Int
        /// Standard output.
        let data: String
        /// Standard error.
        let talk: String
    }

    /// Where it is: beside the tests, where the package manager builds both, or where 'make test' has built the release.
    private static let folder =
        ProcessInfo.processInfo.environment["AFTERCARE_PROGRAMS"].map { URL(filePath: $0).path }
        ?? URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path

    static func run(
        _ arguments: String..., socket: String? = nil, environment: [String: String] = [:], input: String = ""
    ) async throws -> Outcome {
        try await run(arguments, socket: socket, environment: environment, input: input)
    }

    /// - Parameters:
    ///   - input: only for what reads it: a pipe that nobody reads would end the tests with SIGPIPE.
    ///   - program: `aftercared` for the other one.
    ///   - output: a file that standard output goes to.
    ///   - talk: a file that standard error goes to; not both.
    ///   - limit: seconds after which it is ended, with status 124; nil: never.
    static func run(
        _ arguments: [String], socket: String? = nil, environment: [String: String] = [:], input: String = "",
        endedAfter limit: Int? = nil, of program: String = "aftercarectl", to output: String? = nil,
        talkingTo talk: String? = nil
    ) async throws -> Outcome {
        let shell = output.map { ["sh", "-c", #"exec "$@" > "$0""#, $0] } ?? talk.map { ["sh", "-c", #"exec "$@" 2> "$0""#, $0] } ?? []
        let command = shell + (limit.map { ["timeout", "\($0)"] } ?? []) + [program] + arguments
        return try await outcome(of: command, Self.environment(socket, environment), input: input)
    }

    private static func outcome(of command: [String], _ environment: Environment, input: String = "") async throws -> Outcome {
        let result = try await Subprocess.run(
            .name(command[0]), arguments: Arguments(Array(command.dropFirst())), environment: environment,
            input: .string(input), output: .string(limit: 4 << 20), error: .string(limit: 4 << 20))
        guard case .exited(let code) = result.terminationStatus else { throw Crashed(how: "\(result.terminationStatus)") }
        return Outcome(status: Int(code), data: result.standardOutput, talk: result.standardError)
    }

    /// With a standard output whose reader has gone, by whoever takes that for no reason to be killed.
    static func runWithoutReader(_ arguments: [String]) async throws -> Outcome {
        // A named pipe that was opened by a reader, too, only until its writer had it.
        let gone = #"trap '' PIPE; d=$(mktemp -d) && mkfifo "$d/p" && exec 4<>"$d/p" 3>"$d/p" 4<&- && rm -r "$d" && exec "$@" >&3 3>&-"#
        return try await outcome(of: ["sh", "-c", gone, "sh", "aftercarectl"] + arguments, environment(nil, [:]))
    }

    /// With somebody at a terminal.
    ///
    /// - Returns: its exit status.
    static func run(_ arguments: [String], socket: String, on terminal: PseudoTerminal) async throws -> Int {
        let process = Process()
        process.executableURL = URL(filePath: folder).appending(path: "aftercarectl")
        process.arguments = arguments
        let variables = ["AFTERCARE_SOCKET": socket, "TZ": "Europe/Berlin"]
        process.environment = ProcessInfo.processInfo.environment.filter { !["NO_COLOR", "TERM"].contains($0.key) }
            .merging(variables) { _, ours in ours }
        process.standardInput = terminal.handle
        process.standardOutput = FileHandle.nullDevice
        process.standardError = terminal.handle
        return try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: Int($0.terminationStatus)) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
    }

    private static func environment(_ socket: String?, _ others: [String: String]) -> Environment {
        var variables: [Environment.Key: String?] = [
            "PATH": "\(folder):/usr/bin:/bin", "AFTERCARE_SOCKET": socket, "NO_COLOR": nil, "TERM": "xterm", "TZ": "Europe/Berlin",
        ]
        for (name, value) in others { variables[Environment.Key(stringLiteral: name)] = value }
        return .inherit.updating(variables)
    }

    struct Crashed: Error { let how: String }
}
