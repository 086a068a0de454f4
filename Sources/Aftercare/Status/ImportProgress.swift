/// How far a large request has got that is taken in piece by piece. Properties are named after their keys.
package struct ImportProgress: Equatable, Codable, Sendable {
    /// The number of patients, plans and treatments that the request states.
    package let of: Int
    /// How many of them have been checked.
    package var weighed: Int
    /// How many of them are in the store, where they do not count before the last one is.
    package var written: Int

    package init(of: Int, weighed: Int = 0, written: Int = 0) {
        self.of = of
        self.weighed = weighed
        self.written = written
    }
}
