// Numbers as they are written: digits alone. `Int(_:)` takes "+5" too.

extension Substring {
    /// The number that it begins with, taken off it; nil, with its digits taken off, where it begins with none, or with
    /// one of more than nine digits.
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
    /// The number that these digits are; nil where there is anything else among them, or more than nine of them.
    package var digits: Int? {
        var rest = Substring(self)
        guard let value = rest.leadingDigits, rest.isEmpty else { return nil }
        return value
    }
}
