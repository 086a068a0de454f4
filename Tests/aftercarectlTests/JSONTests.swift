import Foundation
import Testing

@testable import aftercarectl

/// What `--format json` prints of the same service, whichever verb asks: scripts read it, so a name that changes here
/// breaks them. Kept in `Golden/json`.
@Suite struct `JSON for scripts` {
    private static let lines = verbLines.filter { line in !["--check", "backup -"].contains { line.hasSuffix($0) } }

    @Test(arguments: lines) func `is what scripts know`(line: String) async throws {
        let practice = try Practice()
        let standIn = try StandIn(practice.answer)
        defer { standIn.stop() }
        let files = try Practice.Files()
        let outcome = try await Program.run(files.words(line) + ["--format", "json"], socket: standIn.socket)
        #expect(outcome.status == 0, "\(outcome)")
        let text = outcome.data.replacing(files.folder, with: "DIR")
        #expect((try? JSONSerialization.jsonObject(with: Data(text.utf8))) != nil, "\(text)")
        try Golden.expect(
            text,
            "json/"
                + line.replacing("DIR/", with: "").split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "." }).joined(
                    separator: "_"))
    }
}
