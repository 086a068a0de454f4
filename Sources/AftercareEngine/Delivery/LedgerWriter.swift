import Aftercare
import AftercareStore

/// Records what evaluations decided, within one transaction: each decision in the ledger, and each message under a number
/// of its own.
struct LedgerWriter {
    private let tx: StoreTransaction
    private let now: Instant
    private let epoch: Int
    private let bootID: String?
    /// Whether an occurrence may have been sent before.
    private let hasPast: Bool
    /// What is due until then another machine may have sent, and its journal may be unreadable; nil when none has.
    private let uncertainUntil: Instant?

    /// The recorded reason for a receipt that a store which is an older copy found in the journal.
    private static let adoptedReason = "adopted"

    init(_ tx: StoreTransaction, now: Instant, epoch: Int, bootID: String?) throws {
        self.tx = tx
        self.now = now
        self.epoch = epoch
        self.bootID = bootID
        hasPast = try tx.hasPast()
        uncertainUntil = try tx.uncertainUntil()
    }

    /// One patient's evaluation, with its messages.
    struct Look {
        let record: CareRecord
        let decisions: [Decision]
        let messages: [[Decision]]
        /// Decisions whose reminders are in the journal already: they are adopted, and no message says them again.
        let journaled: [OccurrenceKey: JournaledReminder]
    }

    /// Composes the messages of one evaluation. What the journal holds already is in none of them.
    func compose(_ decisions: [Decision], of schedule: Schedule) throws -> Look {
        let record = schedule.record
        var journaled: [OccurrenceKey: JournaledReminder] = [:]
        if hasPast {
            for decision in decisions {
                let key = decision.occurrence.key
                journaled[key] = try tx.takeJournaled(of: OccurrenceID(key, store: record.store))
            }
        }
        let emitted = decisions.filter { $0.isEmitted && journaled[$0.occurrence.key] == nil }
        return Look(record: record, decisions: decisions, messages: schedule.messages(of: emitted, at: now), journaled: journaled)
    }

    /// Records the decisions. Messages are numbered in the order in which they are due, whichever patients they are for;
    /// those of one patient stay in order.
    ///
    /// - Returns: a reminder for each decision, patient by patient.
    func record(_ looks: [Look]) throws -> [Reminder] {
        let places = try places(in: looks)
        var reminders: [Reminder] = []
        for (look, places) in zip(looks, places) {
            for decision in look.decisions {
                let reminder = try reminder(for: decision, in: look, at: places[decision.occurrence.key])
                reminders.append(reminder)
                try tx.insert(reminder, bootID: bootID)
                if reminder.state == .settled {
                    _ = try tx.advance(reminder.id, from: .settled, attempt: reminder.attempt, to: .settled, settledAt: now)
                }
            }
        }
        return reminders
    }

    /// Where a message says a decision, and how.
    private struct Place {
        let sequence: Int64
        let line: Int
        let decision: Decision
    }

    private func places(in looks: [Look]) throws -> [[OccurrenceKey: Place]] {
        let order = looks.indices.flatMap { index -> [(look: Int, message: Int, due: Instant)] in
            var latest = Instant.distantPast
            return looks[index].messages.indices.map { message in
                latest = max(latest, looks[index].messages[message].map(\.occurrence.due).min() ?? latest)
                return (index, message, latest)
            }
        }.enumerated().sorted { ($0.element.due, $0.offset) < ($1.element.due, $1.offset) }.map(\.element)
        var places: [[OccurrenceKey: Place]] = looks.map { _ in [:] }
        for (sequence, (look, message, _)) in zip(try tx.takeSequences(order.count), order) {
            for (line, decision) in looks[look].messages[message].enumerated() {
                places[look][decision.occurrence.key] = Place(sequence: sequence, line: line, decision: decision)
            }
        }
        return places
    }

    private func reminder(for decision: Decision, in look: Look, at place: Place?) throws -> Reminder {
        let record = look.record
        let id = OccurrenceID(decision.occurrence.key, store: record.store)
        if let journaled = look.journaled[decision.occurrence.key] {
            return Reminder(
                id: id, patient: record.patient.id, occurrence: decision.occurrence, state: .settled,
                sequence: journaled.sequence, line: try tx.nextLine(ofMessage: journaled.sequence), attempt: journaled.attempt,
                reason: Self.adoptedReason,
                payload: Payload(
                    text: journaled.text, language: decision.payload?.language ?? record.patient.language,
                    alsoFor: decision.payload?.alsoFor ?? []),
                claim: decision.claim, decidedAt: now, emittedAt: nil, cursor: journaled.cursor, epoch: journaled.epoch)
        }
        var before = hasPast ? try tx.takeAttempts(of: id) : nil
        if let uncertainUntil, decision.occurrence.due <= uncertainUntil { before = (max(1, before?.count ?? 0), .uncertain) }
        let (state, reason) = outcome(of: decision)
        return Reminder(
            id: id, patient: record.patient.id, occurrence: decision.occurrence, state: state, sequence: place?.sequence,
            line: place?.line ?? 0, attempt: (before?.count ?? 0) + (place == nil ? 0 : 1), redelivery: before?.redelivery,
            reason: reason, payload: place?.decision.payload, claim: place?.decision.claim ?? decision.claim, decidedAt: now,
            emittedAt: nil, cursor: nil, epoch: place == nil ? nil : epoch)
    }

    private func outcome(of decision: Decision) -> (ReminderState, reason: String?) {
        switch decision.verdict {
        case .miss(let reason): (.missed, reason.rawValue)
        case .suppress(let reason): (.suppressed, reason.rawValue)
        case .cancel(let reason): (.cancelled, reason.rawValue)
        case .emit: decision.isEmitted ? (.sending, nil) : (.suppressed, SuppressReason.noText.rawValue)
        }
    }
}
