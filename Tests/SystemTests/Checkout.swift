import Foundation

/// The checkout that these tests belong to.
enum Checkout {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Where the base tree and the machines are kept.
    static let systemFolder = root.appending(path: ".build/system")
}
