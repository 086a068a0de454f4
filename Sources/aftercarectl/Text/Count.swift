import Aftercare

/// A large number with its noun, in groups of digits: `1 patient`, `1,204 patients`.
func plural(_ number: Int, _ noun: String) -> String { "\(grouped(number)) \(noun.plural(for: number))" }

/// A number in groups of digits: `1,204`.
func grouped(_ number: some BinaryInteger) -> String {
    let digits = String(number.magnitude)
    let groups = stride(from: digits.count, to: 0, by: -3).map { end in
        String(digits.dropLast(digits.count - end).suffix(3))
    }
    return (number < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
}
