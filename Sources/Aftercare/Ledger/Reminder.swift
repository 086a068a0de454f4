/// A decided occurrence in the ledger: what became of it, and why (FHIR R4: Communication, once emitted).
package struct Reminder: Hashable, Sendable {
    package let id: OccurrenceID
    package let patient: PatientID
    package let occurrence: Occurrence
    package let state: ReminderState
    /// The number of its message in the journal, without gaps; nil if it was never to be sent.
    package let sequence: Int64?
    /// Its place in its message.
    package let line: Int
    /// The number of attempts to send it.
    package let attempt: Int
    /// What is known about the previous attempt; nil if there was none.
    package let redelivery: Redelivery?
    /// Why it was not emitted.
    package let reason: String?
    /// What was said of it; nil if it was never to be sent.
    package let payload: Payload?
    /// What it told the patient, for later comparison by a correction.
    package let claim: Claim
    package let decidedAt: Instant
    package let emittedAt: Instant?
    /// The journal cursor of its record, read back: the receipt.
    package let cursor: String?
    /// The epoch of the writer that sent it; nil if it was never to be sent, or is from before epochs were stored.
    package let epoch: Int?

    /// The reason beside a receipt from a journal that does not survive a power cut.
    package static let inMemoryReason = "journal-in-memory"

    package init(
        id: OccurrenceID, patient: PatientID, occurrence: Occurrence, state: ReminderState, sequence: Int64?, line: Int = 0,
        attempt: Int, redelivery: Redelivery? = nil, reason: String?, payload: Payload?, claim: Claim = Claim(),
        decidedAt: Instant, emittedAt: Instant?, cursor: String?, epoch: Int? = nil
    ) {
        self.id = id
        self.patient = patient
        self.occurrence = occurrence
        self.state = state
        self.sequence = sequence
        self.line = line
        self.attempt = attempt
        self.redelivery = redelivery
        self.reason = reason
        self.payload = payload
        self.claim = claim
        self.decidedAt = decidedAt
        self.emittedAt = emittedAt
        self.cursor = cursor
        self.epoch = epoch
    }

    /// Seconds from when it was due until it was emitted; 0 within the minute that people call punctual.
    package var lateBy: Int64 {
        guard let emittedAt else { return 0 }
        return Occurrence.lateness(emittedAt - occurrence.due)
    }
}

/// The state of an occurrence in the ledger. Until it is decided it is computed, never stored.
///
///     (computed) ─ due ─┬─→ sending ──→ seen ──→ settled
///          ↑            │     │
///          └────────────┼─────┘ absent behind a barrier: decided again, as the next attempt
///                       ├─→ printed      there is no journal: shown on the terminal, no receipt
///                       ├─→ missed       no longer useful
///                       ├─→ suppressed   a rule forbade it
///                       └─→ cancelled    overtaken by an edit
package enum ReminderState: String, CaseIterable, Codable, Sendable {
    case sending, seen, settled, printed, missed, suppressed, cancelled

    /// Whether its state is final.
    package var isFinal: Bool { self != .sending && self != .seen }
}
