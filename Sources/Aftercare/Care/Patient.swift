/// A person under aftercare (FHIR R4: Patient), known by a pseudonym.
package struct Patient: Hashable, Codable, Sendable {
    package let id: PatientID
    /// The name of the zone in which the patient lives: `Europe/Berlin`.
    package let zone: String
    package let language: Language
    /// nil: the clinic's.
    package let quietHours: QuietHours?
    package let status: Status
    /// For the clinic's own tables. It never reaches the journal.
    package let name: String?

    package init(
        id: PatientID, zone: String, language: Language, quietHours: QuietHours?, status: Status, name: String?
    ) {
        self.id = id
        self.zone = zone
        self.language = language
        self.quietHours = quietHours
        self.status = status
        self.name = name
    }

    package enum Status: String, CaseIterable, Codable, Sendable {
        case active, inactive, deceased
    }
}

/// The hours of a patient's day in which nothing is said that can wait: `21:00–08:00`, past midnight where
/// the end lies before the start.
package struct QuietHours: Hashable, Sendable {
    package let from: LocalTime
    package let to: LocalTime

    package init?(from: LocalTime, to: LocalTime) {
        guard from != to else { return nil }
        self.from = from
        self.to = to
    }
}

extension QuietHours: Spoken, CustomStringConvertible {
    package init(spoken text: String) throws(Malformed) {
        let parts = text.split(whereSeparator: { $0 == "-" || $0 == "–" })
        let malformed = Malformed(value: text, expected: "quiet hours from one time to another, like 21:00-08:00")
        guard parts.count == 2, let from = try? LocalTime(spoken: String(parts[0])),
            let to = try? LocalTime(spoken: String(parts[1])), let hours = QuietHours(from: from, to: to)
        else { throw malformed }
        self = hours
    }

    package var spoken: String { "\(from)-\(to)" }
    package var description: String { "\(from)–\(to)" }
}
