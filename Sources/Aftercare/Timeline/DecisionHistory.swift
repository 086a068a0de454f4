/// Earlier decisions about a patient's treatments.
package struct DecisionHistory: Equatable, Sendable {
    /// The key of every decided occurrence, whatever the verdict.
    package var keys: Set<OccurrenceKey>
    /// The emitted reminders in order of emission, and every correction, emitted or not.
    package var emitted: [EmittedReminder]

    package init(keys: Set<OccurrenceKey> = [], emitted: [EmittedReminder] = []) {
        self.keys = keys
        self.emitted = emitted
    }

    /// The history without the decisions about `treatments`.
    func without(_ treatments: Set<TreatmentID>) -> DecisionHistory {
        DecisionHistory(
            keys: keys.filter { !treatments.contains($0.treatment) },
            emitted: emitted.filter { !treatments.contains($0.key.treatment) })
    }

    /// Adds a decision that an evaluation made at `now`.
    ///
    /// - Returns: The reminder, where it counts as emitted; otherwise nil.
    @discardableResult
    package mutating func add(_ decision: Decision, at now: Instant) -> EmittedReminder? {
        keys.insert(decision.occurrence.key)
        var isSaid = decision.occurrence.role == .correction
        if case .emit = decision.verdict { isSaid = true }
        guard isSaid else { return nil }
        let fresh = EmittedReminder(decision.occurrence, claim: decision.claim, alsoFor: decision.payload?.alsoFor ?? [], at: now)
        emitted.append(fresh)
        return fresh
    }
}
