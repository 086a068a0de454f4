package import Foundation

/// Reminders that fall due together: ten for each patient, or as many as is asked for, at the end of a session, at any
/// hour of the day. Every second one is a message of its own, and the others of a patient are one message.
package struct Burst: Sendable {
    /// What makes its patients different from those of other bursts.
    let name: String
    /// How many patients each of the instants has.
    let patients: Int
    let due: [Date]
    let perPatient: Int

    package static let perPatient = 10
    /// A file as large as this is stated at once.
    private static let patientsPerFile = 1000

    /// - Parameters:
    ///   - reminders: in all; full tens for each instant.
    ///   - due: whole seconds.
    ///   - perPatient: where it is not the usual ten, there has to be the protocol for it.
    package init(_ name: String, reminders: Int, due: [Date], perPatient: Int = perPatient) {
        self.name = name
        self.patients = max(1, reminders / perPatient / due.count)
        self.due = due
        self.perPatient = perPatient
    }

    var reminders: Int { patients * due.count * perPatient }
    /// How many messages these are, and so how many records.
    var messages: Int { patients * due.count * Self.messagesPerPatient(perPatient) }

    /// How many messages so many reminders are; full tens.
    static func messages(of reminders: Int) -> Int { reminders / perPatient * messagesPerPatient(perPatient) }
    /// How many reminders so many messages are, about; full tens.
    static func reminders(in messages: Int) -> Int { messages / messagesPerPatient(perPatient) * perPatient }
    private static func messagesPerPatient(_ reminders: Int) -> Int { reminders / 2 + 1 }

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
            for instruction in Self.instructions(perPatient) {
                expected[Judgement.Subject(patient: patient, instruction: instruction)] = due
            }
        }
        return expected
    }

    /// The clinic's files that state it.
    var files: [String] {
        stride(from: 0, to: places.count, by: Self.patientsPerFile).map { start in
            file(places[start..<min(start + Self.patientsPerFile, places.count)])
        }
    }

    private func file(_ places: ArraySlice<(patient: String, due: Date)>) -> String {
        func id(_ kind: String, _ patient: String) -> String { kind + patient.dropFirst() }
        let patients = places.map { "  \($0.patient): { zone: Europe/Berlin }\n" }
        let plans = places.map {
            "  \(id("PL", $0.patient)): { patient: \($0.patient), protocol: \(Self.protocolName(perPatient)) }\n"
        }
        let treatments = places.map {
            "  \(id("T", $0.patient)): { patient: \($0.patient), plan: \(id("PL", $0.patient)), "
                + "start: \(($0.due - Self.session).formatted(.iso8601)), duration: 10min }\n"
        }
        return "patients:\n\(patients.joined())plans:\n\(plans.joined())treatments:\n\(treatments.joined())"
    }

    private static let session: TimeInterval = 600
    private static func instructions(_ count: Int) -> [String] { (0..<count).map { "advice-\($0)" } }

    static func protocolName(_ count: Int) -> String { count == perPatient ? "torture" : "torture-\(count)" }

    private static func isApart(_ index: Int) -> Bool { !index.isMultiple(of: 2) }

    /// The protocol of bursts. Quiet hours do not hold its words back, so the hour of the day makes no difference.
    ///
    /// - Parameter hours: how long they are of use.
    static func careProtocol(_ count: Int = perPatient, hours: Int = 24) -> String {
        """
        protocol: \(protocolName(count))
        version: 1
        title: { en: Pieces of advice }
        language: en
        routes: [intramuscular]
        duration: 10min
        sources: { sheet: "Made up for a test" }
        instructions:

        """
            + instructions(count).enumerated().map { index, id in
                """
                  \(id): { kind: advise, window: { after: end, for: \(hours)h }, remind: [start], quiet: override, apart: \(isApart(index)), source: sheet, text: { en: "Until {until}: \(id)." } }

                """
            }.joined()
    }
}
