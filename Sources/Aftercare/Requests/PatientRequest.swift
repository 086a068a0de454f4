/// A statement about a patient. The values are as typed; `admit` checks them.
package struct PatientRequest: Hashable, Codable, Sendable {
    package var id: String
    /// Nil for the clinic's zone.
    package var zone: String?
    /// Nil for the clinic's language.
    package var language: String?
    /// `21:00-08:00`, or `clinic` for the clinic's.
    package var quietHours: String?
    package var status: String?
    package var name: String?
    /// Keys to reset as if they had never been stated: `name`, `quiet-hours`.
    package var clear: [String]?

    package init(
        id: String, zone: String? = nil, language: String? = nil, quietHours: String? = nil, status: String? = nil,
        name: String? = nil
    ) {
        self.id = id
        self.zone = zone
        self.language = language
        self.quietHours = quietHours
        self.status = status
        self.name = name
    }

    /// The requested patient; nil if something is wrong, with every problem added to `problems`.
    ///
    /// - Parameter existing: the patient as known so far; keys that the request leaves out stay as they are.
    package func admit(
        existing: Patient?, clinic: Clinic, now: Instant, hasZone: (String) -> Bool, problems: inout Problems
    ) -> Patient? {
        let id: PatientID? = problems.name(id, at: "id")
        let cleared = problems.keys(clear, among: ["name", "quiet-hours"], of: "a patient")
        let zone = zone ?? existing?.zone ?? clinic.zone
        // A zone that has disappeared from the machine must not prevent other changes to the patient.
        if zone != existing?.zone, !hasZone(zone) {
            problems.add(
                .unknownZone, at: "zone",
                self.zone == nil
                    ? "the clinic's time zone '\(zone)' is not known to this machine now; install it (\(Problem.zoneRemedy)), or state the patient's own"
                    : "unknown time zone '\(zone.quotable)'; use a name of the zone database, like Europe/Berlin ('timedatectl list-timezones')"
            )
        }
        problems.check(name, .name, "the name", at: "name")
        let language = language.map { problems.read($0, as: Language.self, at: "language") } ?? existing?.language ?? clinic.language
        let quiet: QuietHours? =
            switch quietHours {
            case nil: cleared.contains("quiet-hours") ? nil : existing?.quietHours
            case "clinic"?: nil
            case let hours?: problems.read(hours, at: "quietHours")
            }
        let status = status.map { problems.read($0, oneOf: Patient.Status.self, at: "status") } ?? existing?.status ?? .active
        guard problems.list.isEmpty, let id, let language, let status else { return nil }
        var patient =
            existing ?? Patient(id: id, zone: zone, language: language, quietHours: nil, history: History(status, since: now), name: nil)
        patient.zone = zone
        patient.language = language
        patient.quietHours = quiet
        patient.history = patient.history.changed(to: status, at: now)
        if cleared.contains("name") { patient.name = nil } else if let name { patient.name = name }
        return patient
    }
}
