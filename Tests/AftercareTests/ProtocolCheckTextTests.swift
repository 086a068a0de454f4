import Testing

@testable import Aftercare

/// What is wrong with the words of a protocol, and in which order that is told.
@Suite struct `The texts of a protocol` {
    private let bad = "a\tb"
    private let complaint = "holds U+0009 (TAB), which the journal cannot show; take it out"

    @Test func `are all checked, in the order of their languages and keys`() {
        let good = Wording(phrases: Phrases(start: "a", during: "b", end: "c"))
        let text: [Language: Wording] = [
            .english: Wording(
                phrases: Phrases(start: bad, during: bad, end: bad),
                byModality: [.warm: Phrases(end: bad), .cold: Phrases(start: bad)]),
            .german: Wording(phrases: Phrases(start: bad)), language("nl"): good,
        ]
        let sentence = Sentences(
            correction: "{sentence}\t", later: "{from} {until} {label}", withdrawn: "{label}", sessions: "{sessions}", unmonitored: bad,
            warm: "{label}", cold: "{label}\t", together: "{labels} {until}", sender: "{clinic}\t{text}")
        let sample = soundProtocol(
            [sound(kind: .abstain, subject: bad, text: text, label: [.german: bad, .english: bad])],
            title: [language("fr"): bad, .english: bad, .german: bad], signOff: SignOff(by: bad, on: "2026-11-21"),
            sources: ["sheet": "A sheet", "b": bad, "a": bad, "": "x"],
            sentences: [language("nl"): sentence, .german: sentence],
            terms: ["zeta": ["z", bad], "alpha": [bad, "a"], "": []])
        var lines: [String] = ["title.de", "title.en", "title.fr"].map { "\($0): the title \(complaint)" }
        lines.append("signed-off.by: the name of who signed \(complaint)")
        lines.append("sources.: the key '' of a source is blank; write something, or leave it out")
        lines += ["a", "b"].map { "sources.\($0): the title of source '\($0)' \(complaint)" }
        lines.append("terms.: the term '' is blank; write something, or leave it out")
        lines.append("terms.alpha.0: a name of term 'alpha' \(complaint)")
        lines.append("terms.zeta.1: a name of term 'zeta' \(complaint)")
        for tag in ["de", "nl"] {
            lines += ["correction", "unmonitored", "cold", "sender"].map { "sentences.\(tag).\($0): '\($0)' \(complaint)" }
        }
        lines.append("instructions.rest.from: what it is about \(complaint)")
        lines += ["de", "en"].map { "instructions.rest.label.\($0): the label \(complaint)" }
        lines += ["de.start", "en.start", "en.during", "en.end", "en.cold.start", "en.warm.end"].map {
            "instructions.rest.text.\($0): the text \(complaint)"
        }
        #expect(sample.problems().map { "\($0.path): \($0.message)" } == lines)
    }

