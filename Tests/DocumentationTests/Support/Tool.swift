import Foundation
import Subprocess

/// A tool of the system; where it is missing, whatever needs it fails.
enum Tool {
    struct Outcome {
        let status: Int
        let data: String
        /// Standard error.
        let talk: String
    }

    static func run(_ name: String, _ arguments: [String], input: String = "") async throws -> Outcome {
        let result = try await Subprocess.run(
            .name(name), arguments: Arguments(arguments),
            environment: .inherit.updating(["LC_ALL": "C.UTF-8", "MANWIDTH": "80", "MANPAGER": "cat"]),
            workingDirectory: nil, input: .string(input), output: .string(limit: 4 << 20), error: .string(limit: 4 << 20))
        guard case .exited(let code) = result.terminationStatus else { throw Crashed(tool: name, how: "\(result.terminationStatus)") }
        return Outcome(status: Int(code), data: result.standardOutput, talk: result.standardError)
    }

    struct Crashed: Error {
        let tool: String
        let how: String
    }
}
