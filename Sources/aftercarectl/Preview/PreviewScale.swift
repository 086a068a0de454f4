import Aftercare

/// A stretch of time laid out in columns of equal elapsed time: a day on which the clocks change is drawn at its true
/// length.
struct PreviewScale: Equatable {
    let from: Instant
    let through: Instant
    let columns: Int

    private var length: Int64 { max(1, through - from) }

    /// The number of columns that a length of time takes.
    func width(of seconds: Int64) -> Double { Double(seconds) * Double(columns) / Double(length) }

    /// The column that contains `instant`; the first or last one if it lies outside.
    func column(of instant: Instant) -> Int {
        min(max(0, Int((instant - from) * Int64(columns) / length)), columns - 1)
    }

    /// The columns that an interval touches, at least one; nil when it lies outside.
    func columns(from start: Instant, to end: Instant) -> ClosedRange<Int>? {
        guard start <= through, end >= from, end > from || start == end else { return nil }
        let first = column(of: start)
        return first...max(first, column(of: end - 1))
    }

    /// The instant in the middle of a column.
    func middle(of column: Int) -> Instant { from + (2 * Int64(column) + 1) * length / (2 * Int64(columns)) }
}
