import Foundation
import Testing

/// Texts that people read, kept in `Golden/`. To record them anew after a change that was meant:
///
///     RECORD_GOLDEN=1 swift test --filter aftercarectlTests
///
/// and read the difference before it is committed.
enum Golden {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Golden")

    static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = folder.appending(path: "\(name).txt")
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            return
        }
        let known = try? String(contentsOf: file, encoding: .utf8)
        #expect(text == known, "see \(file.path); record it anew with RECORD_GOLDEN=1", sourceLocation: sourceLocation)
    }

    static func expect(_ lines: [String], _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        try expect(lines.joined(separator: "\n") + "\n", name, sourceLocation: sourceLocation)
    }
}
