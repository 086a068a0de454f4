/// Two machines that wrote for one store at the same time.
package struct SplitBrain: Codable, Hashable, Sendable {
    /// The machine whose epoch was over.
    package let machine: String
    package let epoch: Int
    /// When it wrote its last record.
    package let until: Instant
    /// The machine that had replaced it.
    package let other: String
    package let otherEpoch: Int
    /// When that one wrote its first record.
    package let since: Instant
}

/// The time span in which each machine wrote in each epoch. A machine that still writes when a higher epoch has begun
/// was not switched off.
struct EpochSpans: Sendable {
    private var spans: [Key: ClosedRange<Instant>] = [:]

    init() {}

    private struct Key: Hashable {
        let epoch: Int
        let machine: String
    }

    /// - Parameter epoch: nil for records from before epochs were stored, which are ignored.
    mutating func note(_ epoch: Int?, on machine: String, at instant: Instant) {
        guard let epoch else { return }
        note(instant...instant, as: Key(epoch: epoch, machine: machine))
    }

    /// Merges the spans of another collection.
    mutating func note(_ other: EpochSpans) {
        for (key, span) in other.spans { note(span, as: key) }
    }

    private mutating func note(_ span: ClosedRange<Instant>, as key: Key) {
        let known = spans[key] ?? span
        spans[key] = min(known.lowerBound, span.lowerBound)...max(known.upperBound, span.upperBound)
    }

    /// The overlapping spans, in order of epoch.
    var splitBrains: [SplitBrain] {
        let ordered = spans.sorted {
            ($0.key.epoch, $0.value.lowerBound, $0.key.machine) < ($1.key.epoch, $1.value.lowerBound, $1.key.machine)
        }
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
