import ArgumentParser

/// A value that can be taken out of something that is known.
protocol ClearableKey: RawRepresentable<String>, CaseIterable, ExpressibleByArgument, Hashable {}

extension Array where Element: ClearableKey {
    /// As a request carries them; nil: there are none.
    var keys: [String]? { isEmpty ? nil : map(\.rawValue) }

    /// - Parameter values: what was said of them besides.
    /// - Throws: where a value is to be cleared and set at once.
    func notSaid(with values: [Element: String?]) throws {
        for key in self where values[key] ?? nil != nil {
            throw ValidationError("say '--\(key.rawValue)' or '--clear \(key.rawValue)', not both")
        }
    }
}
