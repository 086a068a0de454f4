import Foundation
import TestMachine

extension Service {
    /// Waits until the daemon has gone over everything that is due: what falls due later is then in the journal.
    func passOver() async throws {
        let patient = "P-\(UInt32.random(in: 1_000_000...UInt32.max))"
        try await apply(Clinic.text(patient: patient))
        _ = try await settledReminders(of: patient)
    }
}
