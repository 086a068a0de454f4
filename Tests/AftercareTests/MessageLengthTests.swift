import Testing

@testable import Aftercare

@Suite struct `A message that is too long for the journal` {
    private func cut(_ text: String) -> String { Payload(filling: text, language: .english).text }

    @Test func `is cut to the last byte that fits, and says so`() {
        let whole = String(repeating: "a", count: Phrases.maxBytes)
        #expect(cut(whole) == whole)
        let long = cut(whole + "a")
        #expect(long.utf8.count == Phrases.maxBytes && long.hasSuffix("a…"))
    }

    @Test func `is cut between characters`() {
        // Two bytes each, and three for the sign that it was cut.
        let long = cut(String(repeating: "ä", count: Phrases.maxBytes))
        #expect(long == String(repeating: "ä", count: (Phrases.maxBytes - 3) / 2) + "…")
    }
}
