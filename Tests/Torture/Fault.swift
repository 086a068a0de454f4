import TestMachine

/// Something that is done to the daemon in the middle of its work.
package struct Fault: Sendable {
    package let name: String
    /// Does it, on the machine that is booted, and tells what became of the reminders.
    package let tally: @Sendable (_ seed: UInt64) async throws -> Tally

    /// - Parameter settings: lines of the unit's `[Service]` section.
    init(
        _ name: String, settings: [String] = [], _ torture: @escaping @Sendable (inout Trial) async throws -> Void
    ) {
        self.name = name
        tally = { seed in
            var trial = try await Trial(name, seed: seed, settings: settings)
            do { try await torture(&trial) } catch {
                // What went wrong first is what matters.
                try? await trial.ward.leave()
                throw error
            }
            try await trial.ward.leave()
            return trial.tally
        }
    }
}
