import Aftercare
import Testing

/// What is wrong with a protocol as it is known to the core; a file's places are the file's business.
@Suite struct `A protocol's check` {
    private func problems(_ instruction: Instruction, sentences: [Language: Sentences]? = nil) -> [String] {
        let cited = Instruction(
            id: instruction.id, kind: instruction.kind, subject: instruction.subject, modality: instruction.modality,
            window: instruction.window, cadence: instruction.cadence, session: nil, usefulFor: instruction.usefulFor,
            quiet: instruction.quiet, nag: instruction.nag, text: instruction.text, label: instruction.label,
            citations: [Citation(value: nil, source: "sheet")])
        return CareProtocol(
            id: id("sample"), version: 1, title: Translations([.english: "Sample"]), language: .english,
            routes: [.intramuscular], usualDuration: nil, signOff: nil, sources: ["sheet": "A sheet"],
            sentences: sentences.map { Translations($0) }, instructions: [cited]
        ).problems().map { "\($0.path): \($0.message)" }
    }

    private func asking(
        every: String, times: Int, _ cadence: Cadence = .moments([.start]), usefulFor: Span? = nil
    ) -> Instruction {
        instruction(
            "pill", kind: .advise, subject: nil, cadence, usefulFor: usefulFor, nag: Nag(every: span(every), times: times),
            text: "Take it.")
    }

    @Test func `takes the highest version, and as many instructions as there may be`() {
        func places(_ version: Int, _ count: Int) -> [String] {
            let instructions = (1...count).map { number in
                Instruction(
                    id: id("i\(number)"), kind: .advise, subject: nil, modality: nil, window: day, cadence: .moments([.start]),
                    session: nil,
                    usefulFor: nil, quiet: .defer, nag: nil, text: Translations([.english: Wording(phrases: Phrases(start: "a"))]),
                    label: Translations([.english: "a"]), citations: [Citation(value: nil, source: "sheet")])
            }
            return CareProtocol(
                id: id("sample"), version: version, title: Translations([.english: "Sample"]), language: .english, routes: [.intramuscular],
                usualDuration: nil, signOff: nil, sources: ["sheet": "A sheet"], instructions: instructions
            ).problems().map(\.path)
        }
        #expect(places(999_999_999, 200) == [])
        #expect(places(1_000_000_000, 201) == ["version", "instructions"])
    }

    @Test func `says of each flaw of a cadence of which kind it is`() throws {
        let nine = try #require(LocalTime(hour: 9, minute: 0))
        func codes(_ cadence: Cadence) -> [String] {
            careProtocol(instruction("pill", kind: .advise, subject: nil, cadence, text: "Take it.")).problems()
                .filter { $0.path.hasPrefix("instructions.pill.remind") }.map { "\($0.path.dropFirst(18)): \($0.code.rawValue)" }
        }
        #expect(codes(.daily([nine, nine], count: nil)) == ["remind.daily: contradiction"])
        #expect(codes(.daily([], count: nil)) == ["remind: missing"])
        #expect(codes(.daily([nine], count: 0)) == ["remind.count: out-of-range"])
        #expect(codes(.daily([nine], count: 1)) == [])
    }

