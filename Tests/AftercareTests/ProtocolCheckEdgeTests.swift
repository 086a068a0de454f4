import Testing

@testable import Aftercare

/// Each mistake by itself, with its place and its code; and the last value that is none.
@Suite struct `A protocol that is checked as a whole` {
    @Test(
        arguments: [
            (soundProtocol(), []), (soundProtocol(signOff: nil), []), (soundProtocol(duration: Span(seconds: 1)), []),
            (soundProtocol(version: 0), ["version: out-of-range: version '0' is below 1; count versions from 1"]),
            (
                soundProtocol(version: 1_000_000_000),
                ["version: out-of-range: version '1000000000' is above 999999999; count versions from 1"]
            ),
            (soundProtocol(routes: []), ["routes: missing: there is no route; name at least one, like [intravenous]"]),
            (
                soundProtocol(duration: .zero),
                ["duration: out-of-range: a session of no length; say how long it usually takes, like 45min"]
            ),
            (soundProtocol([]), ["instructions: missing: there is no instruction; a protocol needs at least one"]),
            (
                soundProtocol(Array(repeating: sound(), count: 201)),
                ["instructions: out-of-range: there are 201 instructions, and 200 are the most; make several protocols of them"]
            ),
            (
                soundProtocol(title: [.german: "Muster"]),
                ["title: missing: the title is missing in 'en', the language of this protocol; add it"]
            ),
            (
                soundProtocol([sound("b"), sound("a"), sound("b")]),
                ["instructions.b: duplicate-id: there are two instructions 'b'; rename one"]
            ),
        ] as [(CareProtocol, [String])])
    func `is told the one thing that is wrong`(sample: CareProtocol, lines: [String]) {
        #expect(sample.problems().map(\.line) == lines)
    }

    private let german: [Language: Wording] = [.german: Wording(phrases: Phrases(start: "Ruhen."))]

    @Test func `may be in a region's language, and worded in the language alone`() {
        let sample = soundProtocol([sound(text: german)], title: [.german: "Muster"], language: language("de-AT"))
        #expect(sample.problems() == [])
    }

    @Test func `is not worded in a language where it is worded in a region's alone`() {
        let austrian = [language("de-AT"): Wording(phrases: Phrases(start: "Ruhen."))]
        let sample = soundProtocol([sound(text: austrian)], title: [language("de-AT"): "Muster"], language: .german)
        #expect(
            sample.problems().map(\.line) == [
                "title: missing: the title is missing in 'de', the language of this protocol; add it",
                "instructions.rest.text: missing: 'rest' has no text in 'de', the language of this protocol; add one",
            ])
    }

    @Test func `is asked for each instruction in every language that another one has`() {
        let both = german.merging([.english: Wording(phrases: Phrases(start: "Rest."))]) { one, _ in one }
        let sample = soundProtocol([sound("b", text: both), sound("a"), sound("c", text: german)])
        #expect(
            sample.problems().map(\.line) == [
                "instructions.a.text: missing: 'a' has no text in 'de', which other instructions have; add one",
                "instructions.c.text: missing: 'c' has no text in 'en', the language of this protocol; add one",
            ])
    }

    @Test(arguments: [("de", true), ("de-AT", true), ("en-GB", true), ("fr", false), ("nl", false)])
    func `speaks the languages in which any of its instructions is worded`(tag: String, speaks: Bool) {
        #expect(soundProtocol([sound("a"), sound("b", text: german)]).speaks(language(tag)) == speaks)
    }

    // MARK: Sentences of the service

    private func everywhere(_ text: String, unmonitored: String) -> Sentences {
        Sentences(
            correction: text, later: text, withdrawn: text, sessions: text, unmonitored: unmonitored, warm: text, cold: text)
    }

    @Test func `is told of every sentence of the service that lacks a placeholder, language by language`() {
        let bad = everywhere("a", unmonitored: "{contact}")
        let wanted = [
            ("correction", "{sentence}"), ("later", "{label}, {from}, {until}"), ("withdrawn", "{label}"), ("sessions", "{sessions}"),
            ("unmonitored", "no placeholder"), ("warm", "{label}"), ("cold", "{label}"),
        ]
        let lines = ["de", "fr", "it"].flatMap { tag in
            wanted.map { "sentences.\(tag).\($0.0): malformed: '\($0.0)' holds \($0.1), each of them and no other" }
        }
        let sample = soundProtocol(sentences: [language("it"): bad, .german: bad, language("fr"): bad])
        #expect(sample.problems().map(\.line) == lines)
    }

    @Test func `is asked for sentences in each language that the service does not speak`() {
        let wording = Wording(phrases: Phrases(start: "x"))
        let text: [Language: Wording] = [.english: wording, language("it"): wording, language("fr-CA"): wording]
        func lines(_ sentences: [Language: Sentences]?) -> [String] {
            soundProtocol([sound(text: text)], sentences: sentences).problems().map(\.line)
        }
        func missing(_ tag: String) -> String {
            "sentences: missing: the service has no sentences of its own in '\(tag)'; add 'sentences: { \(tag): … }' with correction, "
                + "later, withdrawn, sessions, unmonitored, warm, cold"
        }
        let own = Sentences(
            correction: "{sentence}", later: "{from} {until} {label}", withdrawn: "{label}", sessions: "{sessions}", unmonitored: "non",
            warm: "{label}", cold: "{label}")
        #expect(lines(nil) == [missing("fr-CA"), missing("it")])
        #expect(lines([language("fr"): own]) == [missing("it")])
        #expect(lines([language("fr"): own, language("it"): own]) == [])
        // Those of a region are not those of the language.
        #expect(lines([language("fr-CA"): own, language("it-CH"): own]) == [missing("it")])
    }
}

