package import Aftercare

/// What would happen to a patient from one instant to another, if everything is delivered at once and nobody
/// answers.
package struct PreviewBody: Codable, Sendable {
    package var patient: PatientID
    package var zone: String
    package var from: Instant
    package var through: Instant
    package var treatments: [SessionBody]
    /// By when they open.
    package var windows: [PreviewWindowBody]
    /// In the order in which they happen.
    package var entries: [PreviewEntryBody]
    /// The patient's quiet hours that touch the span.
    package var quiet: [QuietSpanBody]
    /// Whether more would happen within the span than is told here.
    package var isCut: Bool

    package init(_ forecast: Forecast, of record: CareRecord) {
        patient = record.patient.id
        zone = record.zone.name
        from = forecast.from
        through = forecast.through
        treatments = record.treatments.map { SessionBody(treatment: $0.id, start: $0.start, end: $0.end, site: $0.site) }
        let language = record.clinic.language
        windows = forecast.windows.map { PreviewWindowBody($0, label: record.label(of: $0, in: language)) }
        entries = forecast.entries.map {
            PreviewEntryBody($0, label: record.label(of: $0.decision.occurrence.window, in: language))
        }
        isCut = forecast.isCut
        quiet = forecast.quiet.map { QuietSpanBody(from: $0.lowerBound, to: $0.upperBound) }
    }
}

package struct SessionBody: Codable, Sendable {
    package var treatment: TreatmentID
    package var start: Instant
    package var end: Instant
    package var site: String?

    /// The site is written freely: see `CodingUserInfoKey.hidesPersons`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(treatment, forKey: .treatment)
        try container.encode(start, forKey: .start)
        try container.encode(end, forKey: .end)
        if !encoder.hidesPersons { try container.encodeIfPresent(site, forKey: .site) }
    }
}

package struct QuietSpanBody: Codable, Sendable {
    package var from: Instant
    package var to: Instant
}

package struct PreviewWindowBody: Codable, Sendable {
    package var treatment: TreatmentID
    package var plan: PlanID
    package var instruction: InstructionID
    package var kind: Instruction.Kind
    package var label: String
    package var opens: Instant
    package var closes: Instant

    init(_ window: Window, label: String) {
        treatment = window.treatment
        plan = window.plan
        instruction = window.instruction
        kind = window.kind
        self.label = label
        opens = window.opens
        closes = window.closes
    }
}

/// What would become of one occurrence.
package struct PreviewEntryBody: Codable, Sendable {
    /// The raw values are part of the interface; do not change them.
    package enum Outcome: String, CaseIterable, Codable, Sendable {
        case said, missed, suppressed, cancelled
    }

    package var at: Instant
    /// The instant that the instruction names.
    package var instant: Instant
    package var due: Instant
    package var deadline: Instant
    package var treatment: TreatmentID
    package var instruction: InstructionID
    package var kind: Instruction.Kind
    package var label: String
    package var role: Role
    package var phase: Phase
    package var outcome: Outcome
    /// Why it is not said: a stable word, and the same in words.
    package var reason: String?
    package var reasonWords: String?
    package var message: String?
    /// The other treatments that it speaks for.
    package var alsoFor: [TreatmentID]

    init(_ entry: Forecast.Entry, label: String) {
        let occurrence = entry.decision.occurrence
        at = entry.at
        instant = occurrence.instant
        due = occurrence.due
        deadline = occurrence.deadline
        treatment = occurrence.window.treatment
        instruction = occurrence.window.instruction
        kind = occurrence.window.kind
        self.label = label
        role = occurrence.role
        phase = occurrence.phase
        switch entry.decision.verdict {
        case .emit: (outcome, reason, reasonWords) = (.said, nil, nil)
        case .miss(let why): (outcome, reason, reasonWords) = (.missed, why.rawValue, why.words)
        case .suppress(let why): (outcome, reason, reasonWords) = (.suppressed, why.rawValue, why.words)
        case .cancel(let why): (outcome, reason, reasonWords) = (.cancelled, why.rawValue, why.words)
        }
        message = entry.message?.text
        alsoFor = entry.message?.alsoFor ?? []
    }
}
