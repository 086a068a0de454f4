import Testing

@testable import Aftercare

@Suite struct `The limits of a text` {
    /// Of each rule the most characters, and the most bytes, if they are fewer than so many characters can take.
    @Test(
        arguments: [
            (.sentence, 1000, nil), (.frame, 300, 600), (.name, 200, nil), (.contact, 200, 400), (.source, 500, nil),
        ] as [(TextRule, Int, Int?)])
    func `are so many characters and bytes, and none more`(rule: TextRule, longest: Int, maxBytes: Int?) {
        #expect(rule.complaints(about: String(repeating: "x", count: longest)) == [])
        #expect(
            rule.complaints(about: String(repeating: "x", count: longest + 1))
                == ["is \(longest + 1) characters long, and \(longest) are the most; shorten it"])
        let wide = String(repeating: "é", count: longest)
        let wider = wide.dropLast() + "電"
        #expect(rule.complaints(about: wide) == [])
        #expect(
            rule.complaints(about: String(wider))
                == (maxBytes.map { ["takes \($0 + 1) bytes, and \($0) are the most; shorten it"] } ?? []))
        // Too long in both ways is too long.
        #expect(rule.complaints(about: String(repeating: "電", count: longest + 1)).map { $0.prefix(3) } == ["is "])
    }

    @Test func `are one line, but for a sentence`() {
        let rules: [TextRule] = [.sentence, .frame, .name, .contact, .source]
        let complaint = "holds U+000A (LINE FEED), which begins a new line; write it on one line"
        #expect(rules.map { $0.complaints(about: "a\nb") } == [[], [complaint], [complaint], [complaint], [complaint]])
    }

    @Test(
        arguments: [
            ("a\u{7}", "U+0007 (BELL), which the journal cannot show; take it out"),
            ("a\tb", "U+0009 (TAB), which the journal cannot show; take it out"),
            ("a\u{1B}", "U+001B (ESCAPE), which the journal cannot show; take it out"),
            ("a\u{9B}", "U+009B, which the journal cannot show; take it out"),
            ("a\rb", "U+000D (CARRIAGE RETURN), which the journal cannot show; end lines with a line feed alone"),
            ("a\u{AD}b", "U+00AD (SOFT HYPHEN), which cannot be seen, and makes text read as another; take it out"),
            ("a\u{202E}", "U+202E (RIGHT-TO-LEFT OVERRIDE), which cannot be seen, and makes text read as another; take it out"),
            ("a\u{2028}b", "U+2028 (LINE SEPARATOR), which is no line feed; begin a new line, or take it out"),
            ("a\u{2029}b", "U+2029 (PARAGRAPH SEPARATOR), which is no line feed; begin a new line, or take it out"),
            ("a\u{E000}", "U+E000, which stands for no character; take it out"),
            ("a\u{10FFFF}", "U+10FFFF, which stands for no character; take it out"),
        ])
    func `hold none of the characters that cannot be shown`(text: String, complaint: String) {
        #expect(TextRule.sentence.complaints(about: text) == ["holds \(complaint)"])
    }

    @Test func `end no line with a carriage return where there is one line`() {
        #expect(
            TextRule.name.complaints(about: "a\r") == ["holds U+000D (CARRIAGE RETURN), which the journal cannot show; take it out"])
    }

    @Test func `name three characters at the most, and the length besides`() {
        let text = "\u{1}\u{2}\u{3}\u{4}" + String(repeating: "x", count: 1000)
        #expect(
            TextRule.sentence.complaints(about: text).map { $0.prefix(12) }
                == ["holds U+0001", "holds U+0002", "holds U+0003", "is 1004 char"])
        #expect(TextRule.sentence.complaints(about: "\u{1}a\u{1}\u{2}").count == 2)
    }

    @Test(arguments: ["", " ", "\n", "\u{200B}", "\u{2060}\u{A0}"]) func `are not kept by what shows nothing`(text: String) {
        #expect(TextRule.sentence.complaints(about: text) == ["is blank; write something, or leave it out"])
    }

    @Test(
        arguments: [
            (0x0A, false), (0x20, false), (0x7F, true), (0x85, true), (0xA0, false), (0xAD, true), (0x600, false), (0x605, false),
            (0x61C, false), (0x6DD, false), (0x70F, false), (0x8E2, false), (0x180E, true), (0x200A, false), (0x200B, false),
            (0x200F, false), (0x2010, false), (0x2028, true), (0x2029, true), (0x202A, true), (0x202E, true), (0x2060, false),
            (0x2061, true), (0x2064, true), (0x2066, true), (0x206F, true), (0xE000, true), (0xF8FF, true), (0xFDD0, true), (0xFEFF, true),
            (0xFFFD, false), (0xFFFE, true), (0x110BD, false), (0x110CD, false), (0x1FFFF, true), (0xE0001, true), (0xE0041, true),
        ] as [(UInt32, Bool)])
    func `bar what steers, hides or stands for nothing, and nothing that scripts need`(code: UInt32, isBarred: Bool) throws {
        #expect(try #require(Unicode.Scalar(code)).isBarred == isBarred)
    }

    @Test func `cut what is quoted, and not what is short enough`() {
        #expect(String(repeating: "x", count: 100).quotable == String(repeating: "x", count: 100))
        #expect(String(repeating: "x", count: 101).quotable == String(repeating: "x", count: 100) + "…")
        #expect("a\u{7}\u{10FFFF}b".showable == "a<U+0007><U+10FFFF>b" && "plain é".showable == "plain é")
        #expect("\(MalformedText(value: "x", expected: "y", fault: "is wrong"))" == "'x' is wrong")
    }
}

