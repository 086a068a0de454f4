import Testing

/// The table of what takes back what, in the manual.
@Suite struct `The table of what takes back what` {
    /// Those that only look, or work on files.
    private static func looks(_ verb: String) -> Bool {
        let alone: Set = ["status", "reminders", "preview", "audit", "doctor", "simulate", "backup make", "backup check"]
        return alone.contains(verb) || verb.hasPrefix("protocol ") || verb.hasSuffix(" list") || verb.hasSuffix(" show")
    }

    private func changing() throws -> Set<String> {
        Set(try Program.aftercarectl.info().verbs.map(\.verb).filter { !Self.looks($0) })
    }

    /// The words of a verb, without the options and values behind them.
    private func verb(_ text: some StringProtocol) -> String {
        text.split(separator: " ").prefix { $0.first?.isLetter == true && $0.first?.isLowercase == true }.joined(separator: " ")
    }

    @Test func `has every verb that changes something`() throws {
        let lines = try Repository.text("Config/man/aftercarectl.1.in").split(separator: "\n").map(String.init)
        let start = try #require(lines.firstIndex(of: ".\\\" taken back"))
        let items = lines[start...].prefix { $0 != ".El" }.filter { $0.hasPrefix(".It Cm ") }
        let told = items.flatMap { item in
            item.dropFirst(7).prefix { $0 != "F" }.split(separator: ",").map { verb(Roff.plain(String($0))) }
        }
        #expect(Set(told) == (try changing()))
    }
}
