/// What was decided about a patient's treatments before.
package struct Decided: Equatable, Sendable {
    /// Every occurrence that was decided, whatever became of it.
    package var keys: Set<OccurrenceKey>
    /// What was said, in the order of saying; and every correction, said or not.
    package var said: [Said]

    package init(keys: Set<OccurrenceKey> = [], said: [Said] = []) {
        self.keys = keys
        self.said = said
    }

    /// Without what was decided about `treatments`.
    func without(_ treatments: Set<TreatmentID>) -> Decided {
        Decided(
            keys: keys.filter { !treatments.contains($0.treatment) },
            said: said.filter { !treatments.contains($0.key.treatment) })
    }

    /// Takes in what a look at `now` decided.
    package mutating func add(_ decision: Decision, at now: Instant) {
        keys.insert(decision.occurrence.key)
        var isSaid = decision.occurrence.role == .correction
        if case .emit = decision.verdict { isSaid = true }
        if isSaid { said.append(Said(decision.occurrence, claim: decision.claim, at: now)) }
    }
}

/// One saying, and what it claimed.
package struct Said: Equatable, Sendable {
    package let key: OccurrenceKey
    package let window: Window
    package let phase: Phase
    package let due: Instant
    package let deadline: Instant
    /// When it was decided to say it.
    package let at: Instant
    package let claim: Claim

    package init(
        key: OccurrenceKey, window: Window, phase: Phase, due: Instant, deadline: Instant, at: Instant, claim: Claim
    ) {
        self.key = key
        self.window = window
        self.phase = phase
        self.due = due
        self.deadline = deadline
        self.at = at
        self.claim = claim
    }

    init(_ occurrence: Occurrence, claim: Claim, at now: Instant) {
        self.init(
            key: occurrence.key, window: occurrence.window, phase: occurrence.phase, due: occurrence.due,
            deadline: occurrence.deadline, at: now, claim: claim)
    }

    var strand: Strand { Strand(window) }
}

/// What a reminder told the patient that an edit can make wrong.
package struct Claim: Hashable, Sendable {
    /// Until when it holds; nil: it named no time.
    package let until: Instant?
    /// Of a compress.
    package let modality: Modality?

    package init(until: Instant? = nil, modality: Modality? = nil) {
        self.until = until
        self.modality = modality
    }

    /// Whether it says the same as `other`, within the tolerance of times.
    func agrees(with other: Claim) -> Bool {
        guard modality == other.modality else { return false }
        switch (until, other.until) {
        case (nil, nil): return true
        case (let one?, let two?): return abs(one - two) <= Occurrence.tolerance
        case (nil, _?), (_?, nil): return false
        }
    }
}
