import Aftercare
import AftercareStore
import Testing

/// Compares the ledger with a list that keeps the same data in the simplest way: after any writes both give the same
/// answers.
@Suite struct `The ledger beside a plain list` {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `answers the same whatever is decided, sent, settled and withdrawn`(seed: UInt64) throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        try store.takeInSamples()
        try store.write { tx in
            try tx.save(patient("P-2"))
            try tx.save(plan("PL-2", of: "P-2"))
            try tx.save(treatment("T-2"))
            try tx.save(treatment("T-3", of: "P-2", plan: "PL-2"))
        }
        var model = LedgerModel(store: store)
        var dice = Dice(seed: seed)
        var kinds: Set<LedgerModel.Step.Kind> = []
        for number in 0..<250 {
            let step = model.draw(&dice)
            kinds.insert(step.kind)
            try store.write { tx in
                #expect(try model.take(step, tx), "step \(number): \(step)")
                if number % 5 == 0 || number > 230 { try model.compare(tx, &dice, "seed \(seed), step \(number): \(step)") }
            }
        }
        #expect(kinds.count == LedgerModel.Step.Kind.allCases.count)
        // The file gives the same answers to the next process that opens it.
        try store.close()
        let again = try Store(directory: scratch.path)
        try again.write { try model.compare($0, &dice, "opened again") }
    }
}

/// A ledger as a list, in the order of decision.
private struct LedgerModel {
    struct Row {
        var reminder: Reminder
        var settledAt: Instant?
    }

    let store: Store
    var rows: [Row] = []
    var attempts: [OccurrenceID: (count: Int, redelivery: Redelivery)] = [:]
    /// Numbers that no record has, and whether they may be reused.
    var free: [Int64: Bool] = [:]
    private var now: Int64 = 1

    struct Step: CustomStringConvertible {
        enum Kind: CaseIterable { case decide, missed, advance, outdated, withdraw, again }
        let kind: Kind
        var occurrence = AftercareStoreTests.occurrence()
        var patient = "P-1"
        var reminder: Reminder?
        var state = ReminderState.sending
        var redelivery = Redelivery.proven
        var cursor: String?
        var reason: String?
        var hasTime = false

        var description: String { "\(kind) \(reminder?.id.text ?? "") \(state)" }
    }

    init(store: Store) { self.store = store }

    mutating func draw(_ dice: inout Dice) -> Step {
        now += Int64.random(in: 0...3, using: &dice)
        var kind = Step.Kind.allCases.randomElement(using: &dice) ?? .decide
        let target = rows.randomElement(using: &dice)?.reminder
        if target == nil { kind = .decide }
        if kind == .again, attempts.isEmpty { kind = .decide }
        var step = Step(kind: kind)
        step.reminder = target
        // A reminder without a number is never sent.
        step.state =
            ReminderState.allCases.filter { $0 != target?.state && (target?.sequence != nil || $0.isFinal) }
            .randomElement(using: &dice) ?? .cancelled
        step.redelivery = Bool.random(using: &dice) ? .proven : .uncertain
        step.cursor = Bool.random(using: &dice) ? "c\(now)" : nil
        step.reason = Int.random(in: 0...3, using: &dice) == 0 ? "why \(now)" : nil
        step.hasTime = Bool.random(using: &dice)
        let treatment = ["T-1", "T-2", "T-3"].randomElement(using: &dice) ?? "T-1"
        step.patient = treatment == "T-3" ? "P-2" : "P-1"
        // Some are due at the same instant.
        step.occurrence = AftercareStoreTests.occurrence(
            of: treatment, place: rows.count, role: [.reminder, .nag, .correction].randomElement(using: &dice) ?? .reminder,
            ordinal: Int.random(in: 0...2, using: &dice), due: Int64.random(in: 0...40, using: &dice) * 10)
        if kind == .again, let old = withdrawn.randomElement(using: &dice) {
            step.occurrence = old.occurrence
            step.patient = old.patient.rawValue
        }
        return step
    }

    /// Reminders that were withdrawn and not decided again, in the order of withdrawal.
    private var withdrawn: [Reminder] = []

