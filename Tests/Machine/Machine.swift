package import Foundation
import Subprocess

/// A Debian with our software installed, booted by its own systemd in a container without a network.
package struct Machine: Sendable {
    /// The machine of the suite that is running.
    @TaskLocal package static var booted: Machine?

    /// - Throws: `Failure.noMachine` outside of a suite with `.machine`.
    package static var current: Machine {
        get throws {
            guard let booted else { throw Failure.noMachine }
            return booted
        }
    }

    /// The process that is its init, as this machine numbers it.
    package let leader: Int

    private static let environment = Environment.custom([
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "HOME": "/root",
    ])

    /// Runs a command in it, as root, to its end. One that takes longer than `limit` is ended, with status 124.
    package func run(_ words: [String], within limit: Duration = .seconds(60)) async throws -> Outcome {
        try await Tool.nsenter.run(
            [
                "--target", "\(leader)", "--mount", "--pid", "--uts", "--ipc", "--net", "--cgroup", "--root", "--wd", "--",
                "timeout", "\(limit.components.seconds)",
            ] + words,
            environment: Self.environment)
    }

    package func run(_ words: String...) async throws -> Outcome { try await run(words) }

    /// Runs a command in it that has to succeed.
    @discardableResult
    package func succeed(_ words: String...) async throws -> Outcome { try await run(words).expectSuccess() }

    /// Writes a file in it.
    package func write(_ text: String, to path: String) throws {
        try text.write(to: seen(path), atomically: false, encoding: .utf8)
    }

    package func read(_ path: String) throws -> Data { try Data(contentsOf: seen(path)) }

    /// A path in it as this machine sees it.
    package func seen(_ path: String) -> URL { URL(filePath: "/proc/\(leader)/root\(path)") }
}
