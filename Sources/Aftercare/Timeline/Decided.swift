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
    ///
    /// - Returns: what counts as said by it; nil: nothing.
    @discardableResult
    package mutating func add(_ decision: Decision, at now: Instant) -> Said? {
        keys.insert(decision.occurrence.key)
        var isSaid = decision.occurrence.role == .correction
        if case .emit = decision.verdict { isSaid = true }
        guard isSaid else { return nil }
        let fresh = Said(decision.occurrence, claim: decision.claim, alsoFor: decision.message?.alsoFor ?? [], at: now)
        said.append(fresh)
        return fresh
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
    /// The other treatments that it named.
    package let alsoFor: [TreatmentID]

    package init(
        key: OccurrenceKey, window: Window, phase: Phase, due: Instant, deadline: Instant, at: Instant, claim: Claim,
        alsoFor: [TreatmentID] = []
    ) {
        self.key = key
        self.window = window
        self.phase = phase
        self.due = due
        self.deadline = deadline
        self.at = at
        self.claim = claim
        self.alsoFor = alsoFor
    }

    init(_ occurrence: Occurrence, claim: Claim, alsoFor: [TreatmentID], at now: Instant) {
        self.init(
            key: occurrence.key, window: occurrence.window, phase: occurrence.phase, due: occurrence.due,
            deadline: occurrence.deadline, at: now, claim: claim, alsoFor: alsoFor)
    }

    var strand: Strand { Strand(window) }
}

/// What a reminder told the patient that an edit can make wrong. It outlives the version of the protocol that it was
/// said by.
package struct Claim: Hashable, Sendable {
    /// Until when it holds; nil: it named no time.
    package var until: Instant?
    /// The same as the patient read it, on the clock of the zone of that time; nil: it named no time of the clock.
    package var clock: LocalDateTime?
    /// Of a compress.
    package var modality: Modality?
    /// What it was about; nil: it was said before version 0.2 of the service.
    package var topic: Topic?
    /// A short name for it in the patient's language.
    package var label: String?
    /// The sentence that it was made of, with its placeholders; nil: it was none of the protocol's.
    package var template: String?

    package init(
        until: Instant? = nil, clock: LocalDateTime? = nil, modality: Modality? = nil, topic: Topic? = nil,
        label: String? = nil, template: String? = nil
    ) {
        self.until = until
        self.clock = clock
        self.modality = modality
        self.topic = topic
        self.label = label
        self.template = template
    }

    /// Whether it gives the same end and modality as `other`, within the tolerance of times.
    func agrees(with other: Claim) -> Bool {
        guard modality == other.modality else { return false }
        switch (until, other.until) {
        case (nil, nil): return true
        case (let one?, let two?): return abs(one - two) <= Occurrence.tolerance
        case (nil, _?), (_?, nil): return false
        }
    }

    /// Whether what it told of its end is still so where the end is `end`: by the clock where it was told by the
    /// clock, since that is what the patient goes by.
    func isTrue(of end: Instant, in zone: Zone) -> Bool {
        if let clock { return abs(clock.asIfUTC - zone.local(end).asIfUTC) <= Occurrence.tolerance }
        return until.map { abs($0 - end) <= Occurrence.tolerance } ?? true
    }
}
