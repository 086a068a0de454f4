extension Int {
    /// `1 reminder`, `3 reminders`.
    package func counted(_ noun: String) -> String { "\(self) \(noun.plural(for: self))" }
}

extension String {
    /// `reminder` for 1, else `reminders`.
    package func plural(for number: Int) -> String { number == 1 ? self : self + "s" }
}
