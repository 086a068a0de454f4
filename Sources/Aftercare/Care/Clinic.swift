/// The clinic's settings that apply to all of its patients.
package struct Clinic: Hashable, Codable, Sendable {
    package let name: String
    /// How patients reach it: a telephone number, an address.
    package let contact: String
    /// Whether somebody answers there at any hour. If not, every text that names the contact says so.
    package let isContactMonitored: Bool
    package let quietHours: QuietHours?
    package let zone: String
    package let language: Language
    /// Whether reminders that follow a session wait until somebody has confirmed that it took place. A protocol may
    /// override it.
    package let confirmsTreatments: Bool
    /// Whether every message to a patient names the clinic.
    package let signsMessages: Bool
    /// Above how many messages `check`, `preview` and `simulate` warn.
    package let messageLimits: MessageLimits
    /// The command with which the staff reaches this clinic's service. On a machine with several clinics it includes
    /// the name.
    package private(set) var command = "aftercarectl"

    package init(
        name: String, contact: String, isContactMonitored: Bool, quietHours: QuietHours?, zone: String,
        language: Language, confirmsTreatments: Bool = false, signsMessages: Bool = false, messageLimits: MessageLimits = .usual
    ) {
        self.name = name
        self.contact = contact
        self.isContactMonitored = isContactMonitored
        self.quietHours = quietHours
        self.zone = zone
        self.language = language
        self.confirmsTreatments = confirmsTreatments
        self.signsMessages = signsMessages
        self.messageLimits = messageLimits
    }

    /// The same clinic, whose service is reached with `command`.
    package func reached(by command: String) -> Clinic {
        var reached = self
        reached.command = command
        return reached
    }
}
