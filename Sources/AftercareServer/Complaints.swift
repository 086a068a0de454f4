/// What an administrator should mend, found outside the engine.
package struct Complaints: Equatable, Sendable {
    /// What works as it is, and should not stay so.
    package var others: [String]
    /// Why the last reading of the configuration was refused, an error each.
    package var notReloaded: [String]
    /// What room the store lacks on its disk.
    package var storageLow: String?

    package init(_ others: [String] = [], notReloaded: [String] = [], storageLow: String? = nil) {
        self.others = others
        self.notReloaded = notReloaded
        self.storageLow = storageLow
    }

    package var all: [String] { notReloaded + others + [storageLow].compactMap(\.self) }
}

extension Complaints: ExpressibleByArrayLiteral {
    package init(arrayLiteral others: String...) { self.init(others) }
}
