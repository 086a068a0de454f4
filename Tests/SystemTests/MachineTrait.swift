import TestMachine
import Testing

/// Boots one machine for a whole suite, and powers it off after its last test, passed or failed.
struct MachineTrait: SuiteTrait, TestScoping {
    /// Whether our software is installed on it.
    let installing: Bool

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await Machine.boot(installing: installing) { machine in
            try await Machine.$booted.withValue(machine) { try await function() }
        }
    }
}

extension Trait where Self == MachineTrait {
    /// The tests of this suite share a machine, `Machine.current`.
    static var machine: Self { Self(installing: true) }

    /// The same, of a machine on which our software has never been.
    static var bareMachine: Self { Self(installing: false) }
}
