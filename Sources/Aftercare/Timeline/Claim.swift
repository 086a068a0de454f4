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
