import Testing

@testable import Aftercare

@Suite struct `The words of an instruction` {
    @Test(
        arguments: [
            (Phrases(start: "s", during: "d", end: "e"), ["s", "d", "d", "e"]), (Phrases(start: "s", end: "e"), ["s", "s", "s", "e"]),
            (Phrases(during: "d"), ["d", "d", "d", nil]), (Phrases(end: "e"), [nil, nil, nil, "e"]), (Phrases(), [nil, nil, nil, nil]),
        ] as [(Phrases, [String?])])
    func `at the start, a late start, during and at the end of its window`(phrases: Phrases, expected: [String?]) {
        #expect(
            [
                phrases.phrase(for: .start, isLate: false), phrases.phrase(for: .start, isLate: true),
                phrases.phrase(for: .during, isLate: false), phrases.phrase(for: .end, isLate: false),
            ] == expected)
        #expect(phrases.isEmpty == (expected == [nil, nil, nil, nil]))
    }

    @Test func `are all of them in order, the modalities' by name`() {
        let wording = Wording(
            phrases: Phrases(start: "s", during: "d", end: "e"), byModality: [.warm: Phrases(end: "w"), .cold: Phrases(during: "c")])
        #expect(wording.all.map(\.all) == [["s", "d", "e"], ["c"], ["w"]])
        #expect(wording.phrases(for: .cold).during == "c" && wording.phrases(for: .warm).end == "w")
        #expect(wording.phrases(for: nil) == wording.phrases && wording.phrases(for: .planDecides) == wording.phrases)
    }

    @Test(
        arguments: [
            ("", []), ("no placeholder", []), ("{until}", ["until"]), ("Dry until {until}, {left} left.", ["until", "left"]),
            ("{left}{until}", ["left", "until"]), ("{a} {b", ["a"]), ("} {a}", ["a"]), ("a {b}c} {d}", ["b", "d"]), ("{}", [""]),
        ] as [(String, [String])])
    func `have placeholders`(text: String, names: [String]) {
        #expect(Placeholder.names(in: text) == names)
    }

    @Test func `depend on the end of the window by three placeholders`() {
        #expect(Set(Placeholder.allCases).subtracting(Placeholder.times) == [.session, .contact])
    }

    // MARK: Languages

    private let both = Translations<String>([.german: "Eis", language("pt"): "gelo", language("pt-BR"): "sorvete", language("el"): "pagos"])

    @Test(
        arguments: [
            (["de"], "Eis", "de"), (["de-AT"], "Eis", "de"), (["pt-BR"], "sorvete", "pt-BR"), (["pt-PT"], "gelo", "pt"),
            (["fr", "pt", "de"], "gelo", "pt"), (["fr-CA", "de-CH", "pt"], "Eis", "de"), (["fr"], "Eis", "de"), ([], "Eis", "de"),
        ] as [([String], String, String)])
    func `are in the first language that has them, else in the first by name`(tags: [String], text: String, tag: String) throws {
        let found = try #require(both.first(of: tags.map { language($0) }))
        #expect(found.text == text && found.language == language(tag))
    }

    @Test func `are in no language where there are none`() {
        #expect(Translations<String>([:]).first(of: [.english])?.text == nil)
        #expect(both.languages.map(\.tag) == ["de", "el", "pt", "pt-BR"])
    }

    @Test(
        arguments: [
            ("zh-cmn-Hans-CN", true), ("zh-aaa-bbb-ccc", true), ("zh-aaa-bbb-ccc-ddd", false), ("zh-Hant-Hans", false), ("es-419", true),
            ("es-41", false), ("es-41a", false), ("de-AT-CH", false), ("sl-rozaj-biske", true), ("de-1996", true), ("de-a996", false),
            ("de-AT-1996-rozaj", true), ("de-1996-AT", false), ("en-a-bb-cc-b-dd", true), ("en-a-bb-c", false), ("en-x-a-b", true),
            ("en-a-x-b", false), ("en-x", false), ("de-x-abcdefgh-abcdefgh-abcdefgh-abc", true),
            ("de-x-abcdefgh-abcdefgh-abcdefgh-abcd", false),
        ])
    func `are in languages as BCP 47 forms them`(tag: String, isWellFormed: Bool) throws {
        #expect(try Language(text: tag).isWellFormed == isWellFormed)
    }

    @Test(arguments: [
        ("a", false), ("ab", true), ("abc", true), ("abcd", false), ("a1", false), ("de-abcdefgh", true), ("de-abcdefghi", false),
    ])
    func `are in languages of two or three letters, and parts of eight at most`(tag: String, isTaken: Bool) {
        #expect(((try? Language(text: tag)) != nil) == isTaken)
    }

    @Test func `are in no language that is malformed`() throws {
        let old = try #require(throws: MalformedText.self) { try Language(text: "klingon!") }
        #expect("\(old)" == "'klingon!' is not a language tag, like en, de or pt-BR")
        let new = try #require(throws: MalformedText.self) { try Language(stated: "de-ATX1") }
        #expect("\(new)" == "'de-ATX1' is not a language tag of BCP 47, like en, de or pt-BR")
        #expect(language("pt-BR").base == language("pt") && language("de").base == .german)
    }

    // MARK: The service's own

    private static func own(_ name: String) -> Sentences {
        Sentences(
            correction: "\(name) correction", later: "\(name) later", withdrawn: "\(name) withdrawn", sessions: "\(name) sessions",
            unmonitored: "\(name) unmonitored", warm: "\(name) warm", cold: "\(name) cold", together: "\(name) together",
            sender: "\(name) sender")
    }

    @Test func `around them are known by their keys`() {
        let keys = Sentences.placeholders.map(\.key)
        #expect(keys == ["correction", "later", "withdrawn", "sessions", "unmonitored", "warm", "cold", "together", "sender"])
        #expect(keys.map { Self.own("x")[$0] ?? "-" } == keys.map { "x \($0)" })
    }

    @Test func `around them may leave out what the built-in ones have, and no more`() {
        let own = Self.own("x")
        let fewer = Sentences(
            correction: own.correction, later: own.later, withdrawn: own.withdrawn, sessions: own.sessions, unmonitored: own.unmonitored,
            warm: own.warm, cold: own.cold)
        let keys = Sentences.placeholders.map(\.key)
        #expect(Set(keys.filter { fewer[$0] == nil }) == Sentences.optionalKeys)
        for sentences in Sentences.own.byLanguage.values { #expect(keys.allSatisfy { sentences[$0] != nil }) }
    }

    @Test(
        arguments: [
            ("de", "own de"), ("de-AT", "own de-AT"), ("de-CH", "own de"), ("en", "built in en"), ("en-GB", "built in en"),
            ("fr-CA", "own fr"), ("fr", "own fr"), ("it-CH", "own it-CH"), ("it", "built in en"), ("nl", "built in en"),
        ])
    func `around them are the protocol's, the language's before English`(tag: String, expected: String) {
        let tags = ["de", "de-AT", "fr", "it-CH"]
        let sample = soundProtocol(
            sentences: Dictionary(uniqueKeysWithValues: tags.map { (language($0), Self.own("own \($0)")) }))
        let found = sample.sentences(in: language(tag)).withdrawn
        #expect(found == (expected == "built in en" ? "Correction: this no longer holds: {label}." : "\(expected) withdrawn"))
    }

    @Test(arguments: [
        ("de", "{label} (warm)", "{label} (kalt)"), ("de-LI", "{label} (warm)", "{label} (kalt)"), ("fr", "warm {label}", "cold {label}"),
    ])
    func `around them are German or English where the protocol has none`(tag: String, warm: String, cold: String) {
        let sentences = soundProtocol().sentences(in: language(tag))
        #expect(sentences.warm == warm && sentences.cold == cold)
    }
}
