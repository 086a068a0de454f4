/// What the clinic says of itself, once for everybody.
package struct Clinic: Hashable, Codable, Sendable {
    package let name: String
    /// How patients reach it: a telephone number, an address.
    package let contact: String
    /// Whether somebody answers there at any hour. Where nobody does, every text that names it says so.
    package let isContactMonitored: Bool
    package let quietHours: QuietHours?
    package let zone: String
    package let language: Language
    /// Whether nothing that follows a session is said before somebody has confirmed that it took place. A
    /// protocol may say otherwise.
    package let confirmsTreatments: Bool
    /// What the staff types to reach this clinic's service: on a machine with several, the name of the clinic goes with it.
    package private(set) var command = "aftercarectl"

    package init(
        name: String, contact: String, isContactMonitored: Bool, quietHours: QuietHours?, zone: String,
        language: Language, confirmsTreatments: Bool = false
    ) {
        self.name = name
        self.contact = contact
        self.isContactMonitored = isContactMonitored
        self.quietHours = quietHours
        self.zone = zone
        self.language = language
        self.confirmsTreatments = confirmsTreatments
    }

    /// The same clinic, whose service is reached with `command`.
    package func reached(by command: String) -> Clinic {
        var reached = self
        reached.command = command
        return reached
    }
}
