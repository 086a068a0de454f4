import Foundation
import Subprocess

/// Python, which has local time from zoneinfo and months from dateutil: nothing of it is ours.
///
/// Where it is missing nothing is proven, so a test that asks it then fails; it is never skipped.
struct Judge {
    /// Where Python is looked for: first where Debian has its own, since another need not have dateutil.
    var path = "/usr/bin:\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
    /// Python's own options.
    var options: [String] = []

    private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "judge.py").path

    /// What it says to a command of judge.py, over the zones of `directory`.
    func facts(_ command: String, _ directory: String, _ arguments: [String]) async throws -> Facts {
        do {
            let result = try await Subprocess.run(
                .name("python3"), arguments: Arguments(options + [Self.script, command, directory] + arguments),
                environment: .inherit.updating(["PATH": path]), output: .bytes(limit: 512 << 20),
                error: .string(limit: 1 << 20))
            guard result.terminationStatus.isSuccess else { throw Failure.complaint(result.standardError) }
            return Facts(result.standardOutput)
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw Failure.missing
        }
    }

    enum Failure: Error, CustomStringConvertible {
        case missing
        case complaint(String)

        var description: String {
            switch self {
            case .missing: "there is no Python to judge us; run 'make prerequisites', or 'apt-get install python3'"
            case .complaint(let text): "the judge failed: \(text)"
            }
        }
    }
}
