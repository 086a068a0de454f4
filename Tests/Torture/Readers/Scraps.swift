/// Texts that nobody would write: what readers take, spoilt, in every way that went wrong somewhere before.
struct Scraps {
    var dice: Dice

    init(seed: UInt64) { dice = Dice(seed: seed) }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &dice) }
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(0...elements.count - 1)] }
    mutating func chance(_ one: Int) -> Bool { number(1...one) == 1 }

    /// A word that some reader takes, or nearly takes.
    mutating func word() -> String {
        switch number(0...9) {
        case 0...5: return pick(Self.words)
        case 6: return numeral()
        case 7: return "\(numeral())\(pick(Self.units))"
        case 8: return spoilt(pick(Self.words))
        default: return "\(pick(Self.words))\(pick(Self.marks))\(pick(Self.words))"
        }
    }

    /// A number at an edge.
    mutating func numeral() -> String {
        chance(2) ? "\(number(0...70))" : pick(Self.edges)
    }

    /// `text`, with up to four changes.
    mutating func spoilt(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0...number(0...3) {
            let place = scalars.isEmpty ? 0 : number(0...scalars.count - 1)
            switch number(0...8) {
            case 0: if !scalars.isEmpty { scalars.remove(at: place) }
            case 1: scalars.insert(contentsOf: pick(Self.marks).unicodeScalars, at: place)
            case 2: if !scalars.isEmpty { scalars[place] = pick(Self.marks).unicodeScalars.first ?? "x" }
            case 3:
                // A stretch of it, again and again.
                let end = min(scalars.count, place + number(1...12))
                let stretch = place < end ? Array(scalars[place..<end]) : []
                for _ in 0..<number(1...(chance(40) ? 3000 : 4)) { scalars.insert(contentsOf: stretch, at: place) }
            case 4: scalars.insert(contentsOf: pick(Self.edges).unicodeScalars, at: place)
            case 5: scalars.insert(contentsOf: pick(Self.words).unicodeScalars, at: place)
            case 6: scalars = Array(scalars[..<place])
            case 7:
                // A number becomes another.
                if let digit = scalars.firstIndex(where: { ("0"..."9").contains($0) }) {
                    scalars.replaceSubrange(digit...digit, with: Array(numeral().unicodeScalars))
                }
            default:
                let other = scalars.isEmpty ? 0 : number(0...scalars.count - 1)
                if !scalars.isEmpty { scalars.swapAt(place, other) }
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    static let edges = [
        "0", "-0", "-1", "+5", "00", "007", "1e3", "1147e0286", "2.5", "59", "60", "999", "1000", "9999", "10000", "99999", "100000",
        "100001",
        "10000000", "999999999", "2147483647", "2147483648", "4294967295", "4294967296", "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "18446744073709551616", "99999999999999999999999999", "NaN", "0x10", "٣", "１２",
    ]
    static let units = ["", "s", "min", "h", "d", "w", "mo", "m", "y", " h", "M", "K", "T", "D"]
    static let marks = [
        "", " ", "  ", "\t", "\n", "\r\n", "-", "–", "+", ":", "::", ".", ",", "@", "/", "{", "}", "[", "]", "'", "\"", "\\", "&a", "*a",
        "!!int ",
        "|", ">", "#", "?", "%", "T", "Z", "P", "\u{0}", "\u{7}", "\u{1B}[2J", "\u{85}", "\u{A0}", "\u{AD}", "\u{200B}", "\u{200D}",
        "\u{202E}",
        "\u{2028}", "\u{2066}", "\u{301}", "\u{FEFF}", "\u{FFFD}", "\u{FFFF}", "é", "ß", "İ", "痛", "👩\u{200D}⚕️", "\u{E0041}", "\u{F0000}",
        "\u{10FFFF}", "٣",
    ]
    static let words = [
        "15min", "24h", "3d", "2w", "6mo", "1d 12h", "100000mo", "P1D", "PT24H", "P6M", "P99Y", "PT90S", "P10000000D", "09:00", "23:59",
        "00:00", "21:00-08:00",
        "21-8", "none", "clinic", "2026-11-21 17:30", "2026-11-21T17:30:00Z", "2026-11-21T17:30:00.5+01:00", "2027-02-29 10:00",
        "0000-01-01 00:00",
        "0000-01-01T00:00:00+23:59", "9999-12-31 23:59", "9999-12-31T23:59:59-23:59", "1970-01-01T00:00:00Z", "2199-12-31T23:59:59Z",
        "2026-03-29 02:30", "2026-12-01", "now", "now-40min",
        "now + 2h", "now-99999w", "now+100000d", "en", "de", "DE", "de-AT", "zh-Hant-TW", "x-private", "P-1", "T-1", "PL-1", "knee",
        "knee@1", "knee@999999999", "ice", "64M", "9223372036854775807", "8388608T",
        "true", "no", "start", "end", "as-planned", "warm", "plan-decides", "intravenous", "intra-articular", "alcohol", "acknowledged",
        "snoozed", "active", "on-hold",
        "Europe/Berlin", "UTC", "../../etc/passwd", "{until}", "{left} {next} {session} {contact}", "{", "", "null", "~",
        "CET-1CEST,M3.5.0,M10.5.0/3",
        "<+03>-3", "XXX0YYY,J1/0,J365/167", "AAA24BBB,0/-167,365/167", "AAA-999BBB999,M1.1.0,M12.5.6",
    ]
}
