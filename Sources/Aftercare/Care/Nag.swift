/// How an instruction that wants an answer asks again, until somebody acknowledges it or the staff is told.
package struct Nag: Hashable, Codable, Sendable {
    /// The time after the reminder, and after each repetition. A nag that falls into quiet hours waits for their end.
    package let every: Span
    /// How often it asks again before a record of higher priority goes to the staff.
    package let times: Int

    package init(every: Span, times: Int) {
        self.every = every
        self.times = times
    }
}
