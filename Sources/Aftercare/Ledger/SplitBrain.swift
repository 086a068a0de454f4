/// Two machines that wrote for one store at one time.
package struct SplitBrain: Codable, Hashable, Sendable {
    /// The machine whose epoch was over.
    package let machine: String
    package let epoch: Int
    /// When it wrote its last record.
    package let until: Instant
    /// The machine that had taken its place.
    package let other: String
    package let otherEpoch: Int
    /// When that one wrote its first record.
    package let since: Instant
}

/// Who wrote in which epoch, from when until when: a machine that still writes when a higher epoch has begun was not
/// switched off.
struct EpochSpans: Sendable {
    private var spans: [Key: ClosedRange<Instant>] = [:]

    init() {}

    private struct Key: Hashable {
        let epoch: Int
        let machine: String
    }

    /// - Parameter epoch: nil: from before epochs were kept, which tells nothing.
    mutating func note(_ epoch: Int?, on machine: String, at instant: Instant) {
        guard let epoch else { return }
        note(instant...instant, as: Key(epoch: epoch, machine: machine))
    }

    /// The same, of all that another one knows.
    mutating func note(_ other: EpochSpans) {
        for (key, span) in other.spans { note(span, as: key) }
    }

    private mutating func note(_ span: ClosedRange<Instant>, as key: Key) {
        let known = spans[key] ?? span
        spans[key] = min(known.lowerBound, span.lowerBound)...max(known.upperBound, span.upperBound)
    }

    /// Those that overlap, by their epochs.
    var splitBrains: [SplitBrain] {
        let ordered = spans.sorted { ($0.key.epoch, $0.value.lowerBound, $0.key.machine) < ($1.key.epoch, $1.value.lowerBound, $1.key.machine) }
        return ordered.indices.flatMap { index in
            let (key, span) = ordered[index]
            return ordered[(index + 1)...].compactMap { next -> SplitBrain? in
                let (other, later) = next
                guard other.machine != key.machine, other.epoch == key.epoch || span.upperBound > later.lowerBound else { return nil }
                return SplitBrain(
                    machine: key.machine, epoch: key.epoch, until: span.upperBound, other: other.machine, otherEpoch: other.epoch,
                    since: later.lowerBound)
            }
        }
    }
}