    /// Applies a step to both the model and the store.
    ///
    /// - Returns: whether both report the same outcome.
    mutating func take(_ step: Step, _ tx: StoreTransaction) throws -> Bool {
        switch step.kind {
        case .decide, .again, .missed:
            let id = OccurrenceID(step.occurrence.key, store: store.id)
            guard !rows.contains(where: { $0.reminder.id == id }) else { return true }
            let isSent = step.kind != .missed
            let sequence = isSent ? try tx.takeSequences(1).first : nil
            if isSent {
                guard sequence == expectedSequence else { return false }
                if let sequence { free[sequence] = nil }
            }
            let before = try tx.takeAttempts(of: id)
            guard before?.count == attempts[id]?.count, before?.redelivery == attempts[id]?.redelivery else { return false }
            attempts[id] = nil
            withdrawn.removeAll { $0.id == id }
            let reminder = Reminder(
                id: id, patient: AftercareStoreTests.id(step.patient), occurrence: step.occurrence,
                state: isSent ? .sending : .missed, sequence: sequence, attempt: isSent ? (before?.count ?? 0) + 1 : 0,
                redelivery: before?.redelivery, reason: isSent ? nil : step.reason,
                payload: isSent ? Payload(text: "m\(now)", language: .english) : nil, decidedAt: at(now), emittedAt: nil, cursor: nil)
            try tx.insert(reminder, bootID: nil)
            rows.append(Row(reminder: reminder))
            return true
        case .advance, .outdated:
            guard let reminder = step.reminder, let place = rows.firstIndex(where: { $0.reminder.id == reminder.id }) else { return true }
            let isCurrent = step.kind == .advance
            let time = step.hasTime ? at(now) : nil
            let hasMoved = try tx.advance(
                reminder.id, from: isCurrent || step.hasTime ? reminder.state : step.state,
                attempt: isCurrent || !step.hasTime ? reminder.attempt : reminder.attempt + 1, to: step.state, cursor: step.cursor,
                emittedAt: time, settledAt: step.state == .settled ? at(now) : nil, reason: step.reason)
            guard isCurrent else { return !hasMoved }
            rows[place].reminder = reminder.moved(to: step.state, cursor: step.cursor, emittedAt: time, reason: step.reason)
            if step.state == .settled { rows[place].settledAt = at(now) }
            return hasMoved
        case .withdraw:
            guard let reminder = step.reminder else { return true }
            guard try tx.withdraw(reminder, step.redelivery) else { return false }
            rows.removeAll { $0.reminder.id == reminder.id }
            withdrawn.append(reminder)
            // A reminder that was once uncertain stays so.
            attempts[reminder.id] = (reminder.attempt, reminder.redelivery == .uncertain ? .uncertain : step.redelivery)
            if let sequence = reminder.sequence { free[sequence] = step.redelivery == .proven }
            return true
        }
    }

    private var highest: Int64 { (rows.compactMap(\.reminder.sequence) + free.keys).max() ?? 0 }
    private var expectedSequence: Int64 { free.filter(\.value).keys.min() ?? highest + 1 }

