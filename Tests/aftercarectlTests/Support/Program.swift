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
        let seconds: Double
    }

    /// Where the package manager builds it: beside the tests.
    private static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path

    static func run(
        _ arguments: String..., socket: String? = nil, environment: [String: String] = [:], input: String = ""
    ) async throws -> Outcome {
        var variables: [Environment.Key: String?] = [
            "PATH": folder, "AFTERCARE_SOCKET": socket, "NO_COLOR": nil, "TERM": "xterm", "TZ": "Europe/Berlin",
        ]
        for (name, value) in environment { variables[Environment.Key(stringLiteral: name)] = value }
        let clock = ContinuousClock()
        let start = clock.now
        let result = try await Subprocess.run(
            .name("aftercarectl"), arguments: Arguments(arguments), environment: .inherit.updating(variables),
            input: .string(input), output: .string(limit: 4 << 20), error: .string(limit: 4 << 20))
        let took = clock.now - start
        guard case .exited(let code) = result.terminationStatus else { throw Crashed(how: "\(result.terminationStatus)") }
        return Outcome(
            status: Int(code), data: result.standardOutput, talk: result.standardError,
            seconds: Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18)
    }

    struct Crashed: Error { let how: String }
}
