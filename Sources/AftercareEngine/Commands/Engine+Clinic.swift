import Aftercare
import AftercareStore
import Logging

extension Engine {
    /// Looks whether the clinic's rules have changed since its patients were planned, be it by a reload or while
    /// the service was down, and has everybody looked at anew.
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
            .clinicRulesChanged, "the clinic's rules have changed (\(rules)); \(changed.counted("patient")) \(changed == 1 ? "is" : "are") planned anew", [.patients: changed])
    }
}

extension Clinic {
    /// What of it says when something is said, in words.
    fileprivate var rules: String {
        "quiet hours \(quietHours?.text ?? "none"), sessions \(confirmsTreatments ? "are confirmed" : "count as planned")"
    }
}
