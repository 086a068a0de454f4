import Foundation

/// Reminders that fall due together, at the end of a session of each patient: half of them of use for half an hour
/// only, half of them for three years. Four of ten are messages of their own, and the others of a patient are one message.
struct Sayings: Sendable {
    /// What makes its patients different from those of others.
    let name: String
    let patients: Int
    /// A whole second.
    let due: Date

    static let protocolName = "sayings"
    private static let lasting = (0..<5).map { "lasting-\($0)" }
    private static let brief = (0..<5).map { "brief-\($0)" }
    static let perPatient = lasting.count + brief.count

    var count: Int { patients * Self.perPatient }
    /// How many of them are of use for three years.
    var lasting: Int { patients * Self.lasting.count }

    private var ids: [String] { (0..<patients).map { "\(name)-\($0)" } }

    func isOurs(_ record: [String: String]) -> Bool {
        record["AFTERCARE_PATIENT"]?.hasPrefix("P-\(name)-") == true
    }

    /// What has to be said, and when.
    var expected: [Judgement.Subject: Date] { subjects(Self.lasting + Self.brief) }

    /// What nobody needs to hear when half an hour has passed.
    var perishable: Set<Judgement.Subject> { Set(subjects(Self.brief).keys) }

    private func subjects(_ instructions: [String]) -> [Judgement.Subject: Date] {
        var subjects: [Judgement.Subject: Date] = [:]
        for id in ids {
            for instruction in instructions {
                subjects[Judgement.Subject(patient: "P-\(id)", instruction: instruction)] = due
            }
        }
        return subjects
    }

    /// The clinic's file that states it.
    var file: String {
        let start = (due - 600).formatted(.iso8601)
        let patients = ids.map { "  P-\($0): { zone: Etc/UTC }\n" }
        let plans = ids.map { "  PL-\($0): { patient: P-\($0), protocol: \(Self.protocolName) }\n" }
        let treatments = ids.map {
            "  T-\($0): { patient: P-\($0), plan: PL-\($0), start: \(start), duration: 10min }\n"
        }
        return "patients:\n\(patients.joined())plans:\n\(plans.joined())treatments:\n\(treatments.joined())"
    }

    /// Quiet hours do not hold its words back, so the hour of the day makes no difference.
    static let careProtocol =
        """
        protocol: \(protocolName)
        version: 1
        title: { en: Five that last and five that do not }
        language: en
        routes: [intramuscular]
        duration: 10min
        sources: { sheet: "Made up for a test" }
        instructions:

        """ + instructions(lasting, window: "36mo") + instructions(brief, window: "30min")

    private static func instructions(_ ids: [String], window: String) -> String {
        ids.enumerated().map { index, id in
            """
              \(id): { kind: advise, window: { after: end, for: \(window) }, remind: [start], quiet: override, apart: \(!index.isMultiple(of: 2)), source: sheet, text: { en: "Until {until}: \(id)." } }

            """
        }.joined()
    }
}
