/// What would happen to a patient from one instant to another if every reminder were delivered at once and nobody
/// responded.
package struct Preview: Equatable, Codable, Sendable {
    package var patient: PatientID
    package var zone: String
    package var from: Instant
    package var through: Instant
    package var treatments: [Session]
    /// In order of opening.
    package var windows: [Window]
    /// In order of time.
    package var entries: [Entry]
    /// What is sent, in the order in which it goes out: all that is said at one moment is one message, or a few.
    package var messages: [Message]
    /// How many messages that makes for the patient.
    package var load: MessageLoad
    /// The patient's quiet hours that touch the span.
    package var quiet: [QuietSpan]
    /// Whether the span holds more entries than the preview.
    package var isCut: Bool

    package init(_ forecast: Forecast, of record: CareRecord) {
        patient = record.patient.id
        zone = record.zone.name
        from = forecast.from
        through = forecast.through
        treatments = record.treatments.map { Session(treatment: $0.id, start: $0.start, end: $0.end, site: $0.site) }
        let language = record.clinic.language
        windows = forecast.windows.map { Window($0, label: record.label(of: $0, in: language)) }
        entries = forecast.entries.map {
            Entry($0, label: record.label(of: $0.decision.occurrence.window, in: language))
        }
        let places = Dictionary(
            forecast.entries.enumerated().map { ($0.element.decision.occurrence.key, $0.offset) }, uniquingKeysWith: { _, last in last })
        messages = forecast.messages.map { message in
            Message(message, entries: message.decisions.compactMap { places[$0.occurrence.key] })
        }
        load = MessageLoad(of: forecast, for: record)
        isCut = forecast.isCut
        quiet = forecast.quiet.map { QuietSpan(from: $0.lowerBound, to: $0.upperBound) }
    }
}
