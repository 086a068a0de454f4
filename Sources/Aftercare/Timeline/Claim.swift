/// The part of a reminder that a later edit can make wrong. It is stored, so it outlives the protocol version that the
/// reminder was rendered from.
package struct Claim: Hashable, Sendable {
    /// The end that the reminder named; nil when it named none.
    package var until: Instant?
    /// The same end as the patient read it, by the clock of the zone at that time; nil when it named no clock time.
    package var clock: LocalDateTime?
    /// The modality of a compress.
    package var modality: Modality?
    /// The topic of the reminder; nil for reminders from before version 0.2 of the service.
    package var topic: Topic?
    /// A short name for the topic in the patient's language.
    package var label: String?
    /// The protocol's sentence that was rendered, with its placeholders; nil when the text came from elsewhere.
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

    /// Whether both give the same modality and the same end, within `Occurrence.tolerance`.
    func agrees(with other: Claim) -> Bool {
        guard modality == other.modality else { return false }
        switch (until, other.until) {
        case (nil, nil): return true
        case (let one?, let two?): return abs(one - two) <= Occurrence.tolerance
        case (nil, _?), (_?, nil): return false
        }
    }

    /// Whether the end it named still matches `end`. An end that was given as a clock time is compared by the clock,
    /// since the clock is what the patient goes by.
    func isTrue(of end: Instant, in zone: Zone) -> Bool {
        if let clock { return abs(clock.asIfUTC - zone.local(end).asIfUTC) <= Occurrence.tolerance }
        return until.map { abs($0 - end) <= Occurrence.tolerance } ?? true
    }
}
