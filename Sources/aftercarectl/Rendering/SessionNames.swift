import Aftercare

extension [Treatment] {
    var names: String { map(\.id).names }

    /// The treatments in order of their start.
    var inOrder: [Treatment] { sorted { ($0.start, $0.id) < ($1.start, $1.id) } }
}

extension [TreatmentID] {
    /// `T-0012`; `T-0012, T-0013`; `T-0012 to T-0015`; `T-0003, T-0007, T-0009 and 4 more`.
    var names: String {
        guard count > 3, let first, let last else { return map(\.rawValue).joined(separator: ", ") }
        if isCounted { return "\(first) to \(last)" }
        return "\(prefix(3).map(\.rawValue).joined(separator: ", ")) and \(count - 3) more"
    }

    /// Whether each id has the same prefix as the one before it, and the next number.
    private var isCounted: Bool {
        zip(self, dropFirst()).allSatisfy { one, next in
            let (one, next) = (one.numbered, next.numbered)
            guard let first = one.number, let second = next.number else { return false }
            return one.lead == next.lead && second == first + 1
        }
    }
}

extension TreatmentID {
    /// The prefix and the number: `T-` and 12 for `T-0012`.
    fileprivate var numbered: (lead: Substring, number: Int?) {
        let digits = rawValue.reversed().prefix { $0.isASCII && $0.isNumber }.count
        return (rawValue.dropLast(digits), Int(rawValue.suffix(digits)))
    }
}
