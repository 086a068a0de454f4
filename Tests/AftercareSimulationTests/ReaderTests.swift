import Foundation
import Testing
import torture

/// Seeded random texts that nobody would write; 'make torture' feeds a million of them to the readers.
@Suite struct `A reader` {
    private static let config = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Config")

    @Test(arguments: [(ReaderFuzz.Kind.words, 1500), (.zones, 100), (.requests, 150), (.files, 60)])
    func `survives whatever it is given, and gives back what it takes`(kind: ReaderFuzz.Kind, count: Int) throws {
        #expect(try ReaderFuzz(config: Self.config).run(kind, seed: 12, count: count) == [])
    }

    @Test func `is given the same by the same seed`() throws {
        func inputs() throws -> [String] {
            var inputs: [String] = []
            _ = try ReaderFuzz(config: Self.config).run(.requests, seed: 3, count: 5) { inputs.append($0) }
            return inputs
        }
        #expect(try inputs() == inputs())
    }
}
