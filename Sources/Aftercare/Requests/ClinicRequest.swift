/// Several statements at once, as in a clinic file: all of them apply, or none.
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

extension ClinicRequest {
    /// Some of the statements, by their places in the request.
    package struct Share: Equatable, Sendable {
        /// As written, even where it is no name.
        package let patient: String
        package fileprivate(set) var patients: [Int] = []
        package fileprivate(set) var plans: [Int] = []
        package fileprivate(set) var treatments: [Int] = []

        /// How many statements these are.
        package var count: Int { patients.count + plans.count + treatments.count }
    }

    /// How many statements it makes.
    package var count: Int { patients.count + plans.count + treatments.count }

    /// The ids under which it states a patient or a plan.
    package var statedIDs: Set<String> { Set(patients.map(\.id) + plans.compactMap(\.id)) }

    /// The statements about each patient, which no other statement depends on, in the order in which the patients are
    /// first spoken of.
    package func shares() -> [Share] {
        var shares: [Share] = []
        var known: [String: Int] = [:]
        func share(of patient: String) -> Int {
            if let index = known[patient] { return index }
            known[patient] = shares.count
            shares.append(Share(patient: patient))
            return shares.count - 1
        }
        for (place, patient) in patients.enumerated() { shares[share(of: patient.id)].patients.append(place) }
        for (place, plan) in plans.enumerated() { shares[share(of: plan.patient)].plans.append(place) }
        for (place, treatment) in treatments.enumerated() { shares[share(of: treatment.patient)].treatments.append(place) }
        return shares
    }

    /// A problem for each id that stands twice.
    package func repeatedIDs() -> [Problem] {
        Self.repeated(patients.map(\.id), "patients") + Self.repeated(plans.map(\.id), "plans")
            + Self.repeated(treatments.map(\.id), "treatments")
    }

    private static func repeated(_ ids: [String?], _ path: String) -> [Problem] {
        var seen: Set<String> = []
        return ids.enumerated().compactMap { place, id in
            guard let id, !seen.insert(id).inserted else { return nil }
            return Problem(.duplicateID, at: "\(path).\(place).id", "'\(id)' stands here twice; give one of them another id")
        }
    }
}