    @Test func `refuses more times of day than a day has`() throws {
        let nine = try #require(LocalTime(hour: 9, minute: 0))
        let pill = instruction(
            "pill", kind: .advise, subject: nil, .daily(Array(repeating: nine, count: 1441), count: nil), text: "Take it.")
        #expect(
            problems(pill) == ["instructions.pill.remind.daily: 'pill' names 1441 times of day, and a day has 1440 minutes; name fewer"])
    }

    @Test func `refuses more moments than a window may have, and complains of none of them by itself`() {
        func messages(_ count: Int) -> [String] {
            let moments = Array(repeating: Cadence.Moment.after(span("2d"), at: nil), count: count)
            return problems(instruction("pill", kind: .advise, subject: nil, .moments(moments), text: "Take it."))
        }
        #expect(messages(1000).count == 1000 && messages(1000).allSatisfy { $0.contains("has closed by then") })
        #expect(
            messages(1001)
                == ["instructions.pill.remind: 'pill' would speak more than 1000 times in one window; speak less often, or add a 'count'"])
    }

    /// What an interface is sent has no bounds yet; what is refused needs no warning, and must not overflow.
    @Test(arguments: [21, .max]) func `warns of no asking that it refuses`(times: Int) {
        let sample = careProtocol(asking(every: "5h", times: times))
        #expect(sample.problems().contains { $0.path == "instructions.pill.nag.times" })
        #expect(!sample.warnings().contains { $0.path == "instructions.pill.nag" })
        #expect(careProtocol(asking(every: "5h", times: 20)).warnings().contains { $0.path == "instructions.pill.nag" })
    }

    @Test func `finds nothing wrong with asking every hour, twice`() {
        #expect(problems(asking(every: "1h", times: 2)) == [])
        #expect(problems(asking(every: "5min", times: 20)) == [])
    }

    @Test(arguments: [0, 21]) func `refuses to ask never, or without end`(times: Int) {
        #expect(
            problems(asking(every: "1h", times: times)) == [
                "instructions.pill.nag.times: 'pill' asks again \(times) times; say 1 to 20, or take 'nag' out"
            ])
    }

    @Test func `refuses to ask at once, or all the time`() {
        #expect(
            problems(asking(every: "0min", times: 1)) == [
                "instructions.pill.nag.every: 'pill' asks again after no time; say after how long, like 30min"
            ])
        #expect(
            problems(asking(every: "4min", times: 1)) == [
                "instructions.pill.nag.every: 'pill' asks again every '4min'; give people 5 minutes at least"
            ])
    }

    @Test func `refuses to ask when the reminder is of no more use`() {
        func complaint(_ every: String) -> [String] {
            [
                "instructions.pill.nag.every: 'pill' asks again after '\(every)', when the reminder is of no more use; "
                    + "ask sooner, or say 'useful:' for longer"
            ]
        }
        #expect(problems(asking(every: "1d", times: 1)) == complaint("1d"))
        #expect(problems(asking(every: "3h", times: 1, .every(span("3h"), count: nil))) == complaint("3h"))
        #expect(problems(asking(every: "2h", times: 1, usefulFor: span("2h"))) == complaint("2h"))
        #expect(problems(asking(every: "119min", times: 1, usefulFor: span("2h"))) == [])
    }

    // MARK: The service's own sentences

    private let bilingual = instruction("dry").with(
        text: Translations([
            .english: Wording(phrases: Phrases(start: "Dry.", during: "Dry.", end: "Over.")),
            language("fr"): Wording(phrases: Phrases(start: "Sec.", during: "Sec.", end: "Fini.")),
        ]))

    private func french(
        correction: String = "{sentence}", unmonitored: String = "non surveillé", together: String? = nil, sender: String? = nil
    ) -> Sentences {
        Sentences(
            correction: correction, later: "{from} {until} {label}", withdrawn: "{label}", sessions: "{sessions}",
            unmonitored: unmonitored, warm: "{label}", cold: "{label}", together: together, sender: sender)
    }

    @Test func `asks for the service's sentences in a language that it does not speak by itself`() {
        #expect(
            problems(bilingual) == [
                "sentences: the service has no sentences of its own in 'fr'; add 'sentences: { fr: … }' with correction, later, "
                    + "withdrawn, sessions, unmonitored, warm, cold"
            ])
        #expect(problems(bilingual, sentences: [language("fr"): french()]) == [])
    }

    @Test func `asks for no sentences in German, nor in a region's`() {
        let wording = Wording(phrases: Phrases(start: "Trocken.", during: "Trocken.", end: "Vorbei."))
        let text = Translations([.english: wording, language("de-AT"): wording])
        #expect(problems(instruction("dry").with(text: text)) == [])
    }

    @Test(arguments: [
        ("Correction.", "non surveillé", "sentences.fr.correction: 'correction' holds {sentence}, each of them and no other"),
        ("{sentence} {label}", "non surveillé", "sentences.fr.correction: 'correction' holds {sentence}, each of them and no other"),
        ("{sentence}", "{contact}", "sentences.fr.unmonitored: 'unmonitored' holds no placeholder, each of them and no other"),
    ])
    func `refuses sentences without their placeholders, or with others`(correction: String, unmonitored: String, message: String) {
        #expect(
            problems(bilingual, sentences: [language("fr"): french(correction: correction, unmonitored: unmonitored)]) == [message])
    }

    @Test(
        arguments: [
            (nil, nil, []), ("{until} {labels}", nil, []), (nil, "{clinic} {text}", []), ("{labels} {until}", "{text} {clinic}", []),
            ("{until}", "{text}", ["together", "sender"]), ("{until} {labels} {text}", nil, ["together"]), (nil, "", ["sender"]),
        ] as [(String?, String?, [String])])
    func `refuses two sentences only where they are there, without their placeholders`(together: String?, sender: String?, keys: [String]) {
        let holds = ["together": "{until}, {labels}", "sender": "{clinic}, {text}"]
        let found = problems(bilingual, sentences: [language("fr"): french(together: together, sender: sender)])
        #expect(
            found.filter { !$0.contains("blank") }
                == keys.map { "sentences.fr.\($0): '\($0)' holds \(holds[$0] ?? ""), each of them and no other" })
    }

    @Test func `takes a moment at which the window closes for its end, and has nothing to say of its middle`() {
        func pill(_ cadence: Cadence.Moment..., phrases: Phrases) -> [String] {
            problems(instruction("pill", kind: .advise, subject: nil, .moments(cadence), phrases: phrases)).map {
                String($0.prefix { $0 != ":" })
            }
        }
        let (close, before) = (Cadence.Moment.after(.hours(24), at: nil), Cadence.Moment.after(.hours(23), at: nil))
        #expect(pill(close, phrases: Phrases(end: "Over.")) == ["instructions.pill.remind.0"])
        #expect(pill(close, phrases: Phrases(during: "Soon.")) == ["instructions.pill.remind.0", "instructions.pill.text.en.end"])
        #expect(pill(before, phrases: Phrases(end: "Over.")) == ["instructions.pill.text.en.during"])
        #expect(pill(before, phrases: Phrases(during: "Soon.")) == [])
    }
}