@Suite struct `A character on a terminal` {
    @Test(
        arguments: [
            (0x1F, true), (0x20, false), (0x7E, false), (0x7F, true), (0x80, true), (0x9F, true), (0xA0, false), (0x2029, false),
            (0x202A, true), (0x202E, true), (0x202F, false), (0x2065, false), (0x2066, true), (0x2069, true), (0x206A, false),
            (0xFFFD, false),
        ] as [(UInt32, Bool)])
    func `steers it or does not`(code: UInt32, steers: Bool) throws {
        #expect(try #require(Unicode.Scalar(code)).steersTerminal == steers)
    }

    @Test(arguments: ["\n", "\r", "\t", "\u{85}", "\u{2028}", "\u{2029}"]) func `that breaks a line is a blank in one`(text: String) {
        #expect("a\(text)b".inLine == "a b")
    }

    @Test(
        arguments: [
            ("a\u{7F}b", #"a\x7fb"#, "a\u{FFFD}b"), ("a\u{1}b", #"a\x01b"#, "a\u{FFFD}b"), ("a\u{FF}b", "aÿb", "aÿb"),
            ("a\u{202A}b", #"a\u202ab"#, "a\u{FFFD}b"), ("a\u{2069}b", #"a\u2069b"#, "a\u{FFFD}b"), ("a\n\tb", "a\n\tb", "a\n\tb"),
            ("a\rb", #"a\x0db"#, "a\u{FFFD}b"), ("a\u{85}b", #"a\x85b"#, "a\u{FFFD}b"),
        ])
    func `is shown as its number, or as one column`(text: String, printable: String, inPlace: String) {
        #expect(text.printable == printable && text.printableInPlace == inPlace)
    }

    @Test func `of an argument is on one line where it is quoted`() {
        #expect("bad 'a\tb' here\n".quoting(["a\tb"]) == "bad 'a b' here\n")
        #expect("bad 'c\nd'\nUsage".quoting(["--x=c\nd"]) == "bad 'c d'\nUsage")
        #expect("bad 'e=f\ng'".quoting(["--x=e=f\ng"]) == "bad 'e=f g'")
        // A line break alone is every line break of the message.
        #expect("bad\nUsage\u{7}".quoting(["\n", "--x=\n"]) == "bad\nUsage\\x07")
    }
}
