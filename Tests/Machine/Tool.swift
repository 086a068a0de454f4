import Foundation
package import Subprocess

/// A command of the test machine's host.
package struct Tool: Sendable {
    package let name: String
    /// The Debian package that brings it.
    package let package: String

    package init(name: String, package: String) {
        self.name = name
        self.package = package
    }

    package static let copy = Tool(name: "cp", package: "coreutils")
    package static let make = Tool(name: "make", package: "make")
    package static let aptGet = Tool(name: "apt-get", package: "apt")
    package static let aptConfig = Tool(name: "apt-config", package: "apt")
    package static let ip = Tool(name: "ip", package: "iproute2")
    package static let mmdebstrap = Tool(name: "mmdebstrap", package: "mmdebstrap")
    package static let nsenter = Tool(name: "nsenter", package: "util-linux")
    package static let nspawn = Tool(name: "systemd-nspawn", package: "systemd-container")

    /// - Throws: `Failure.missing`, with what to install.
    package func require() async throws {
        do {
            _ = try await Executable.name(name).resolveExecutablePath(in: .inherit)
        } catch {
            throw Failure.missing(self)
        }
    }

    /// Runs it to its end with nothing on its standard input.
    package func run(_ arguments: [String], environment: Environment = .inherit) async throws -> Outcome {
        let result = try await Subprocess.run(
            .name(name), arguments: Arguments(arguments), environment: environment, output: .string(limit: 64 << 20),
            error: .string(limit: 4 << 20))
        return Outcome(
            command: [name] + arguments, status: result.terminationStatus, output: result.standardOutput,
            complaint: result.standardError)
    }
}

extension Tool {
    /// Makes a target of this checkout as from a shell of its own, whatever make these tests run under.
    @discardableResult
    package static func runMake(_ words: [String]) async throws -> Outcome {
        try await make.run(
            ["--silent", "-C", Checkout.root.path] + words,
            environment: .inherit.updating([
                "MAKEFLAGS": nil, "MAKELEVEL": nil, "BUILD": nil, "PACKAGES": nil, "PREFIX": nil, "VERSION": nil,
            ])
        ).expectSuccess()
    }
}

/// What became of a command.
package struct Outcome: CustomStringConvertible, Sendable {
    package let command: [String]
    package let status: TerminationStatus
    /// Its standard output.
    package let output: String
    /// Its standard error.
    package let complaint: String

    package var isSuccess: Bool { status.isSuccess }

    /// nil where a signal ended it.
    package var exitStatus: Int? {
        if case .exited(let code) = status { Int(code) } else { nil }
    }

    /// The standard output, without the newline at its end.
    package var line: String { output.trimmingCharacters(in: .newlines) }

    package var description: String {
        "'\(command.joined(separator: " "))' ended with \(status)\noutput:\n\(output)\ncomplaint:\n\(complaint)"
    }

    /// - Throws: `Failure.command` unless it succeeded.
    @discardableResult
    package func expectSuccess() throws -> Outcome {
        guard isSuccess else { throw Failure.command(self) }
        return self
    }
}

/// Why a machine cannot be had or used.
package enum Failure: Error, CustomStringConvertible {
    case command(Outcome)
    case missing(Tool)
    case noRelease
    case notRoot
    case noBoot(String)
    case noCleanPowerOff(String)
    case noMachine
    case tooLate(String, after: Duration, last: (any Error)?)
    case unreadable(String)

    package var description: String {
        switch self {
        case .command(let outcome): "a command failed: \(outcome)"
        case .missing(let tool):
            "there is no '\(tool.name)'; run 'make prerequisites', or 'apt-get install \(tool.package)'"
        case .noRelease: "there is no release in .build/release to install; run 'make test'"
        case .notRoot: "booting a machine needs root; run 'sudo env \"PATH=$PATH\" make test'"
        case .noBoot(let reason): "the machine did not boot: \(reason)"
        case .noCleanPowerOff(let reason): "the machine did not power off cleanly: \(reason)"
        case .noMachine: "this test runs outside of a suite with '.machine'"
        case .tooLate(let what, let after, let last):
            "still not so after \(after): \(what)" + (last.map { "; last: \($0)" } ?? "")
        case .unreadable(let why): "a record of the journal cannot be read: \(why)"
        }
    }
}
