/// Problems outside the engine that an administrator should fix.
package struct Complaints: Equatable, Sendable {
    /// Problems that do no harm yet but should be fixed.
    package var others: [String]
    /// The errors for which the last reload was refused.
    package var notReloaded: [String]
    /// The shortage of disk space for the store, if any.
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
