import Testing

@testable import Aftercare

@Suite struct `A protocol that can be used as it is` {
    private func lines(_ sample: CareProtocol) -> [String] {
        sample.warnings().map { "\($0.path.replacing("instructions.rest.", with: "")): \($0.code.rawValue): \($0.message)" }
    }

    @Test func `is a draft until somebody signs it`() {
        #expect(lines(soundProtocol()) == [])
        #expect(
            lines(soundProtocol(version: 3, signOff: nil)) == [
                "signed-off: missing: protocol 'sample@3' is a draft; a clinician answers for it by adding "
                    + "'signed-off: { by: …, on: … }'"
            ])
    }

    // MARK: The service's own sentences

    @Test func `has a line for each restriction in a language whose sentences leave out how to name several`() {
        func own(together: String?) -> Sentences {
            Sentences(
                correction: "{sentence}", later: "{from} {until} {label}", withdrawn: "{label}", sessions: "{sessions}", unmonitored: "a",
                warm: "{label}", cold: "{label}", together: together)
        }
        func warned(_ tags: String..., together: String? = nil) -> [String] {
            lines(soundProtocol(sentences: Dictionary(uniqueKeysWithValues: tags.map { (language($0), own(together: together)) })))
        }
        func warning(_ tag: String) -> String {
            "sentences.\(tag).together: missing: the sentences in '\(tag)' leave out 'together', so each of several restrictions that end "
                + "at the same time has a line of its own; add one that holds {until} and {labels}"
        }
        #expect(warned("it", "fr") == [warning("fr"), warning("it")])
        #expect(warned("it", "fr", together: "{until} {labels}") == [])
        // The service has one of its own there.
        #expect(warned("de", "en-GB") == [])
    }

    // MARK: Terms

    private let advice =
        ", so it counts as the same only where it is written so; name it under 'terms:', with its names in other languages"

    @Test(
        arguments: [
            (.abstain, "from"), (.restrict, "activity"), (.limit, "nutrient"), (.monitor, nil), (.advise, nil), (.followUp, nil),
            (.compress, nil),
        ] as [(Instruction.Kind, String?)])
    func `names a term that the service does not know, where terms count`(kind: Instruction.Kind, key: String?) {
        let modality: Modality? = kind == .compress ? .cold : nil
        func lines(_ subject: String?) -> [String] {
            self.lines(soundProtocol([sound(kind: kind, subject: subject, modality: modality)]))
        }
        let unknown = key.map { "\($0): unknown-term: 'Qwertzuiop' is no term that the service knows\(advice)" }
        let misspelt = key.map { "\($0): unknown-term: 'alcohl' is no term that the service knows; did you mean 'alcohol'?\(advice)" }
        #expect(lines("Qwertzuiop") == [unknown].compactMap(\.self))
        #expect(lines("alcohl") == [misspelt].compactMap(\.self))
        #expect(lines("Alkohol") == [])
        #expect(lines(nil) == [])
    }

    @Test func `names no term that the protocol explains`() {
        func sample(_ subject: String) -> CareProtocol {
            soundProtocol([sound(kind: .abstain, subject: subject)], terms: ["beer": ["Bier", "bière"]])
        }
        #expect(["beer", "BIER", " bière "].allSatisfy { lines(sample($0)) == [] })
        let misspelt = "from: unknown-term: 'biere' is no term that the service knows; did you mean 'bier'?\(advice)"
        #expect(lines(sample("biere")) == [misspelt])
    }

    // MARK: Times of day

    private func moments(_ moments: [Cadence.Moment], lasting session: Span?, for length: Span = .hours(24)) -> [String] {
        let window = WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(length))
        return lines(soundProtocol([sound(window: window, .moments(moments))], duration: session))
    }

    private func outside(_ time: String, _ starts: String) -> String {
        "'after: 1d, at: \(time)' lies outside the window of 'rest' where a session starts \(starts), and is not said then; ask for it "
            + "sooner, or close the window later"
    }

    /// Where the session ends before that time of day, the window closes before it on the next one.
    @Test(
        arguments: [
            ("00:00", "1h", "at 23:00"), ("00:00", "2h", "at 22:00"), ("00:15", "1h", "from 23:00 to 23:15"),
            ("09:00", nil, "from 00:00 to 08:00, or from 23:00 to 23:45"), ("09:00", "2h", "from 00:00 to 07:00, or from 22:00 to 23:45"),
            ("09:00", "15h", "from 09:00 to 18:00"), ("01:00", "75min", "from 22:45 to 23:45"),
            ("01:15", "75min", "at 00:00, or from 22:45 to 23:45"), ("23:30", "1h", "from 00:00 to 22:30, or from 23:00 to 23:45"),
        ] as [(String, String?, String)])
    func `has moments that lie outside the window of some sessions`(time: String, session: String?, starts: String) throws {
        let moment = Cadence.Moment.after(.days(1), at: try LocalTime(text: time))
        #expect(moments([.start, moment], lasting: session.map(span)) == ["remind.1: out-of-range: \(outside(time, starts))"])
    }

    @Test func `has moments that lie outside every window, and others within it`() throws {
        let nine = try LocalTime(text: "09:00")
        func never(_ moment: String) -> String {
            "out-of-range: '\(moment)' lies outside the window of 'rest', so it is never said; ask for it sooner, or close the window later"
        }
        let found = moments(
            [.start, .after(.days(1), at: nine), .after(.days(3), at: nine), .after(.hours(1), at: nil)], lasting: nil, for: .days(2))
        #expect(found == ["remind.2: \(never("after: 3d, at: 09:00"))"])
        let last = Cadence.Moment.after(.days(1), at: try LocalTime(text: "23:45"))
        #expect(moments([last], lasting: .hours(1)) == ["remind.0: \(never("after: 1d, at: 23:45"))"])
    }

    @Test func `has no moment outside where it falls on the close, and the close is spoken of`() throws {
        let midnight = Cadence.Moment.after(.days(1), at: try LocalTime(text: "00:00"))
        #expect(moments([midnight], lasting: .hours(1)) == ["remind.0: out-of-range: \(outside("00:00", "at 23:00"))"])
        #expect(moments([midnight, .end], lasting: .hours(1)) == [])
    }

    // MARK: The next reminder

    @Test func `has texts of which nothing is left without a next reminder`() {
        let text: [Language: Wording] = [
            .english: Wording(
                phrases: Phrases(start: "Next at {next}.", during: "{next}", end: "{next}"),
                byModality: [.warm: Phrases(during: "Warm: {next}."), .cold: Phrases(start: "Cold: {next}.", during: "Cold. {next}.")]),
            .german: Wording(phrases: Phrases(start: "Kalt.", during: "Um {next}.")),
        ]
        let message =
            "nothing is left of this text where no reminder follows, and the patient is told the label of 'rest' instead; add a "
            + "sentence without {next}"
        #expect(
            lines(soundProtocol([sound(text: text)]))
                == ["de.during", "en.start", "en.during", "en.cold.start", "en.warm.during"].map {
                    "text.\($0): missing: \(message)"
                })
    }

    @Test func `is warned of in order, instruction by instruction`() throws {
        let nine = try LocalTime(text: "09:00")
        func surprising(_ name: String) -> Instruction {
            sound(
                name, kind: .abstain, subject: "Qwertzuiop", .moments([.start, .after(.days(1), at: nine)]),
                usefulFor: Span(seconds: 5400), nag: Nag(every: .hours(1), times: 1),
                text: [.english: Wording(phrases: Phrases(start: "{next}", during: "b"))])
        }
        let parts = ["remind.1", "nag", "text.en.start", "from"]
        let french = Sentences(
            correction: "{sentence}", later: "{from} {until} {label}", withdrawn: "{label}", sessions: "{sessions}", unmonitored: "non",
            warm: "{label}", cold: "{label}")
        #expect(
            soundProtocol([surprising("z"), surprising("a")], signOff: nil, sentences: [language("fr"): french]).warnings().map(\.path)
                == ["signed-off", "sentences.fr.together"] + ["z", "a"].flatMap { name in parts.map { "instructions.\(name).\($0)" } })
    }
}
