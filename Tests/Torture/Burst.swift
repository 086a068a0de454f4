package import Foundation

/// Reminders that fall due together: ten for each patient, at the end of a session, at any hour of the day.
package struct Burst: Sendable {
    /// What makes its patients different from those of other bursts.
    let name: String
    /// How many patients each of the instants has.
    let patients: Int
    let due: [Date]

    static let perPatient = instructions.count
    /// A file as large as this is stated at once.
    private static let patientsPerFile = 1000

    /// - Parameters:
    ///   - reminders: in all; full tens for each instant.
    ///   - due: whole seconds.
    package init(_ name: String, reminders: Int, due: [Date]) {
        self.name = name
        self.patients = max(1, reminders / Self.perPatient / due.count)
        self.due = due
    }

    var reminders: Int { patients * due.count * Self.perPatient }

    private var places: [(patient: String, due: Date)] {
        due.enumerated().flatMap { place, instant in
            (0..<patients).map { ("P-\(name)-\(place)-\($0)", instant) }
        }
    }

    func isOurs(_ patient: String) -> Bool { patient.hasPrefix("P-\(name)-") }

    /// What has to be said, and when.
    package var expected: [Judgement.Subject: Date] {
        var expected: [Judgement.Subject: Date] = [:]
        for (patient, due) in places {
            for instruction in Self.instructions {
                expected[Judgement.Subject(patient: patient, instruction: instruction)] = due
            }
        }
        return expected
    }

    /// The clinic's files that state it.
    var files: [String] {
        stride(from: 0, to: places.count, by: Self.patientsPerFile).map { start in
            Self.file(places[start..<min(start + Self.patientsPerFile, places.count)])
        }
    }

    private static func file(_ places: ArraySlice<(patient: String, due: Date)>) -> String {
        func id(_ kind: String, _ patient: String) -> String { kind + patient.dropFirst() }
        let patients = places.map { "  \($0.patient): { zone: Europe/Berlin }\n" }
        let plans = places.map {
            "  \(id("PL", $0.patient)): { patient: \($0.patient), protocol: torture }\n"
        }
        let treatments = places.map {
            "  \(id("T", $0.patient)): { patient: \($0.patient), plan: \(id("PL", $0.patient)), "
                + "start: \(($0.due - session).formatted(.iso8601)), duration: 10min }\n"
        }
        return "patients:\n\(patients.joined())plans:\n\(plans.joined())treatments:\n\(treatments.joined())"
    }

    private static let session: TimeInterval = 600
    private static let instructions = (0..<10).map { "advice-\($0)" }

    /// The protocol of all bursts. Quiet hours do not hold its words back, so the hour of the day makes no difference.
    static let careProtocol =
        """
        protocol: torture
        version: 1
        title: { en: Ten pieces of advice }
        language: en
        routes: [intramuscular]
        duration: 10min
        sources: { sheet: "Made up for a test" }
        instructions:

        """
        + instructions.map {
            """
              \($0): { kind: advise, window: { after: end, for: 24h }, remind: [start], quiet: override, source: sheet, text: { en: "Until {until}: \($0)." } }

            """
        }.joined()
}
