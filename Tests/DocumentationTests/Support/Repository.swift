import Foundation
import Testing

/// The checkout that these tests are of.
enum Repository {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }

    /// What is made from the programs, and committed. To make it anew after a change that was meant:
    ///
    ///     RECORD_GOLDEN=1 swift test --filter DocumentationTests
    ///
    /// and read the difference before it is committed. Other tests of that run may still have read what was there
    /// before; the next run tells.
    static func expect(_ text: String, at path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: folder.appending(path: path))
            return
        }
        let made = text.split(separator: "\n", omittingEmptySubsequences: false)
        let committed = try self.text(path).split(separator: "\n", omittingEmptySubsequences: false)
        let place = zip(made, committed).prefix { $0 == $1 }.count
        let isSame = made == committed
        #expect(
            isSame,
            """
            \(path) is made otherwise now; read what changed, and make it anew with RECORD_GOLDEN=1
            \(path):\(place + 1): - \(committed.dropFirst(place).first ?? "")
            \(path):\(place + 1): + \(made.dropFirst(place).first ?? "")
            """,
            sourceLocation: sourceLocation)
    }
}