@Suite struct `A kind of instruction that is checked` {
    private func lines(_ instruction: Instruction) -> [String] {
        soundProtocol([instruction]).problems().map { String($0.line.dropFirst("instructions.rest.".count)) }
    }

    @Test(
        arguments: [(.abstain, "from"), (.restrict, "activity"), (.limit, "nutrient"), (.monitor, nil), (.followUp, nil), (.advise, nil)]
            as [(Instruction.Kind, String?)])
    func `must say what it is about, where it has a word for that`(kind: Instruction.Kind, key: String?) {
        let missing = key.map { ["\($0): missing: 'rest' does not say what it is about; add '\($0): …'"] } ?? []
        #expect(lines(sound(kind: kind)) == missing)
        #expect(lines(sound(kind: kind, subject: "alcohol")) == [])
    }

    @Test(arguments: Instruction.Kind.allCases) func `has a modality where it is a compress, and only there`(kind: Instruction.Kind) {
        let with = lines(sound(kind: kind, subject: "alcohol", modality: .cold))
        let without = lines(sound(kind: kind, subject: "alcohol"))
        if kind == .compress {
            #expect(with == [])
            #expect(
                without == [
                    "modality: missing: compress 'rest' has no modality, and there is no default; say one of warm, cold, none, plan-decides"
                ])
        } else {
            #expect(
                with == [
                    "modality: contradiction: only a compress has a modality, and 'rest' is of kind '\(kind.rawValue)'; remove 'cold'"
                ])
            #expect(without == [])
        }
    }

    @Test func `cites sources that there are, each under the value that it is for`() {
        let cited = sound(citations: [
            Citation(value: "window", source: "book"), Citation(value: nil, source: "a"), Citation(value: nil, source: "leaflet"),
        ])
        func lines(_ instruction: Instruction, _ sources: [String: String]) -> [String] {
            soundProtocol([instruction], sources: sources).problems().map(\.line)
        }
        #expect(
            lines(cited, ["c": "C", "a": "A", "b": "B"]) == [
                "instructions.rest.source.window: malformed: unknown source 'book'; add it to 'sources', or cite one of a, b, c",
                "instructions.rest.source: malformed: unknown source 'leaflet'; add it to 'sources', or cite one of a, b, c",
            ])
        #expect(lines(sound(), [:]) == ["instructions.rest.source: malformed: unknown source 'sheet'; add it to 'sources'"])
        #expect(
            lines(sound(citations: []), ["a": "A"])
                == ["instructions.rest.source: missing: 'rest' cites no source; add 'source:' with a key of 'sources'"])
    }

    @Test func `of a plan's own needs no source and no other language, but cites none that is unknown`() {
        let german = Wording(phrases: Phrases(start: "Ruhen."))
        let english = Wording(phrases: Phrases(start: "Rest.\t"))
        let sample = soundProtocol([sound(text: [.english: english, .german: german])])
        func paths(_ own: Instruction, isWorded: Bool = true) -> [String] {
            var problems = Problems()
            sample.check(own, asOwn: true, isWorded: isWorded, &problems)
            return problems.list.map(\.path)
        }
        #expect(paths(sound("own", citations: [])) == [])
        #expect(paths(sound("own", citations: [Citation(value: nil, source: "book")])) == ["source"])
        #expect(paths(sound("own", text: [.german: german], citations: [])) == ["text"])
        #expect(paths(sound("own", text: [.english: english], citations: [])) == ["text.en.start"])
        #expect(paths(sound("own", text: [.english: english], citations: []), isWorded: false) == [])
    }
}
