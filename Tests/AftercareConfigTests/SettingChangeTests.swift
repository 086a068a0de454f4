import Testing

@testable import Aftercare
@testable import AftercareConfig

@Suite("What a reload changes")
struct SettingChangeTests {
    private let before = DaemonSettings.byDefault()

    private func settings() throws -> DaemonSettings {
        DaemonSettings(
            clinic: Clinic(
                name: "Example", contact: "030 1234", isContactMonitored: true, quietHours: try QuietHours(text: "21:00-08:00"),
                zone: "Europe/Berlin", language: try Language(text: "de"), confirmsTreatments: true,
                signsMessages: true, messageLimits: MessageLimits(perMoment: 2, perDay: 4)),
            logLevel: .debug, keepFree: .mebibytes(128), hidesPersons: true, journals: ["/a", "/b"])
    }

    @Test("is told setting by setting, old and new, in the order of the file")
    func all() throws {
        #expect(
            before.changes(to: try settings()).map(\.description) == [
                "clinic.name: 'the clinic' → 'Example'", "clinic.contact: 'your clinic' → '030 1234'",
                "clinic.contact-monitored: false → true", "clinic.zone: UTC → Europe/Berlin", "clinic.language: en → de",
                "clinic.quiet-hours: none → 21:00-08:00", "clinic.confirm-treatments: false → true",
                "clinic.sign-messages: false → true", "clinic.messages.moment: 3 → 2", "clinic.messages.day: 5 → 4",
                "store.keep-free: 64M → 128M", "viewers.names: shown → hidden", "journals: none → /a, /b", "log-level: info → debug",
            ])
    }

    @Test("is nothing where nothing changed")
    func nothing() throws {
        #expect(before.changes(to: before) == [])
        #expect(try settings().changes(to: try settings()) == [])
    }

    @Test("leaves no setting out")
    func complete() throws {
        // The command that reaches a clinic follows from its service's location, not from a file.
        let clinics = Mirror(reflecting: before.clinic).children.filter { $0.label != "command" }
        let limits = Mirror(reflecting: before.clinic.messageLimits).children
        let stored = Mirror(reflecting: before).children.count - 1 + clinics.count - 1 + limits.count
        #expect(before.changes(to: try settings()).count == stored)
    }
}
