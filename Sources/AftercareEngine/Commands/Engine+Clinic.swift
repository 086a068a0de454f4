import Aftercare
import AftercareStore
import Logging

extension Engine {
    /// Checks whether the clinic's rules have changed since its patients were last planned, by a reload or while the
    /// service was down, and if so schedules a new evaluation of every patient.
    func checkClinic() throws {
        let now = environment.clock.now
        let rules = environment.clinic.rules
        let changed = try store.write { tx -> Int? in
            guard try tx.clinicRules() != rules else { return nil }
            try tx.setClinicRules(rules)
            return try tx.advanceEvaluations(to: now)
        }
        guard let changed, changed > 0 else { return }
        environment.logger.tell(
            .clinicRulesChanged,
            "the clinic's rules have changed (\(rules)); \(changed.counted("patient")) \(changed == 1 ? "is" : "are") planned anew",
            [.patients: changed])
    }
}

extension Clinic {
    /// The clinic's rules that affect when reminders are emitted, as text.
    fileprivate var rules: String {
        "quiet hours \(quietHours?.text ?? "none"), sessions \(confirmsTreatments ? "are confirmed" : "count as planned")"
    }
}
