// Numbers in digits alone. `Int(_:)` takes "+5" too.

extension Substring {
    /// Removes the leading digits and returns their number; nil if there are none, or more than nine.
    var leadingDigits: Int? {
        mutating get {
            let digits = utf8.prefix { (0x30...0x39).contains($0) }
            let count = digits.count
            let value = (1...9).contains(count) ? digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } : nil
            self = self[digits.endIndex...]
            return value
        }
    }
}

extension StringProtocol {
    /// The number in these digits; nil if there are other characters among them, or more than nine digits.
    package var digits: Int? {
        var rest = Substring(self)
        guard let value = rest.leadingDigits, rest.isEmpty else { return nil }
        return value
    }
}
