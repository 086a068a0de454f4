/// What was decided about a patient's treatments before.
package struct DecisionHistory: Equatable, Sendable {
    /// Every occurrence that was decided, whatever became of it.
    package var keys: Set<OccurrenceKey>
    /// What was said, in the order of saying; and every correction, said or not.
    package var emitted: [EmittedReminder]

    package init(keys: Set<OccurrenceKey> = [], emitted: [EmittedReminder] = []) {
        self.keys = keys
        self.emitted = emitted
    }

    /// Without what was decided about `treatments`.
    func without(_ treatments: Set<TreatmentID>) -> DecisionHistory {
        DecisionHistory(
            keys: keys.filter { !treatments.contains($0.treatment) },
            emitted: emitted.filter { !treatments.contains($0.key.treatment) })
    }

    /// Takes in what a look at `now` decided.
    ///
    /// - Returns: what counts as said by it; nil: nothing.
    @discardableResult
    package mutating func add(_ decision: Decision, at now: Instant) -> EmittedReminder? {
        keys.insert(decision.occurrence.key)
        var isSaid = decision.occurrence.role == .correction
        if case .emit = decision.verdict { isSaid = true }
        guard isSaid else { return nil }
        let fresh = EmittedReminder(decision.occurrence, claim: decision.claim, alsoFor: decision.message?.alsoFor ?? [], at: now)
        emitted.append(fresh)
        return fresh
    }
}
