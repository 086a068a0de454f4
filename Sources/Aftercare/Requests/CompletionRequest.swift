/// Somebody says that a treatment took place, and when it really began and ended.
package struct CompletionRequest: Hashable, Codable, Sendable {
    package var started: String?
    /// A time, `now`, or `as-planned`. There is no default: every window counts from it.
    package var ended: String

    package init(started: String? = nil, ended: String) {
        self.started = started
        self.ended = ended
    }

    /// The treatment, completed; nil where something is wrong, with every problem in `findings`.
    package func admit(_ treatment: Treatment, zone: Zone, now: Instant, findings: inout Findings) -> Treatment? {
        if !treatment.status.takesPlace {
            findings.add(
                .alreadyFinished, at: "", "treatment '\(treatment.id)' is \(treatment.status.rawValue); schedule a new one")
            return nil
        }
        if ended == "as-planned" {
            if started != nil { findings.add(.contradiction, at: "started", "say 'as-planned' alone, or both times") }
            if treatment.plannedEnd > now {
                findings.add(.outOfRange, at: "ended", "its planned end, \(treatment.plannedEnd), lies in the future")
            }
            guard findings.problems.isEmpty else { return nil }
            return treatment.changed(at: now) {
                $0.status = .completed
                $0.actualStart = $0.plannedStart
                $0.actualEnd = $0.plannedEnd
            }
        }
        let request = TreatmentRequest(patient: treatment.patient.rawValue, started: started, ended: ended)
        return request.timesOnly(treatment, zone: zone, now: now, findings: &findings)
    }
}

extension TreatmentRequest {
    /// `treatment` with this request's real times.
    func timesOnly(_ treatment: Treatment, zone: Zone, now: Instant, findings: inout Findings) -> Treatment? {
        guard let times = times(usual: nil, existing: treatment, zone: zone, now: now, findings: &findings) else { return nil }
        return treatment.changed(at: now) {
            $0.status = .completed
            $0.actualStart = times.actualStart
            $0.actualEnd = times.actualEnd
        }
    }
}

/// Somebody says that a treatment will not take place, or did not.
package struct CancellationRequest: Hashable, Codable, Sendable {
    /// The patient did not come.
    package var noShow: Bool

    package init(noShow: Bool = false) { self.noShow = noShow }

    package func admit(_ treatment: Treatment, now: Instant, findings: inout Findings) -> Treatment? {
        let wanted: Treatment.Status = noShow ? .noShow : .cancelled
        if treatment.status == .completed || !treatment.status.takesPlace && treatment.status != wanted {
            findings.add(
                .alreadyFinished, at: "",
                "treatment '\(treatment.id)' is \(treatment.status.rawValue) and cannot become \(wanted.rawValue)")
            return nil
        }
        return treatment.changed(at: now) { $0.status = wanted }
    }
}

/// Several statements at once, as a clinic's file makes them: all of them apply, or none.
package struct ClinicRequest: Hashable, Codable, Sendable {
    package var patients: [PatientRequest]
    package var plans: [PlanRequest]
    package var treatments: [TreatmentRequest]

    package init(patients: [PatientRequest] = [], plans: [PlanRequest] = [], treatments: [TreatmentRequest] = []) {
        self.patients = patients
        self.plans = plans
        self.treatments = treatments
    }
}
