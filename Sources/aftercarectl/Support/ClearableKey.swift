import ArgumentParser

/// An optional field that can be cleared.
protocol ClearableKey: RawRepresentable<String>, CaseIterable, ExpressibleByArgument, Hashable {}

extension Array where Element: ClearableKey {
    /// The keys as a request carries them; nil when there are none.
    var keys: [String]? { isEmpty ? nil : map(\.rawValue) }

    /// - Parameter values: the values given for the same fields.
    /// - Throws: if a field is to be both cleared and set.
    func notSaid(with values: [Element: String?]) throws {
        for key in self where values[key] ?? nil != nil {
            throw ValidationError("say '--\(key.rawValue)' or '--clear \(key.rawValue)', not both")
        }
    }
}
