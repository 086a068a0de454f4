import Aftercare
import Testing

@Suite struct `Text from outside` {
    @Test(arguments: [
        ("plain, Übung, 施術\n\tx", "plain, Übung, 施術\n\tx", "plain, Übung, 施術  x"),
        ("\u{1B}[31mred", #"\x1b[31mred"#, #"\x1b[31mred"#), ("\u{9B}2J", #"\x9b2J"#, #"\x9b2J"#),
        ("a\u{7}\u{0}", #"a\x07\x00"#, #"a\x07\x00"#), ("\r\n", "\\x0d\n", "  "),
        ("\u{202E}evil\u{2066}", #"\u202eevil\u2066"#, #"\u202eevil\u2066"#),
        // Persian and emoji need these.
        ("می\u{200C}خواهم 👩\u{200D}⚕️", "می\u{200C}خواهم 👩\u{200D}⚕️", "می\u{200C}خواهم 👩\u{200D}⚕️"),
    ])
    func `steers no terminal`(text: String, printable: String, inLine: String) {
        #expect(text.printable == printable)
        #expect(text.inLine == inLine)
        #expect(!text.printableInPlace.unicodeScalars.contains { $0 != "\n" && $0 != "\t" && $0.steersTerminal })
        #expect(text.printableInPlace.unicodeScalars.count == text.unicodeScalars.count)
        #expect("größer\t\u{1B}[1m\n".printableInPlace == "größer\t\u{FFFD}[1m\n")
    }

    @Test func `keeps the colours that we set, and no others' orders`() {
        #expect("\u{1B}[1;31mbad\u{1B}[0m \u{1B}[2J\u{7}".printableInColour == "\u{1B}[1;31mbad\u{1B}[0m \\x1b[2J\\x07")
    }

    @Test func `is quoted on one line, also behind its option`() {
        let complaint = "unexpected 'a\nerror: b' of '\u{1B}c=\nd'\nUsage: x"
        #expect(complaint.quoting(["a\nerror: b", "--x=\u{1B}c=\nd"]) == "unexpected 'a error: b' of '\\x1bc= d'\nUsage: x")
    }
}
