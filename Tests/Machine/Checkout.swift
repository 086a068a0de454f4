package import Foundation

/// The checkout that these tests belong to.
package enum Checkout {
    package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Where the base tree and the machines are kept.
    package static let systemFolder = root.appending(path: ".build/system")
}
