import Foundation
import Testing

@testable import Aftercare
@testable import AftercareConfig

/// One way to break a valid protocol, and the message that results.
struct Flaw: Sendable, CustomTestStringConvertible {
    let passage: String
    let replacement: String
    let expected: [String]

    init(_ passage: String, _ replacement: String, _ expected: String...) {
        self.passage = passage
        self.replacement = replacement
        self.expected = expected
    }

    var testDescription: String { "'\(replacement)' for '\(passage)'" }
}

@Suite("A protocol that cannot be meant")
struct ProtocolCheckTests {
    @Test(
        "is refused for what it is as a whole",
        arguments: [
            Flaw("version: 1", "version: 0", "2:10: error: version '0' is below 1; count versions from 1"),
            Flaw("[intra-articular]", "[]", "4:9: error: there is no route; name at least one, like [intravenous]"),
            Flaw(
                "title: { en: Knee, de: Knie }", "title: { de: Knie }",
                "3:8: error: the title is missing in 'en', the language of this protocol; add it"),
            Flaw(
                "version: 1", "version: 1\nduration: 0min",
                "3:11: error: a session of no length; say how long it usually takes, like 45min"),
        ])
    func whole(flaw: Flaw) throws { try expect(flaw) }

    @Test("is refused without an instruction")
    func noInstruction() throws {
        let start = try #require(knee.range(of: "  no-alcohol:"))

        #expect(
            readProtocol(String(knee[..<start.lowerBound])).headlines == [
                "7:14: error: there is no instruction; a protocol needs at least one"
            ])
    }

    @Test(
        "is refused for its sources",
        arguments: [
            Flaw("source: sheet\n", "source: shet\n", "13:13: error: unknown source 'shet'; add it to 'sources', or cite one of sheet"),
            Flaw("session: sheet", "session: book", "23:39: error: unknown source 'book'; add it to 'sources', or cite one of sheet"),
            Flaw("    source: sheet\n", "", "8:3: error: 'no-alcohol' cites no source; add 'source:' with a key of 'sources'"),
        ])
    func sources(flaw: Flaw) throws { try expect(flaw) }

    @Test(
        "is refused for what an instruction is about",
        arguments: [
            Flaw("    from: alcohol\n", "", "8:3: error: 'no-alcohol' does not say what it is about; add 'from: …'"),
            Flaw(
                "    modality: plan-decides\n", "    modality: plan-decides\n    from: pain\n",
                "20:5: error: 'from' does not go with kind 'compress' in instruction 'ice'; leave it out"),
            Flaw(
                "from: alcohol", "from: alcohol\n    modality: warm",
                "11:15: error: only a compress has a modality, and 'no-alcohol' is of kind 'abstain'; remove 'warm'"),
        ])
    func subject(flaw: Flaw) throws { try expect(flaw) }

    @Test(
        "is refused for its window",
        arguments: [
            Flaw("for: 24h }", "for: 0h }", "11:13: error: the window of 'no-alcohol' has no length; let it close after it opens"),
            Flaw(
                "for: 24h }", "until: { after: end } }",
                "11:13: error: the window of 'no-alcohol' has no length; let it close after it opens"),
            Flaw(
                "{ after: end, for: 24h }", "{ after: end, at: 09:00, until: { after: end, at: 09:00 } }",
                "11:13: error: the window of 'no-alcohol' has no length; let it close after it opens"),
            Flaw(
                "{ after: end, for: 24h }", "{ after: end, until: { before: start } }",
                "11:13: error: the window of 'no-alcohol' has no length; let it close after it opens"),
            Flaw(
                "{ after: end, for: 24h }", "{ before: start, offset: 13mo, until: { before: start } }",
                "11:13: error: the window of 'no-alcohol' opens more than a year before; open it later"),
            Flaw(
                "{ after: end, for: 24h }", "{ after: end, offset: 30mo, for: 7mo }",
                "11:13: error: the window of 'no-alcohol' reaches further than three years; close it earlier"),
        ])
    func window(flaw: Flaw) throws { try expect(flaw) }

    @Test(
        "is refused for when it speaks",
        arguments: [
            Flaw("[start, 12h, end]", "[]", "12:13: error: 'no-alcohol' never speaks; name a moment, like [start, end]"),
            Flaw(
                "[start, 12h, end]", "[start, 25h, end]",
                "12:21: error: the window of 'no-alcohol' has closed by then, so '25h' is never said; write 'end', take it out, or close the window later"
            ),
            Flaw(
                "[start, 12h, end]", "[start, 24h, end]",
                "12:21: error: the window of 'no-alcohol' has closed by then, so '24h' is never said; write 'end', take it out, or close the window later"
            ),
            Flaw("every: 3h", "every: 0h", "21:13: error: 'ice' speaks every '0min'; say how often, like every: 3h"),
            Flaw(
                "every: 3h", "every: 49h",
                "21:13: error: 'ice' speaks every '49h', which is longer than its window; say it more often, or write [start]"),
            Flaw(
                "{ every: 3h }", "{ every: 3h, count: 0 }",
                "21:33: error: a count of '0' says nothing; count from 1, or leave it out"),
            Flaw(
                "[start, 12h, end]", "{ every: 1min }",
                "12:13: error: 'no-alcohol' would speak more than 1000 times in one window; speak less often, or add a 'count'"),
            Flaw("[start, 12h, end]", "{ daily: [\"09:00\", \"9:00\"] }", "12:22: error: 'no-alcohol' names 09:00 twice; remove one"),
            Flaw(
                "[start, 12h, end]", "{ daily: [] }", "12:13: error: 'no-alcohol' never speaks; name a time of day, like daily: [\"09:00\"]"
            ),
            Flaw(
                "session: 15min", "session: 0min",
                "22:14: error: a session of no length; say how long it takes, like 15min"),
            Flaw(
                "session: 15min", "session: 15min\n    useful: 0h",
                "23:13: error: a reminder that is useful for no time is never said; say how long, like 2h"),
        ])
    func cadence(flaw: Flaw) throws { try expect(flaw) }

    @Test(
        "is refused for how it asks again",
        arguments: [
            Flaw(
                "[start, 12h, end]", "[start, 12h, end]\n    nag: { every: 30min, times: 0 }",
                "13:33: error: 'no-alcohol' asks again 0 times; say 1 to 20, or take 'nag' out"),
            Flaw(
                "[start, 12h, end]", "[start, 12h, end]\n    nag: { every: 0h, times: 3 }",
                "13:19: error: 'no-alcohol' asks again after no time; say after how long, like 30min"),
            Flaw(
                "[start, 12h, end]", "[start, 12h, end]\n    nag:\n      times: 3\n      every: 12h",
                "15:14: error: 'no-alcohol' asks again after '12h', when the reminder is of no more use; ask sooner, or say 'useful:' for longer"
            ),
        ])
    func nag(flaw: Flaw) throws { try expect(flaw) }

    @Test(
        "is refused where the service would have no words around its own",
        arguments: [
            Flaw(
                "    later: \"Non, du {from} au {until} : {label}.\"", "    later: \"Non, du {from} : {label}.\"",
                "10:12: error: 'later' holds {label}, {from}, {until}, each of them and no other"),
            Flaw("pas à toute heure", "\"{contact}\"", "13:18: error: 'unmonitored' holds no placeholder, each of them and no other"),
            Flaw("Jusqu'à {until} : {labels}.", "{labels}", "16:15: error: 'together' holds {until}, {labels}, each of them and no other"),
            Flaw("{clinic} : {text}", "{clinic} : {sentence}", "17:13: error: 'sender' holds {clinic}, {text}, each of them and no other"),
            Flaw(
                "  fr:\n", "  it:\n",
                "7:1: error: the service has no sentences of its own in 'fr'; add 'sentences: { fr: … }' with correction, later, withdrawn, sessions, unmonitored, warm, cold"
            ),
        ])
    func ownWords(flaw: Flaw) throws {
        let parsed = readProtocol(try french.spoilt(flaw.passage, flaw.replacement))
        #expect(parsed.headlines == flaw.expected)
        #expect(parsed.value == nil)
    }

    @Test(
        "is refused for cold that would harm",
        arguments: [
            Flaw(
                "session: 15min", "session: 21min",
                "22:14: error: '21min' of cold is too long; published sheets allow 20 minutes at a time"),
            Flaw(
                "every: 3h", "every: 24min",
                "21:13: error: the skin needs 10 minutes between two goes of cold; speak less often, or shorten the session of '15min'"),
            Flaw(
                "{ every: 3h }", "[start, 20min]",
                "21:13: error: the skin needs 10 minutes between two goes of cold; speak less often, or shorten the session of '15min'"),
        ])
    func cold(flaw: Flaw) throws { try expect(flaw) }

    @Test("leaves the sentences for the other modality alone once the protocol itself decides")
    func decided() throws {
        let cold = readProtocol(try knee.spoilt("plan-decides", "cold").spoilt("warm: \"Warm, {session}.\"", "warm: \"Warm, {what}.\""))
        let neither = readProtocol(try knee.spoilt("plan-decides", "none"))

        #expect(cold.report == "")
        #expect(cold.value?.instructions.last?.modality == .cold)
        #expect(neither.report == "")
    }

    @Test("allows cold up to the ceiling, and warmth beyond it")
    func notCold() throws {
        let ceiling = try knee.spoilt("session: 15min", "session: 20min").spoilt("every: 3h", "every: 30min")
        let warm = try knee.spoilt("session: 15min", "session: 40min").spoilt("plan-decides", "warm")
            .spoilt("{ cold: \"Cold, {session}.\", warm: \"Warm, {session}.\" }", "\"Warm, {session}.\"")
            .spoilt("{ cold: \"Kalt, {session}.\", warm: \"Warm, {session}.\" }", "\"Warm, {session}.\"")

        #expect(readProtocol(ceiling).report == "")
        #expect(readProtocol(warm).report == "")
    }

    @Test(
        "is refused for its sentences",
        arguments: [
            Flaw(
                "Noch {left}.", "Noch {rest}.",
                "16:57: error: unknown placeholder '{rest}'; known are {until}, {left}, {next}, {session}, {contact}"),
            Flaw("Noch {left}.", "Noch {left", "16:57: error: a brace is opened and not closed; write a placeholder like {until}"),
            Flaw(
                "{left} to go.", "{session} to go.",
                "15:57: error: '{session}' says how long one go takes, and 'no-alcohol' has no 'session'; add one"),
            Flaw("It is over.", "Next at {next}.", "15:79: error: at the end of a window nothing is left to come; take '{next}' out"),
            Flaw("It is over.", "{left} to go.", "15:79: error: at the end of a window nothing is left to come; take '{left}' out"),
            Flaw(
                ", end: \"It is over.\" }", " }",
                "15:11: error: 'no-alcohol' speaks at the 'end' of its window, and has no sentence for that in 'en'; add one"),
            Flaw(
                "{ start: \"No alcohol until {until}.\", during: \"{left} to go.\", ", "{ ",
                "15:11: error: 'no-alcohol' speaks at the 'during' of its window, and has no sentence for that in 'en'; add one",
                "15:11: error: 'no-alcohol' speaks at the 'start' of its window, and has no sentence for that in 'en'; add one"),
            Flaw(
                ", warm: \"Warm, {session}.\" }\n      de", " }\n      de",
                "25:11: error: the plan may decide for 'warm', and 'ice' has no text for it in 'en'; add one"),
        ])
    func sentences(flaw: Flaw) throws {
        let parsed = readProtocol(try knee.spoilt(flaw.passage, flaw.replacement))
        #expect(Set(parsed.headlines) == Set(flaw.expected))
    }

    @Test("is refused where a language is spoken in one instruction and not in another")
    func languages() throws {
        // given: one without German, one without the language of the protocol
        let german = "      de: { start: \"Kein Alkohol bis {until}.\", during: \"Noch {left}.\", end: \"Es ist vorbei.\" }\n"
        let english = "      en: { cold: \"Cold, {session}.\", warm: \"Warm, {session}.\" }\n"

        let parsed = readProtocol(try knee.spoilt(german, "").spoilt(english, ""))

        #expect(
            parsed.headlines == [
                "14:5: error: 'no-alcohol' has no text in 'de', which other instructions have; add one",
                "23:5: error: 'ice' has no text in 'en', the language of this protocol; add one",
            ])
    }

    @Test("has no modality where a compress needs one")
    func noModality() throws {
        let parsed = readProtocol(
            try knee.spoilt("    modality: plan-decides\n", "").spoilt(
                "{ cold: \"Cold, {session}.\", warm: \"Warm, {session}.\" }", "Compress."
            )
            .spoilt("{ cold: \"Kalt, {session}.\", warm: \"Warm, {session}.\" }", "Kompresse."))

        #expect(
            parsed.headlines == [
                "17:3: error: compress 'ice' has no modality, and there is no default; say one of warm, cold, none, plan-decides"
            ])
    }

    @Test("says what is wrong with sentences even where the rest of the instruction cannot be read")
    func broken() throws {
        let parsed = readProtocol(
            try knee.spoilt("{ after: end, for: 24h }", "24h").spoilt("It is over.", "Over {whatever}.").spoilt(
                "source: sheet\n", "source: book\n"))

        #expect(
            parsed.headlines == [
                "11:13: error: 'window' in instruction 'no-alcohol' must be a group of keys with values, not a single value",
                "13:13: error: unknown source 'book'; add it to 'sources', or cite one of sheet",
                "15:79: error: unknown placeholder '{whatever}'; known are {until}, {left}, {next}, {session}, {contact}",
            ])
    }

    @Test("with two instructions of the same name is refused, even where no file says so")
    func sameName() throws {
        let one = try #require(readProtocol(knee).value)
        let twice = CareProtocol(
            id: one.id, version: 1, title: one.title, language: one.language, routes: one.routes, usualDuration: nil,
            signOff: one.signOff, sources: one.sources, instructions: one.instructions + [one.instructions[0]])

        #expect(
            twice.problems() == [
                Problem(.duplicateID, at: "instructions.no-alcohol", "there are two instructions 'no-alcohol'; rename one")
            ])
    }

    private func expect(_ flaw: Flaw) throws {
        let parsed = readProtocol(try knee.spoilt(flaw.passage, flaw.replacement))
        #expect(parsed.headlines == flaw.expected)
        #expect(parsed.value == nil)
    }
}
