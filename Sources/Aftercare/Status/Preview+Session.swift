extension Preview {
    /// A session in the preview.
    package struct Session: Equatable, Codable, Sendable {
        package var treatment: TreatmentID
        package var start: Instant
        package var end: Instant
        package var site: String?

        /// The site is free text: see `CodingUserInfoKey.hidesPersons`.
        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(treatment, forKey: .treatment)
            try container.encode(start, forKey: .start)
            try container.encode(end, forKey: .end)
            if !encoder.hidesPersons { try container.encodeIfPresent(site, forKey: .site) }
        }
    }
}
