package import Aftercare

/// Record numbers that, as far as the store knows, have not been used, or not definitively.
package struct UnknownNumbers: Equatable, Sendable {
    /// The highest number that the store knows.
    package let known: Int64
    /// Numbers that were given back, or will never be used again.
    package let free: Set<Int64>
    /// Numbers left to another machine.
    package let left: [ClosedRange<Int64>]
    /// Numbers in use without a receipt, with the reminders of their messages: a newer store may have withdrawn them and
    /// given them to other messages.
    package let open: [Int64: Set<OccurrenceID>]

    package init(known: Int64, free: Set<Int64> = [], left: [ClosedRange<Int64>] = [], open: [Int64: Set<OccurrenceID>] = [:]) {
        self.known = known
        self.free = free
        self.left = left
        self.open = open
    }

    /// Whether a record with `number` and this reminder's id shows that the store is an older copy.
    package func isNews(_ number: Int64, of id: OccurrenceID) -> Bool {
        number > known || left.contains { $0.contains(number) } || open[number].map { !$0.contains(id) } ?? false
    }
}
