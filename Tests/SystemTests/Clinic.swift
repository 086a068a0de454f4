import Foundation

/// What a clinic states in these tests: one patient with one plan and one session.
enum Clinic {
    static let zone = "Europe/Berlin"
    static let minutes = 45

    /// - Parameter start: by default the session has ended just now.
    static func text(patient: String, start: String = "now - \(minutes)min") -> String {
        """
        patients:
          \(patient):
            zone: \(zone)
            quiet-hours: "\(quietHours(seenAt: Date()))"
        plans:
          \(plan(of: patient)):
            patient: \(patient)
            protocol: exosome-injection
            compress: cold
        treatments:
          \(treatment(of: patient)):
            patient: \(patient)
            plan: \(plan(of: patient))
            route: intramuscular
            start: \(start)
            duration: \(minutes)min

        """
    }

    static func plan(of patient: String) -> String { "PL" + patient.dropFirst() }
    static func treatment(of patient: String) -> String { "T" + patient.dropFirst() }

    /// The start of a session that ends at `end`.
    static func start(endingAt end: Date) -> String { (end - TimeInterval(minutes * 60)).formatted(.iso8601) }

    /// An hour on the other side of the patient's day, so that these tests pass by day and by night.
    private static func quietHours(seenAt now: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: zone) ?? .gmt
        let from = (calendar.component(.hour, from: now) + 12) % 24
        return String(format: "%02d:00-%02d:00", from, (from + 1) % 24)
    }
}
