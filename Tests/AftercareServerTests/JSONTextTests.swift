import Aftercare
import Testing

@testable import AftercareServer

/// RFC 8259, with the place of whatever is no part of it.
@Suite struct `A JSON text` {
    private func read(_ text: String) throws -> JSONText { try JSONText(Array(text.utf8)) }

    @Test(arguments: [
        (#"\""#, "\""), (#"\\"#, "\\"), (#"\/"#, "/"), (#"\b"#, "\u{8}"), (#"\f"#, "\u{C}"), (#"\n"#, "\n"), (#"\r"#, "\r"),
        (#"\t"#, "\t"), (#"\u0041"#, "A"), (#"\u00E9"#, "\u{E9}"), (#"\u00e9"#, "\u{E9}"), (#"\ud7ff"#, "\u{D7FF}"),
        (#"\ue000"#, "\u{E000}"), (#"\ud800\udc00"#, "\u{10000}"), (#"\udbff\udfff"#, "\u{10FFFF}"), (" ", " "), ("\u{7F}", "\u{7F}"),
    ])
    func `has a character for each escape`(escape: String, character: String) throws {
        #expect(try read("\"a\(escape)z\"") == .text("a\(character)z"))
    }

    @Test(arguments: ["0", "-0", "7", "-12", "0.5", "10.25", "1e5", "1E+5", "2e-3", "-0.0e0", "90", "9223372036854775808"])
    func `keeps a number as it is written, and where`(number: String) throws {
        #expect(try read("[ \(number) ]") == .list([.number(number, at: 2)]))
    }

    @Test(arguments: [
        ("true", JSONText.truth), ("false", .truth), ("null", .null), ("{}", .object([])), ("{ }", .object([])), ("[]", .list([])),
        ("[\n]", .list([])), ("\"\"", .text("")), (" 1 ", .number("1", at: 1)), ("\t1\t", .number("1", at: 1)),
        ("\n1\n", .number("1", at: 1)), ("\r1\r", .number("1", at: 1)), ("\u{FEFF}1", .number("1", at: 3)),
    ])
    func `is any value, with room around it`(text: String, value: JSONText) throws {
        #expect(try read(text) == value)
    }

    private static let noCharacter = #"this is no character; a '\' stands before one of "\/bfnrt, or before u and four digits"#
    private static let noControl = #"a control character stands in a text; write it as \u and four digits"#

    @Test(arguments: [
        ("", 1, "a value is expected here"), ("  ", 3, "a value is expected here"), ("\u{B}1", 1, "a value is expected here"),
        ("+1", 1, "a value is expected here"), (".5", 1, "a value is expected here"), ("True", 1, "a value is expected here"),
        ("tru", 4, "a value is expected here"), ("nul1", 4, "a value is expected here"), ("falsE", 5, "a value is expected here"),
        ("-", 2, "a digit is expected here"), ("-a", 2, "a digit is expected here"), ("1.", 3, "a digit is expected here"),
        ("1.e5", 3, "a digit is expected here"), ("1e", 3, "a digit is expected here"), ("1e+", 4, "a digit is expected here"),
        ("1e-x", 4, "a digit is expected here"), ("01", 2, "something follows after the end of the value"),
        ("1 1", 3, "something follows after the end of the value"), ("[", 2, "a value is expected here"),
        ("[1,]", 4, "a value is expected here"), ("[1 2]", 4, "',' or ']' is expected here"), ("[1", 3, "',' or ']' is expected here"),
        ("{", 2, "a key in quotation marks is expected here"), ("{1:2}", 2, "a key in quotation marks is expected here"),
        (#"{"a" 1}"#, 6, "':' is expected here, after a key"), (#"{"a":}"#, 6, "a value is expected here"),
        (#"{"a":1 "b":2}"#, 8, "',' or '}' is expected here"), (#""a"#, 1, "a text that begins here has no end"),
        (#""\"#, 3, "a text has no end"), (#""\x""#, 2, noCharacter), (#""\ud800""#, 2, noCharacter), (#""\udc00""#, 2, noCharacter),
        (#""\ud800\u0041""#, 2, noCharacter), (#""\ud800\n""#, 2, noCharacter),
        (#""\u00""#, 4, "four hexadecimal digits are expected here"),
        (#""\u00g0""#, 4, "four hexadecimal digits are expected here"), ("\"\u{1F}\"", 2, noControl), ("\"a\n\"", 3, noControl),
    ])
    func `is refused at the byte from which on it is none`(text: String, place: Int, complaint: String) {
        let broken = #expect(throws: JSONText.Broken.self) { try read(text) }
        #expect(broken == JSONText.Broken(place: place, complaint: complaint))
        #expect(broken?.description == "at byte \(place): \(complaint)")
    }

    @Test(
        arguments: [
            (["a", "1", "b"], JSONText.text("x")), (["a", "0"], .truth), (["a", "2"], nil), (["a", "-1"], nil), (["a", "b"], nil),
            // Of a key that stands twice, the last counts.
            (["c"], .null), (["c", "d"], nil), (["0"], nil), (["d"], nil),
        ] as [([String], JSONText?)])
    func `is looked into by keys and numbers`(path: [String], value: JSONText?) throws {
        let text = try read(#"{"a": [true, {"b": "x"}], "c": true, "c": null}"#)
        #expect(text.value(at: path) == value)
        #expect(text.value(at: [String]()) == text)
    }

    // MARK: Its form as a body

    private func rules(_ text: String) throws -> [String] { BodyRules(try read(text)).problems.map { "\($0.path): \($0.message)" } }

    @Test(
        arguments: [
            (#"{"a": 9223372036854775807, "b": -9223372036854775808}"#, nil), (#"[{"a": 1}, {"a": 1}]"#, nil),
            (#"{"a": 1, "b": {"a": 1}}"#, nil),
            (#"{"a": -9223372036854775809}"#, "a: '-9223372036854775809' is far too large for a number here"),
            (#"{"b": [1, {"a": 1e2}]}"#, "b.1.a: '1e2' is not a whole number in digits, like 3"),
            (#"{"a": 1, "a": 2, "a": 3}"#, "a: the key 'a' stands here twice; take one of them out"),
        ] as [(String, String?)])
    func `as a body has each key once, and numbers that a machine can count`(text: String, problem: String?) throws {
        #expect(try rules(text) == [problem].compactMap(\.self))
    }

    @Test func `as a body stays as long as it was where its numbers are replaced`() throws {
        let text = #"{"a": 2.55, "b": 7, "c": [1e9]}"#
        let readable = BodyRules(try read(text)).readable(Array(text.utf8))
        #expect(String(decoding: readable, as: UTF8.self) == #"{"a": 1   , "b": 7, "c": [1  ]}"#)
    }

    @Test func `is quoted up to 64 characters`() {
        let longest = String(repeating: "é", count: 64)
        #expect(BodyRules.short(longest) == longest)
        #expect(BodyRules.short(longest + "x") == longest + "…")
        #expect(BodyRules.join("", "a") == "a" && BodyRules.join("a", "b") == "a.b")
        #expect(BodyRules.join("a", longest + "x") == "a.\(longest)…")
    }
}
