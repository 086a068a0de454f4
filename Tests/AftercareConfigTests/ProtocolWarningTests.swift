import Testing

@testable import Aftercare
@testable import AftercareConfig

/// What is valid but may surprise: a warning, and the protocol is accepted.
@Suite("A protocol that may surprise")
struct ProtocolWarningTests {
    @Test(
        "is taken with a warning where a session's time of day decides whether a moment lies in its window",
        arguments: [
            Flaw(
                "for: 24h }", "for: 24h }",
                "12:19: warning: 'after: 1d, at: 09:00' lies outside the window of 'no-alcohol' where a session starts from 00:00 to "
                    + "08:00, or from 23:00 to 23:45, and is not said then; ask for it sooner, or close the window later"),
            // The window opens at the same time of day, whatever the time of the session.
            Flaw("for: 24h }", "offset: 1d, at: \"10:00\", for: 24h }"),
            Flaw(
                "for: 24h }", "offset: 1d, at: \"08:00\", for: 24h }",
                "12:19: warning: 'after: 1d, at: 09:00' lies outside the window of 'no-alcohol', so it is never said; ask for it "
                    + "sooner, or close the window later"),
            Flaw(
                "for: 24h }", "until: { after: end, offset: 1d, at: \"09:00\" } }",
                "12:19: warning: 'after: 1d, at: 09:00' lies outside the window of 'no-alcohol', so it is never said; ask for it "
                    + "sooner, or close the window later"),
            Flaw("for: 24h }", "for: 34h }"),
        ])
    func moments(flaw: Flaw) throws {
        let base = try knee.spoilt("[start, 12h, end]", "[12h, { after: 1d, at: \"09:00\" }]")
        let parsed = readProtocol(try base.spoilt(flaw.passage, flaw.replacement))
        #expect(parsed.value != nil)
        #expect(parsed.headlines == flaw.expected)
    }

    @Test("says nothing of a moment where the window itself cannot be read")
    func brokenWindow() throws {
        let base = try knee.spoilt("[start, 12h, end]", "[12h, { after: 1d, at: \"09:00\" }]")
        let parsed = readProtocol(try base.spoilt("{ after: end, for: 24h }", "24h"))
        #expect(parsed.headlines.count == 1)
        #expect(parsed.headlines.allSatisfy { $0.contains("must be a group") })
    }

    @Test(
        "is taken with a warning where not all questions fit in",
        arguments: [
            Flaw("nag", "{ every: 6h, times: 1 }"),
            Flaw(
                "nag", "{ every: 5h, times: 2 }",
                "13:10: warning: 'no-alcohol' asks again every '5h', 2 times, and its reminder is of use for '12h' only: the staff is "
                    + "told at the end of that, before everything was asked and waited for; ask sooner or less often, or say "
                    + "'useful:' for longer"),
            Flaw(
                "nag", "{ every: 7h, times: 1 }",
                "13:10: warning: 'no-alcohol' asks again every '7h', once, and its reminder is of use for '12h' only: the staff is "
                    + "told at the end of that, before everything was asked and waited for; ask sooner or less often, or say "
                    + "'useful:' for longer"),
        ])
    func nag(flaw: Flaw) throws {
        let parsed = readProtocol(
            try knee.spoilt("remind: [start, 12h, end]", "remind: [start, 12h, end]\n    nag: \(flaw.replacement)"))
        #expect(parsed.value != nil)
        #expect(parsed.headlines == flaw.expected)
    }

    @Test("is taken with a warning where a text is nothing but its next reminder")
    func next() throws {
        let parsed = readProtocol(
            try knee.spoilt("Cold, {session}.", "Next at {next}.").spoilt("Kalt, {session}.", "Kalt. Nächste um {next}."))
        #expect(parsed.value != nil)
        #expect(
            parsed.headlines == [
                "25:19: warning: nothing is left of this text where no reminder follows, and the patient is told the label of "
                    + "'ice' instead; add a sentence without {next}"
            ])
    }
}
