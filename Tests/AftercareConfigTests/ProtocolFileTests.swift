import Testing

@testable import Aftercare
@testable import AftercareConfig

@Suite("A protocol file")
struct ProtocolFileTests {
    @Test("becomes the protocol that it describes")
    func whole() throws {
        // when
        let careProtocol = try #require(readProtocol(knee).value)

        // then
        let english = try Language(text: "en")
        let noAlcohol = try #require(careProtocol.instructions.first)
        #expect(careProtocol.reference.text == "knee@1")
        #expect(careProtocol.title.byLanguage == [english: "Knee", try Language(text: "de"): "Knie"])
        #expect(careProtocol.routes == [.intraArticular])
        #expect(careProtocol.signOff == SignOff(by: "Dr. Ada Example", on: "2026-11-21"))
        #expect(careProtocol.instructions.map(\.id.rawValue) == ["no-alcohol", "ice"])
        #expect(noAlcohol.kind == .abstain)
        #expect(noAlcohol.subject == "alcohol")
        #expect(noAlcohol.window == WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(.hours(24))))
        #expect(noAlcohol.cadence == .moments([.start, .after(.hours(12), at: nil), .end]))
        #expect(noAlcohol.quiet == .defer && noAlcohol.apart == nil)
        #expect(noAlcohol.label.byLanguage == [english: "no-alcohol"])
        #expect(noAlcohol.citations == [Citation(value: nil, source: "sheet")])
        #expect(
            noAlcohol.text.byLanguage[english]?.phrases
                == Phrases(start: "No alcohol until {until}.", during: "{left} to go.", end: "It is over."))
        let ice = try #require(careProtocol.instructions.last)
        #expect(ice.modality == .planDecides)
        #expect(ice.session == .minutes(15))
        #expect(ice.text.byLanguage[english]?.phrases(for: .warm).start == "Warm, {session}.")
        #expect(
            ice.citations == [Citation(value: "window", source: "sheet"), Citation(value: "session", source: "sheet")])
    }

    @Test(
        "says when an instruction holds, before and after a treatment",
        arguments: [
            ("{ after: end, for: 24h }", Anchor(edge: .afterEnd), .lasting(.hours(24))),
            ("{ after: start, offset: 1h, for: 2d }", Anchor(edge: .afterStart, offset: .hours(1)), .lasting(.days(2))),
            ("{ before: start, for: 24h }", Anchor(edge: .beforeStart, offset: .hours(24)), .lasting(.hours(24))),
            ("{ before: end, offset: 1h, for: 14h }", Anchor(edge: .beforeEnd, offset: .hours(1)), .lasting(.hours(14))),
            (
                "{ after: end, offset: 6mo, at: \"10:00\", for: 4w }",
                Anchor(edge: .afterEnd, offset: Span(months: 6), at: LocalTime(hour: 10, minute: 0)), .lasting(.days(28))
            ),
            (
                "{ before: start, offset: 24h, until: { after: end, offset: 24h } }",
                Anchor(edge: .beforeStart, offset: .hours(24)), .at(Anchor(edge: .afterEnd, offset: .hours(24)))
            ),
            (
                "{ after: end, until: { after: end, offset: 3d, at: \"09:00\" } }",
                Anchor(edge: .afterEnd), .at(Anchor(edge: .afterEnd, offset: .days(3), at: LocalTime(hour: 9, minute: 0)))
            ),
        ] as [(String, Anchor, WindowRule.Closing)])
    func windows(text: String, opens: Anchor, closes: WindowRule.Closing) throws {
        let parsed = readProtocol(try knee.spoilt("window: { after: end, for: 24h }", "window: \(text)"))

        #expect(parsed.report == "")
        #expect(parsed.value?.instructions.first?.window == WindowRule(opens: opens, closes: closes))
    }

    @Test(
        "says how often it speaks",
        arguments: [
            ("start", .moments([.start])),
            (
                "[12h, { after: 1h, at: \"09:00\" }]",
                .moments([.after(.hours(12), at: nil), .after(.hours(1), at: LocalTime(hour: 9, minute: 0))])
            ),
            ("{ every: 3h, count: 8 }", .every(.hours(3), count: 8)),
            ("{ daily: 09:00 }", .daily([LocalTime(hour: 9, minute: 0)].compactMap(\.self), count: nil)),
            (
                "{ daily: [\"09:00\", \"19:00\"], count: 6 }",
                .daily([LocalTime(hour: 9, minute: 0), LocalTime(hour: 19, minute: 0)].compactMap(\.self), count: 6)
            ),
        ] as [(String, Cadence)])
    func cadences(text: String, expected: Cadence) throws {
        let parsed = readProtocol(try knee.spoilt("remind: [start, 12h, end]", "remind: \(text)"))

        #expect(parsed.report == "")
        #expect(parsed.value?.instructions.first?.cadence == expected)
    }

    @Test("reads a length by its first digit, whichever that is", arguments: 1...9)
    func digits(digit: Int) throws {
        let parsed = readProtocol(try knee.spoilt("remind: [start, 12h, end]", "remind: [start, \(digit)h, end]"))

        #expect(parsed.value?.instructions.first?.cadence == .moments([.start, .after(.hours(Int64(digit)), at: nil), .end]))
    }

    @Test("may say one sentence for the whole window, in the language of the file")
    func plainText() throws {
        // given
        let text = """
            protocol: knee
            version: 1
            title: Knie
            language: de
            routes: intra-articular
            signed-off: { by: Dr. Ada Example, on: 2026-11-21 }
            sources: { sheet: A sheet }
            instructions:
              rest: { kind: restrict, activity: sport, window: { after: end, for: 3d }, remind: [start, end], source: sheet, text: Kein Sport. }
            """

        // when
        let parsed = readProtocol(text)

        // then: the last reminder too, since the cadence includes one
        let german = try Language(text: "de")
        #expect(parsed.report == "")
        #expect(parsed.value?.title.byLanguage == [german: "Knie"])
        #expect(
            parsed.value?.instructions.first?.text.byLanguage[german]?.phrases
                == Phrases(start: "Kein Sport.", end: "Kein Sport."))
        // and each problem is reported once
        #expect(
            readProtocol(try text.spoilt("Kein Sport.", "\"Kein {Sport}.\"")).headlines == [
                "9:120: error: unknown placeholder '{Sport}'; known are {until}, {left}, {next}, {session}, {contact}"
            ])
    }

    @Test(
        "says how an instruction asks again, and whether a session must be confirmed",
        arguments: [("true", true), ("no", false)])
    func answers(text: String, confirms: Bool) throws {
        let parsed = readProtocol(
            try knee.spoilt("routes:", "confirm: \(text)\nroutes:").spoilt(
                "remind: [start, 12h, end]", "remind: [start, 12h, end]\n    nag: { every: 30min, times: 3 }"))

        #expect(parsed.report == "")
        #expect(parsed.value?.confirms == confirms)
        #expect(parsed.value?.instructions.map(\.nag) == [Nag(every: .minutes(30), times: 3), nil])
    }

    @Test("says which instruction has a message of its own", arguments: [("true", true), ("no", false)])
    func apart(text: String, isApart: Bool) throws {
        let parsed = readProtocol(try knee.spoilt("    session: 15min\n", "    session: 15min\n    apart: \(text)\n"))

        #expect(parsed.report == "")
        #expect(parsed.value?.instructions.map(\.apart) == [nil, isApart])
    }

    @Test("leaves it to the clinic whether a session must be confirmed, where it does not say")
    func noConfirmation() throws {
        let careProtocol = try #require(readProtocol(knee).value)

        #expect(careProtocol.confirms == nil)
        #expect(careProtocol.sentences == nil)
    }

    @Test("lends the service its sentences in a language that the service does not speak")
    func sentences() throws {
        let parsed = readProtocol(french)

        #expect(parsed.report == "")
        #expect(
            parsed.value?.sentences?.byLanguage == [
                try Language(text: "fr"): Sentences(
                    correction: "Rectification : {sentence}", later: "Non, du {from} au {until} : {label}.",
                    withdrawn: "Cela ne vaut plus : {label}.", sessions: "Pour vos séances : {sessions}.",
                    unmonitored: "pas à toute heure", warm: "{label} (chaud)", cold: "{label} (froid)",
                    together: "Jusqu'à {until} : {labels}.", sender: "{clinic} : {text}")
            ])
    }

    @Test("may leave out two of those sentences, and is warned of the one that spares patients lines")
    func optionalSentences() throws {
        let parsed = readProtocol(
            try french.spoilt("    together: \"Jusqu'à {until} : {labels}.\"\n", "").spoilt("    sender: \"{clinic} : {text}\"\n", ""))

        let language = try Language(text: "fr")
        let own = try #require(parsed.value?.sentences?.byLanguage[language])
        #expect(own.cold == "{label} (froid)" && own.together == nil && own.sender == nil)
        #expect(
            parsed.headlines == [
                "8:3: warning: the sentences in 'fr' leave out 'together', so each of several restrictions that end at the same time has "
                    + "a line of its own; add one that holds {until} and {labels}"
            ])
    }

    @Test("without a signature is a draft, which is a warning and no error")
    func draft() throws {
        let parsed = readProtocol(try knee.spoilt("signed-off: { by: \"Dr. Ada Example\", on: 2026-11-21 }\n", ""))

        #expect(parsed.value?.isDraft == true)
        #expect(
            parsed.headlines == [
                "1:1: warning: protocol 'knee@1' is a draft; a clinician answers for it by adding 'signed-off: { by: …, on: … }'"
            ])
    }

    @Test("that is empty says what belongs into it", arguments: ["", "# nothing but words\n"])
    func empty(text: String) {
        #expect(readProtocol(text).headlines == ["error: this file is empty; a protocol begins with 'protocol: its-name'"])
    }

    @Test(
        "is complained about at the place where it is formed wrongly",
        arguments: [
            ("protocol: knee\n", "", ["1:1: error: 'protocol' is missing in this file; add one, like 'protocol: exosome-injection'"]),
            ("protocol: knee\n", "protocol: [knee]\n", ["1:11: error: 'protocol' in this file must be a single value, not a list"]),
            (
                "protocol: knee\n", "protocol: kn/ee\n",
                ["1:11: error: 'kn/ee' is not a name; use 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit"]
            ),
            ("version: 1", "version:", ["2:9: error: 'version' in this file has no value; write one, or leave the key out"]),
            (
                "[intra-articular]", "[intra-articulr]",
                ["4:10: error: unknown value 'intra-articulr' in this file; did you mean 'intra-articular'?"]
            ),
            ("on: 2026-11-21", "on: 2026-02-30", ["5:42: error: '2026-02-30' does not exist: February 2026 has 28 days"]),
            (
                "{ sheet: A sheet }", "A sheet",
                ["6:10: error: 'sources' in this file must be a group of keys with values, not a single value"]
            ),
            (
                "  no-alcohol:\n", "  no alcohol:\n",
                ["8:3: error: 'no alcohol' is not a name; use 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit"]
            ),
            (
                "from: alcohol", "activity: alcohol",
                ["10:5: error: 'activity' does not go with kind 'abstain' in instruction 'no-alcohol'; write 'from'"]
            ),
            (
                "for: 24h }", "}",
                ["11:13: error: 'window' in instruction 'no-alcohol' never closes; add 'for: 24h', or 'until: { after: end, offset: 24h }'"]
            ),
            (
                "for: 24h }", "for: 24h, until: { after: end } }",
                ["11:13: error: 'window' in instruction 'no-alcohol' closes twice; keep 'for' or 'until'"]
            ),
            (
                "{ after: end, for: 24h }", "{ for: 24h }",
                [
                    "11:13: error: a window in instruction 'no-alcohol' must say one of 'after' and 'before', and 'start' or 'end' of the treatment"
                ]
            ),
            (
                "{ after: end, for: 24h }", "{ after: middle, for: 24h }",
                ["11:22: error: unknown after 'middle' in instruction 'no-alcohol'; known are start, end"]
            ),
            (
                "[start, 12h, end]", "{ count: 3 }",
                [
                    "12:13: error: 'remind' in instruction 'no-alcohol' must say one of 'every: 3h' and 'daily: [\"09:00\"]', or be a list, like [start, 12h, end]"
                ]
            ),
            ("[start, 12h, end]", "{ daily: [\"25:00\"] }", ["12:23: error: '25:00' is not a time of day from 00:00 to 23:59, like 09:00"]),
            (
                "[start, 12h, end]", "[start]\n    apart: alone\n    quite: skip",
                [
                    "13:12: error: 'alone' is not true or false",
                    "14:5: error: unknown key 'quite' in instruction 'no-alcohol'; did you mean 'quiet'?",
                ]
            ),
            ("version: 1", "version: 1\nconfirm: maybe", ["3:10: error: 'maybe' is not true or false"]),
            ("version: 1", "version: 1\nconfrim: true", ["3:1: error: unknown key 'confrim' in this file; did you mean 'confirm'?"]),
            (
                "[start, 12h, end]", "[start]\n    nag: 30min",
                ["13:10: error: 'nag' in instruction 'no-alcohol' must be a group of keys with values, not a single value"]
            ),
            (
                "[start, 12h, end]", "[start]\n    nag: { evrey: 30m, times: thrice, untill: 3 }",
                [
                    "13:12: error: unknown key 'evrey' in the nag of instruction 'no-alcohol'; did you mean 'every'?",
                    "13:19: error: '30m' is not clear: write min for minutes or mo for months",
                    "13:31: error: 'thrice' is not a whole number, like 3",
                    "13:39: error: unknown key 'untill' in the nag of instruction 'no-alcohol'; known are every, times",
                ]
            ),
            (
                "[start, 12h, end]", "[start]\n    nag: { times: 21 }",
                [
                    "13:10: error: 'every' is missing in the nag of instruction 'no-alcohol'; add one, like 'every: 30min'",
                    "13:19: error: 'no-alcohol' asks again 21 times; say 1 to 20, or take 'nag' out",
                ]
            ),
            (
                "[start, 12h, end]", "[start]\n    useful: 2m\n    nag: { every: 13h, times: 0 }",
                [
                    "13:13: error: '2m' is not clear: write min for minutes or mo for months",
                    "14:31: error: 'no-alcohol' asks again 0 times; say 1 to 20, or take 'nag' out",
                ]
            ),
            (
                "      en: { start: \"No", "      english: { start: \"No",
                ["15:7: error: 'english' is not a language tag, like en, de or pt-BR; texts stand below their language, like 'en: …'"]
            ),
            (
                "      en: { start: \"No", "      end: { start: \"No",
                ["15:7: error: the sentence 'end' does not say its language; sentences stand below one, like 'en: { end: … }'"]
            ),
        ])
    func form(passage: String, replacement: String, expected: [String]) throws {
        let parsed = readProtocol(try knee.spoilt(passage, replacement))

        #expect(parsed.value == nil)
        #expect(Array(parsed.headlines.prefix(expected.count)) == expected)
    }

    @Test("is complained about where its sentences are formed wrongly, all of it at once")
    func sentencesForm() throws {
        let parsed = readProtocol(
            try french.spoilt("    cold: \"{label} (froid)\"\n", "").spoilt("    warm:", "    wram:").spoilt(
                "    unmonitored: pas à toute heure", "    unmonitored: [jamais]"
            )
            .spoilt("{sentence}", "{phrase}"))

        #expect(parsed.value == nil)
        #expect(
            parsed.headlines == [
                "8:3: error: 'cold' is missing in the sentences in 'fr'; add one, like 'cold: \"cold {label}\"'",
                "9:17: error: 'correction' holds {sentence}, each of them and no other",
                "13:18: error: 'unmonitored' in the sentences in 'fr' must be a single value, not a list",
                "14:5: error: unknown key 'wram' in the sentences in 'fr'; did you mean 'warm'?",
            ])
    }

    @Test("is complained about where a sentence that it may leave out is formed wrongly, once and without a warning")
    func optionalSentencesForm() throws {
        let parsed = readProtocol(
            try french.spoilt("\"Jusqu'à {until} : {labels}.\"", "[jamais]").spoilt("    sender: \"{clinic} : {text}\"", "    sendr:"))

        #expect(parsed.value == nil)
        #expect(
            parsed.headlines == [
                "16:15: error: 'together' in the sentences in 'fr' must be a single value, not a list",
                "17:5: error: unknown key 'sendr' in the sentences in 'fr'; did you mean 'sender'?",
                "17:11: error: 'sender' in the sentences in 'fr' has no value; write one, or leave the key out",
            ])
    }
}
