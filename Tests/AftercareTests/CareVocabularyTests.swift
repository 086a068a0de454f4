import Testing

@testable import Aftercare

@Suite struct `The vocabulary` {
    /// A term, what a sheet may do with it, and its short names; nil where there is none.
    @Test(
        arguments: [
            ("alcohol", .abstain, "no alcohol", "kein Alkohol"), ("alcohol", .limit, "little alcohol", "wenig Alkohol"),
            ("smoking", .abstain, "no smoking", "nicht rauchen"), ("smoking", .limit, "little smoking", "wenig rauchen"),
            ("caffeine", .abstain, "no caffeine", "kein Koffein"), ("caffeine", .limit, "little caffeine", "wenig Koffein"),
            ("food", .abstain, "no food", "nichts essen"), ("food", .limit, nil, nil), ("tea", .abstain, "no tea", "kein Tee"),
            ("tea", .limit, "little tea", "wenig Tee"),
            ("painkillers", .abstain, "no painkillers without asking", "keine Schmerzmittel ohne Rückfrage"),
            ("retinol", .abstain, "no retinol", "kein Retinol"), ("make-up", .abstain, "no make-up", "kein Make-up"),
            ("strenuous activity", .restrict, "no strenuous activity", "keine Anstrengung"),
            ("strenuous activity", .limit, "little exertion", "wenig Anstrengung"), ("sport", .restrict, "no sport", "kein Sport"),
            ("swimming", .restrict, "no swimming", "nicht schwimmen"), ("sauna", .restrict, "no sauna", "keine Sauna"),
            ("bathing", .restrict, "no baths", "nicht baden"), ("bathing", .abstain, nil, nil), ("sun", .restrict, "no sun", "keine Sonne"),
            ("sun", .abstain, "no sun", "keine Sonne"), ("lifting", .restrict, "no heavy lifting", "nicht schwer heben"),
            ("driving", .restrict, "no driving", "nicht Auto fahren"), ("flying", .restrict, "no flying", "nicht fliegen"),
            ("sugar", .limit, "little sugar", "wenig Zucker"), ("sugar", .abstain, "no sugar", "kein Zucker"),
            ("sodium", .limit, "little salt", "wenig Salz"), ("sodium", .abstain, "no salt", "kein Salz"),
            ("fat", .limit, "little fat", "wenig Fett"), ("fat", .abstain, nil, nil), ("krypton", .abstain, nil, nil),
        ] as [(String, Instruction.Kind, String?, String?)])
    func `has a short name for a term and what to do about it`(term: String, kind: Instruction.Kind, english: String?, german: String?) {
        #expect(Vocabulary.standard.label(for: term, kind, in: .english) == english)
        #expect(Vocabulary.standard.label(for: term, kind, in: .german) == german)
        #expect(Vocabulary.standard.label(for: term, kind, in: language("de-CH")) == german)
        #expect(Vocabulary.standard.label(for: term, kind, in: language("fr")) == nil)
        #expect(Vocabulary.standard.label(for: term, .advise, in: .english) == nil)
    }

    @Test(arguments: [
        ("Alkohol", "alcohol"), ("Wein", "alcohol"), ("nikotin", "smoking"), ("tabaco", "smoking"), ("Kaffee", "caffeine"),
        ("eating", "food"), ("TEE", "tea"), ("nsaids", "painkillers"), ("retinoids", "retinol"), ("Kosmetik", "make-up"),
        ("anstrengende  tätigkeit", "strenuous activity"), ("Training", "sport"), ("swimming\tpool", "swimming"), ("Dampfbad", "sauna"),
        ("Bad", "bathing"), ("sun exposure", "sun"), (" schweres Heben\n", "lifting"), ("Autofahren", "driving"),
        ("air travel", "flying"), ("AZÚCAR", "sugar"), ("sal", "sodium"), ("Fett", "fat"),
    ])
    func `knows a term by its other names, in capitals and small letters`(name: String, term: String) {
        #expect(Vocabulary.standard.knows(name) && Vocabulary.standard.knows(term))
        #expect(Vocabulary.standard.term(for: name) == term && Vocabulary.standard.term(for: term) == term)
    }

    @Test func `takes an unknown name for a term of its own, in small letters`() {
        #expect(!Vocabulary.standard.knows("Two  Words"))
        #expect(Vocabulary.standard.term(for: " Two \n Words ") == "two words")
    }

    @Test func `takes a protocol's terms besides its own, which come first`() {
        let own = Vocabulary(adding: ["Zinc": ["Zink", "same"], "Beer": ["Bier", "same", "Wein"]])
        let terms = ["zinc", "ZINK", "bier", "same", "wein", "beer"].map { own.term(for: $0) }
        #expect(terms == ["zinc", "zinc", "beer", "beer", "alcohol", "beer"])
        #expect(own.label(for: "beer", .abstain, in: .english) == nil)
        #expect(!Vocabulary.standard.knows("beer"))
    }

    @Test func `of a protocol has its terms, and the service's`() {
        let sample = soundProtocol(terms: ["beer": ["Bier"]])
        #expect(sample.vocabulary.term(for: "Bier") == "beer" && sample.vocabulary.term(for: "Wein") == "alcohol")
        #expect(soundProtocol().vocabulary == .standard && sample.vocabulary != .standard)
    }

    @Test(arguments: [("alcohl", "alcohol"), ("suna", "sauna"), ("Qwertzuiop", nil), ("x", nil)] as [(String, String?)])
    func `has the nearest name for a misspelt one`(word: String, nearest: String?) {
        #expect(Vocabulary.standard.nearest(to: word) == nearest)
    }
}

@Suite struct `Words that are misspelt` {
    @Test(
        arguments: [
            ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "ab", 1), ("abc", "xabc", 1),
            ("abcd", "abdc", 1), ("abcd", "bacd", 1), ("abcd", "badc", 2), ("kitten", "sitting", 3), ("ab", "ba", 1), ("abc", "ca", 3),
            ("aab", "aba", 1),
        ])
    func `are as far away as letters must be changed`(one: String, other: String, distance: Int) {
        #expect(Spelling.distance(Array(one), Array(other)) == distance)
        #expect(Spelling.distance(Array(other), Array(one)) == distance)
    }

    @Test(
        arguments: [
            // One letter of up to five, two of six, and never all of them.
            ("abc", "abx", true), ("abcde", "abxdx", false), ("abcdef", "abxxef", true), ("abcdef", "abxxxf", false),
            ("abcdefghi", "abcxxxghi", true), ("abcdefghi", "abcxxxxhi", false), ("a", "b", false), ("ab", "xb", true),
            ("ABC", "abX", true),
        ])
    func `are near with one letter in three wrong`(word: String, known: String, isNear: Bool) {
        #expect(Spelling.closest(to: word, among: [known]) == (isNear ? known : nil))
    }

    @Test func `are taken for the nearest, and for the first of several`() {
        #expect(Spelling.closest(to: "abcdef", among: ["abxxef", "abcdex", "abcdey"]) == "abcdex")
        #expect(Spelling.closest(to: "abcdef", among: ["abcdey", "abcdex"]) == "abcdey")
    }

    @Test func `are answered with the word that was meant, or with all that are known`() {
        #expect(Spelling.hint(for: "affter", among: ["before", "after"]) == "; did you mean 'after'?")
        #expect(Spelling.hint(for: "xyz", among: ["before", "after"]) == "; known are before, after")
    }
}
