import Aftercare
import Testing

@Suite struct `A text as SMS` {
    private func parts(_ text: String) -> Int { TextMessageParts(text).count }

    private func text(_ character: Character, _ count: Int) -> String { String(repeating: character, count: count) }

    @Test(
        arguments: [(1, 1), (159, 1), (160, 1), (161, 2), (305, 2), (306, 2), (307, 3), (459, 3), (460, 4), (3999, 27)]
            as [(Int, Int)])
    func `has 160 characters of the GSM alphabet in one part, and 153 in each of several`(length: Int, count: Int) {
        #expect(parts(text("a", length)) == count)
        // What takes two bytes of UTF-8 takes one septet all the same.
        #expect(parts(text("ü", length)) == count)
        #expect(TextMessageParts(text("ü", length)).encoding == .gsm7)
    }

    @Test(arguments: [(1, 1), (69, 1), (70, 1), (71, 2), (133, 2), (134, 2), (135, 3), (201, 3), (202, 4)] as [(Int, Int)])
    func `has 70 other characters in one part, and 67 in each of several`(length: Int, count: Int) {
        #expect(parts(text("ă", length)) == count)
        // One of them is enough, wherever it stands.
        #expect(parts(text("a", length - 1) + "ă") == count)
        #expect(TextMessageParts("ă" + text("a", length - 1)).encoding == .ucs2)
    }

    @Test func `without a character is a part of its own`() {
        #expect(parts("") == 1)
        #expect(TextMessageParts("").encoding == .gsm7)
        #expect(TextMessageParts("").outsider == nil)
    }

    // MARK: The alphabet

    @Test func `has all of ASCII in its alphabet but the grave accent`() {
        let printable = (UInt8(0x20)...0x7E).map { Unicode.Scalar($0) }
        let outsiders = printable.filter { TextMessageParts(String($0)).encoding == .ucs2 }
        #expect(outsiders == ["`"])
    }

    @Test func `has the letters of the default alphabet, and no relatives of them`() {
        let letters = "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà"
        #expect(TextMessageParts(letters) == TextMessageParts(text("a", letters.count)))
        for letter in "çÈÊâáíóúëïÀŠşĞİłőășțΑαЖ’“”–…´№\u{A0}\u{202F}\t\u{2126}\u{212B}" {
            #expect(TextMessageParts(String(letter)).encoding == .ucs2, "\(letter)")
        }
    }

    @Test(arguments: ["^", "{", "}", "\\", "[", "~", "]", "|", "€", "\u{C}"] as [Character])
    func `counts a character of the extension table as two`(character: Character) {
        #expect(TextMessageParts(String(character)).encoding == .gsm7)
        #expect(parts(text("a", 158) + String(character)) == 1)
        #expect(parts(text("a", 159) + String(character)) == 2)
        #expect(parts(text(character, 80)) == 1)
        #expect(parts(text(character, 81)) == 2)
    }

    @Test func `counts each end of a line, and a carriage return before it`() {
        #expect(TextMessageParts("a\nb\rc").encoding == .gsm7)
        #expect(parts(text("a", 159) + "\n") == 1)
        #expect(parts(text("a", 159) + "\r\n") == 2)
    }

    // MARK: What is not divided

    @Test func `has no character of the extension table on both sides of a part's end`() {
        // 306 septets each, which would fit into two parts.
        #expect(parts(text("a", 151) + "€" + text("a", 153)) == 2)
        #expect(parts(text("a", 152) + "€" + text("a", 152)) == 3)
        #expect(parts(text("a", 153) + "€" + text("a", 151)) == 2)
        #expect(parts(text("a", 152) + "€" + text("a", 151)) == 2)
        // 76 of them fit into a part of 153.
        #expect(parts(text("€", 152)) == 2)
        #expect(parts(text("€", 153)) == 3)
    }

    @Test func `has no surrogate pair on both sides of a part's end`() {
        #expect(parts(text("ă", 68) + "😀") == 1)
        #expect(parts(text("ă", 69) + "😀") == 2)
        #expect(parts(text("😀", 35)) == 1)
        #expect(parts(text("😀", 36)) == 2)
        // 134 units each, which would fit into two parts.
        #expect(parts(text("ă", 65) + "😀" + text("ă", 67)) == 2)
        #expect(parts(text("ă", 66) + "😀" + text("ă", 66)) == 3)
        #expect(parts(text("ă", 67) + "😀" + text("ă", 65)) == 2)
        // 33 of them fit into a part of 67.
        #expect(parts(text("😀", 66)) == 2)
        #expect(parts(text("😀", 67)) == 3)
    }

    // MARK: What makes it UCS-2

    @Test(
        arguments: [
            ("Grüße, 5 € [bis {until}]: ä ö ü ß Ä Ö Ü", nil), ("Fără alcool: să nu beți", "ă"), ("Noël și ăla", "ë"),
            ("don’t", "’"), ("5\u{202F}h", "\u{202F}"), ("well 😀 …", "😀"), ("u\u{308}", "\u{308}"),
        ] as [(String, Unicode.Scalar?)])
    func `names the first character that the alphabet does not have`(text: String, outsider: Unicode.Scalar?) {
        let parts = TextMessageParts(text)
        #expect(parts.outsider == outsider)
        #expect(parts.encoding == (outsider == nil ? .gsm7 : .ucs2))
    }

    @Test func `names its encodings as programs know them`() {
        #expect(TextMessageParts.Encoding.allCases.map(\.rawValue) == ["gsm7", "ucs2"])
    }
}