    func compare(_ tx: StoreTransaction, _ dice: inout Dice, _ place: String) throws {
        let all = rows.map(\.reminder)
        for reminder in all { #expect(try tx.reminder(reminder.id) == reminder, "\(place)") }
        for gone in withdrawn { #expect(try tx.reminder(gone.id) == nil, "\(place)") }
        #expect(try tx.highestSequence() == highest, "\(place)")
        #expect(try tx.freeSequences() == free.keys.sorted(), "\(place)")

        let waiting = all.filter { !$0.state.isFinal }.sorted { ($0.sequence ?? 0) < ($1.sequence ?? 0) }
        let limit = Int.random(in: 1...9, using: &dice)
        #expect(try tx.unsettled(of: 1, limit: limit).map(\.id) == waiting.prefix(limit).map(\.id), "\(place)")

        let numbered = rows.filter { $0.reminder.sequence != nil }.sorted { ($0.reminder.sequence ?? 0) < ($1.reminder.sequence ?? 0) }
        let after = Int64.random(in: 0...highest, using: &dice)
        #expect(
            try tx.delivered(after: after, limit: limit)
                == numbered.filter { ($0.reminder.sequence ?? 0) > after }.prefix(limit).map { row in
                    LedgerEntry(
                        id: row.reminder.id, sequence: row.reminder.sequence ?? 0, attempt: row.reminder.attempt,
                        state: row.reminder.state, cursor: row.reminder.cursor, due: row.reminder.occurrence.due,
                        emittedAt: row.reminder.emittedAt, settledAt: row.settledAt, reason: row.reminder.reason)
                }, "\(place)")

        let since = at(Int64.random(in: 0...400, using: &dice))
        #expect(try tx.firstSequence(since: since) == all.filter { $0.occurrence.due >= since }.compactMap(\.sequence).min(), "\(place)")
        let counted = all.filter { !$0.state.isFinal || $0.occurrence.due > since }
        #expect(try tx.reminderCounts(since: since) == Dictionary(grouping: counted, by: \.state).mapValues(\.count), "\(place)")

        let settled = rows.filter { $0.reminder.state == .settled }
        #expect(try tx.lastSettled() == settled.compactMap(\.settledAt).max(), "\(place)")
        let moment = at(Int64.random(in: 0...now, using: &dice))
        #expect(
            try Set(tx.settled(since: moment, of: 1, limit: 1000).map(\.id))
                == Set(settled.filter { $0.settledAt.map { $0 >= moment } ?? false }.map(\.reminder.id)), "\(place)")

        try compareLists(of: all, tx, since, limit, &dice, place)
        let treatments = [["T-1"], ["T-3", "T-1"], ["T-1", "T-2", "T-3"], []].randomElement(using: &dice) ?? []
        let decided = try tx.decided(of: treatments.map { AftercareStoreTests.id($0) })
        let concerned = all.filter { treatments.contains($0.occurrence.window.treatment.rawValue) }
        #expect(decided.keys == Set(concerned.map(\.occurrence.key)), "\(place)")
        #expect(decided.emitted.map(\.key) == concerned.filter(\.isSaid).map(\.occurrence.key), "\(place)")
    }

    /// Compares page after page, for one patient or all, with some states or any.
    private func compareLists(
        of all: [Reminder], _ tx: StoreTransaction, _ since: Instant, _ limit: Int, _ dice: inout Dice, _ place: String
    ) throws {
        let patient: String? = ["P-1", "P-2", nil].randomElement(using: &dice) ?? nil
        let states = Set(ReminderState.allCases.filter { _ in Int.random(in: 0...2, using: &dice) == 0 })
        let wanted = all.filter {
            (patient.map($0.patient.rawValue.elementsEqual) ?? true) && (states.isEmpty || states.contains($0.state))
        }
        .sorted { ($0.occurrence.due, $0.id.text) > ($1.occurrence.due, $1.id.text) }
        var listed: [OccurrenceID] = []
        var cursor: ReminderCursor?
        repeat {
            let page = try tx.reminders(of: patient.map { AftercareStoreTests.id($0) }, states: states, before: cursor, limit: limit)
            #expect(page.count <= limit)
            listed += page.map(\.id)
            cursor = page.last.map { ReminderCursor(due: $0.occurrence.due, id: $0.id) }
        } while cursor != nil && listed.count <= all.count
        #expect(listed == wanted.map(\.id), "\(place)")
    }
}

extension Reminder {
    fileprivate var isSaid: Bool {
        occurrence.role == .correction || [.sending, .seen, .settled, .printed].contains(state)
    }

    fileprivate func moved(to state: ReminderState, cursor: String?, emittedAt: Instant?, reason: String?) -> Reminder {
        Reminder(
            id: id, patient: patient, occurrence: occurrence, state: state, sequence: sequence, attempt: attempt, redelivery: redelivery,
            reason: reason ?? self.reason, payload: payload, claim: claim, decidedAt: decidedAt,
            emittedAt: emittedAt ?? self.emittedAt, cursor: cursor ?? self.cursor)
    }
}
