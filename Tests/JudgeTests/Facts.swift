import Aftercare

/// One line of what the judge says; judge.py has the grammar.
enum Fact: Equatable {
    /// What follows is about this zone.
    case zone(String)
    case changes(at: Instant)
    case shows(at: Instant, LocalDateTime)
    case meets(LocalDateTime, Zone.Resolution)
    case ends(Sum)

    /// Where a span from an instant ends, and what the calendar led to on the way.
    struct Sum: Equatable {
        let start: Instant
        let span: Span
        let end: Instant
        let wall: LocalDateTime
        let fate: Zone.Resolution
    }
}

/// The judge's lines, read one by one.
struct Facts {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// What can be wrong with a line: a defect of the script or of its reader.
    struct Nonsense: Error { let word: String }

    /// The next fact; nil when all is said.
    mutating func next() throws(Nonsense) -> Fact? {
        guard position < bytes.count else { return nil }
        switch word() {
        case "zone": return .zone(word())
        case "changes": return .changes(at: try instant())
        case "shows": return .shows(at: try instant(), try wall())
        case "meets": return .meets(try wall(), try fate())
        case "ends":
            let start = try instant()
            let span = Span(months: try number(), days: try number(), seconds: Int64(try number()))
            return .ends(Fact.Sum(start: start, span: span, end: try instant(), wall: try wall(), fate: try fate()))
        case let other: throw Nonsense(word: other)
        }
    }

    /// Up to the blank or the end of the line, which is passed.
    private mutating func word() -> String {
        let start = position
        while position < bytes.count, bytes[position] > 0x20 { position += 1 }
        defer { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func number() throws(Nonsense) -> Int {
        let text = word()
        guard let number = Int(text) else { throw Nonsense(word: text) }
        return number
    }

    private mutating func instant() throws(Nonsense) -> Instant { Instant(seconds: Int64(try number())) }

    private mutating func wall() throws(Nonsense) -> LocalDateTime {
        let digits = try number()
        guard let wall = LocalDateTime(digits: digits) else { throw Nonsense(word: "\(digits)") }
        return wall
    }

    private mutating func fate() throws(Nonsense) -> Zone.Resolution {
        switch word() {
        case "once": .once(try instant())
        case "twice": .twice(first: try instant(), second: try instant())
        case "never": .skipped(transition: try instant())
        case let other: throw Nonsense(word: other)
        }
    }
}

extension LocalDateTime {
    /// As the judge writes it: 20111230093000.
    init?(digits: Int) {
        let day = digits / 1_000_000
        guard let date = CivilDate(year: day / 10_000, month: day / 100 % 100, day: day % 100) else { return nil }
        let second = digits / 10_000 % 100 * 3600 + digits / 100 % 100 * 60 + digits % 100
        self.init(asIfUTC: Instant(seconds: Int64(date.dayNumber * 86_400 + second)))
    }

    var digits: Int {
        let day = date.year * 10_000 + date.month * 100 + date.day
        return day * 1_000_000 + secondOfDay / 3600 * 10_000 + secondOfDay / 60 % 60 * 100 + secondOfDay % 60
    }
}