    @Test func `are under tags that BCP 47 knows`() {
        let odd = language("de-ATX1")
        let sample = soundProtocol(
            [
                sound(
                    text: [.english: Wording(phrases: Phrases(start: "a")), odd: Wording(phrases: Phrases(start: "b"))],
                    label: [odd: "b", .english: "a"])
            ], title: [odd: "b", .english: "a"])
        #expect(
            sample.problems().map(\.line)
                == ["title", "instructions.rest.label", "instructions.rest.text"].map {
                    "\($0).de-atx1: malformed: 'de-atx1' is not a language tag of BCP 47, like en, de or pt-BR"
                })
    }

    /// The sentence stands in a correction of 22 bytes, of which a journal record shows 4,000.
    @Test(
        arguments: [
            ("", 0), ("{until}", 160), ("{left}", 160), ("{next}", 160), ("{session}", 160), ("{contact}", 400 + 75), ("{rest}", 0),
        ])
    func `fit into one record with all that is filled in, to the byte`(placeholder: String, filled: Int) {
        func lines(bytes: Int) -> [String] {
            let rest = bytes - placeholder.utf8.count
            let text = placeholder + String(repeating: "😀", count: rest / 4) + String(repeating: "x", count: rest % 4)
            return soundProtocol([
                sound(session: .minutes(15), text: [.english: Wording(phrases: Phrases(start: text))])
            ]).problems().filter { $0.code == .outOfRange }.map(\.line)
        }
        #expect(lines(bytes: 4000 - 22 - filled) == [])
        #expect(
            lines(bytes: 4001 - 22 - filled) == [
                "instructions.rest.text.en.start: out-of-range: with all that is filled in the text may take 4001 bytes, and the journal "
                    + "shows 4000; shorten it"
            ])
    }

    @Test func `that are too long anyhow are complained of once`() {
        let long = String(repeating: "😀", count: 1001)
        let sample = soundProtocol([sound(text: [.english: Wording(phrases: Phrases(start: long))])])
        #expect(
            sample.problems().map(\.line)
                == ["instructions.rest.text.en.start: malformed: the text is 1001 characters long, and 1000 are the most; shorten it"])
    }

    // MARK: Phases

    /// - Returns: the phases for which a sentence is missing where there is none at all.
    private func wanting(_ cadence: Cadence, closes: WindowRule.Closing = .lasting(.hours(24))) -> [String] {
        let window = WindowRule(opens: Anchor(edge: .afterEnd), closes: closes)
        let sample = soundProtocol([sound(window: window, cadence, text: [.english: Wording(phrases: Phrases())])])
        return sample.problems().filter { $0.path.contains(".text.en.") && $0.code == .missing }.map { problem in
            let phase = String(problem.path.dropFirst("instructions.rest.text.en.".count))
            let message = "'rest' speaks at the '\(phase)' of its window, and has no sentence for that in 'en'; add one"
            #expect(problem.message == message)
            return phase
        }
    }

    @Test(
        arguments: [
            (.moments([.start]), ["start"]), (.moments([.end]), ["end"]), (.moments([.end, .start]), ["start", "end"]),
            (.moments([.after(.hours(23), at: nil)]), ["during"]), (.moments([.after(.hours(24), at: nil)]), ["end"]),
            (.moments([.after(.hours(24), at: LocalTime(hour: 9, minute: 0))]), ["during"]),
            (.every(.hours(3), count: nil), ["start", "during"]), (.every(.hours(3), count: 1), ["start"]),
            (.every(.hours(3), count: 2), ["start", "during"]),
            (.daily([LocalTime(hour: 9, minute: 0)].compactMap(\.self), count: 1), ["during"]),
        ] as [(Cadence, [String])])
    func `are asked for where a reminder may speak, and nowhere else`(cadence: Cadence, phases: [String]) {
        #expect(wanting(cadence) == phases)
    }

    @Test func `are asked for at the end of a window only where its length is known`() {
        let close = Cadence.moments([.after(.hours(24), at: nil)])
        #expect(wanting(close, closes: .at(Anchor(edge: .afterEnd, offset: .hours(25)))) == ["during"])
    }

    @Test(
        arguments: [
            (Phrases(start: "a", end: "c"), []), (Phrases(during: "b", end: "c"), []), (Phrases(start: "a", during: "b"), ["end"]),
            (Phrases(end: "c"), ["start", "during"]),
        ] as [(Phrases, [String])])
    func `at the start and during a window stand in for each other, and none for the end`(phrases: Phrases, missing: [String]) {
        let cadence = Cadence.moments([.start, .after(.hours(1), at: nil), .end])
        let sample = soundProtocol([sound(cadence, text: [.english: Wording(phrases: phrases)])])
        #expect(sample.problems().map(\.path) == missing.map { "instructions.rest.text.en.\($0)" })
    }

    // MARK: Placeholders

    @Test(
        arguments: [
            ("{until} {contact} {left} {next}", "", ["left", "next"]), ("{session}", "session", ["session"]), ("a } b", "", []),
            ("{until} {", "brace", ["brace"]), ("{until", "brace", ["brace"]), ("{}", "unknown", ["unknown"]),
        ] as [(String, String, [String])])
    func `have placeholders that can be filled in where they stand`(text: String, anywhere: String, atTheEnd: [String]) {
        let known = "{until}, {left}, {next}, {session}, {contact}"
        let lines = [
            "left": "contradiction: at the end of a window nothing is left to come; take '{left}' out",
            "next": "contradiction: at the end of a window nothing is left to come; take '{next}' out",
            "session": "contradiction: '{session}' says how long one go takes, and 'rest' has no 'session'; add one",
            "brace": "malformed: a brace is opened and not closed; write a placeholder like {until}",
            "unknown": "malformed: unknown placeholder '{}'; known are \(known)",
        ]
        let sample = soundProtocol([sound(text: [.english: Wording(phrases: Phrases(start: text, during: text, end: text))])])
        var expected: [String] = []
        if let line = lines[anywhere] { expected += ["start: \(line)", "during: \(line)"] }
        expected += atTheEnd.compactMap { lines[$0] }.map { "end: \($0)" }
        #expect(sample.problems().map { String($0.line.dropFirst("instructions.rest.text.en.".count)) } == expected)
    }

    @Test func `may name the session where there is one`() {
        let text: [Language: Wording] = [.english: Wording(phrases: Phrases(start: "{session}"))]
        #expect(soundProtocol([sound(session: .minutes(15), text: text)]).problems() == [])
    }

    // MARK: Modalities

    @Test func `are wanted for warm and for cold where the plan decides`() {
        func lines(_ byModality: [Modality: Phrases], _ modality: Modality = .planDecides) -> [String] {
            let wording = Wording(phrases: Phrases(start: "{what}"), byModality: byModality)
            return soundProtocol([sound(kind: .compress, modality: modality, text: [.english: wording])]).problems().map {
                "\($0.path.dropFirst("instructions.rest.".count)): \($0.code.rawValue): \($0.message.prefix(30))"
            }
        }
        #expect(lines([.warm: Phrases(start: "Warm."), .cold: Phrases(start: "Cold.")]) == [])
        #expect(
            lines([:]) == [
                "text.en.warm: missing: the plan may decide for 'warm'", "text.en.cold: missing: the plan may decide for 'cold'",
            ])
        let unknown = "malformed: unknown placeholder '{what}'; "
        #expect(lines([.warm: Phrases(start: "{what}"), .cold: Phrases(start: "Cold.")]) == ["text.en.warm.start: \(unknown)"])
        #expect(lines([.cold: Phrases(start: "{what}")], .cold) == ["text.en.cold.start: \(unknown)"])
        #expect(lines([.warm: Phrases(start: "{what}")], .cold) == ["text.en.start: \(unknown)"])
        #expect(lines([.warm: Phrases(start: "Warm.")], .none) == [])
    }
}
