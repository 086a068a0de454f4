import Aftercare
import Testing

@Suite struct `A span` {
    @Test(arguments: [
        ("15min", "PT15M"), ("24h", "PT24H"), ("3d", "P3D"), ("2w", "P14D"), ("6mo", "P6M"), ("1d 12h", "P1DT12H"),
        ("90s", "PT1M30S"), ("2 weeks", "P14D"),
    ])
    func `is written plainly and as ISO 8601`(plain: String, iso: String) throws {
        let span = try Span(plain: plain)
        #expect(span.text == iso)
        #expect(try Span(text: iso) == span)
        #expect(try Span(plain: span.plain) == span)
    }

    @Test(arguments: ["", "12", "h", "5m", "3 lightyears", "-2h", "1.5h", "999999999999999999h", "200000d"])
    func `is refused where it is unclear`(text: String) {
        #expect(throws: MalformedText.self) { try Span(plain: text) }
    }

    @Test func `in bare m asks which one is meant`() {
        #expect(throws: MalformedText(value: "5m", expected: "clear: write min for minutes or mo for months")) {
            try Span(plain: "5m")
        }
    }

    @Test(arguments: ["", "P", "PT", "24H", "P1H", "PT1D", "P1DT", "P-1D", "PT1.5H"])
    func `is refused where it is no ISO 8601 duration`(text: String) {
        #expect(throws: MalformedText.self) { try Span(text: text) }
    }
}
