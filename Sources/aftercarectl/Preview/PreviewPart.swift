import Aftercare

/// A stretch of a preview in which something happens, drawn separately.
///
/// Otherwise a check after half a year would squeeze the first three days into one column.
struct PreviewPart: Equatable {
    let from: Instant
    let through: Instant

    /// The shortest part that is drawn, in seconds.
    private static let shortest: Int64 = 6 * 3600

    /// The parts of `body`, one after the other; none where nothing is planned. Between them lies more than a third
    /// of what they would take together, and nothing happens there.
    static func parts(of body: Preview, in zone: Zone) -> [PreviewPart] {
        let windows = body.windows.map { ($0.opens, $0.closes) }
        let sessions = body.treatments.map { ($0.start, $0.end) }
        let moments = body.entries.map { ($0.at, $0.at) }
        let busy = (windows + sessions + moments)
            .filter { $0.1 >= body.from && $0.0 <= body.through }
            .map { (max(body.from, $0.0), min(body.through, $0.1)) }
        return split(merged(busy.sorted { $0.0 < $1.0 })).map { stretch in
            let first = stretch[0].0
            let hour = first - (first.seconds + zone.offset(at: first)) % 3600
            let from = max(body.from, hour)
            return PreviewPart(from: from, through: max(stretch[stretch.count - 1].1, from + shortest))
        }
    }

    private static func merged(_ spans: [(Instant, Instant)]) -> [(Instant, Instant)] {
        var merged: [(Instant, Instant)] = []
        for span in spans {
            if let last = merged.last, span.0 <= last.1 {
                merged[merged.count - 1].1 = max(last.1, span.1)
            } else {
                merged.append(span)
            }
        }
        return merged
    }

    private static func split(_ spans: [(Instant, Instant)]) -> [[(Instant, Instant)]] {
        guard let first = spans.first, let last = spans.last else { return [] }
        let gaps = zip(spans, spans.dropFirst()).map { $1.0 - $0.1 }
        guard let widest = gaps.indices.max(by: { gaps[$0] < gaps[$1] }), gaps[widest] > 86_400,
            gaps[widest] * 3 > last.1 - first.0
        else { return [spans] }
        return split(Array(spans[...widest])) + split(Array(spans[(widest + 1)...]))
    }
}
