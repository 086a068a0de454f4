package import Aftercare

/// Numbers that a store does not know to be given, or not for good.
package struct UnknownNumbers: Equatable, Sendable {
    /// The highest that it knows.
    package let known: Int64
    /// Given back, or never to be given again.
    package let free: Set<Int64>
    /// Left to another machine.
    package let left: [ClosedRange<Int64>]
    /// Given, and without a receipt: the newer store may have taken it back, and given it to another reminder.
    package let open: [Int64: OccurrenceID]

    package init(known: Int64, free: Set<Int64> = [], left: [ClosedRange<Int64>] = [], open: [Int64: OccurrenceID] = [:]) {
        self.known = known
        self.free = free
        self.left = left
        self.open = open
    }

    /// Whether a record that bears `number` and is of this reminder shows that the store is an older copy.
    package func isNews(_ number: Int64, of id: OccurrenceID) -> Bool {
        number > known || left.contains { $0.contains(number) } || open[number].map { $0 != id } ?? false
    }
}
