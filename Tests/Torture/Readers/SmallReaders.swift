import Aftercare

/// What reads one word or line, and what is done with it right after.
struct SmallReaders {
    private let zone: Zone
    private let now = Instant(seconds: 1_795_000_000)
    private let instants: [Instant]

    init(zone: Zone) {
        self.zone = zone
        instants = [.supported.lowerBound, now, now + 86_399, .supported.upperBound - 1]
    }

    /// Lets every reader have `text`.
    ///
    /// - Returns: what one reader took and did not give back as it was.
    func read(_ text: String) -> String? {
        for rule in [TextRule.sentence, .name, .frame, .contact, .source] { _ = rule.complaints(about: text) }
        _ = (text.quotable, text.showable, Placeholder.names(in: text), Vocabulary.standard.term(for: text))
        _ = (PatientID(text), text.digits)
        if let span = try? Span(plain: text) { use(span) }
        if let quiet = try? QuietHours(stated: text) { use(quiet) }
        if let point = try? PointInTime(text: text) {
            var problems = Problems()
            for instant in instants { _ = point.instant(in: zone, now: instant, at: "", problems: &problems) }
        }
        var problems = Problems()
        for instant in instants { _ = problems.instant(text, in: zone, now: instant, at: "start") }
        let findingsOfTrips: [String?] = [
            roundTrip(Span.self, text), roundTrip(LocalTime.self, text), roundTrip(LocalDateTime.self, text), roundTrip(Instant.self, text),
            roundTrip(PointInTime.self, text), roundTrip(QuietHours.self, text), roundTrip(Language.self, text),
            roundTrip(ProtocolReference.self, text), roundTrip(OccurrenceID.self, text), roundTrip(ByteCount.self, text), day(text),
        ]
        return findingsOfTrips.compactMap(\.self).first
    }

    private func roundTrip<Value: TextRepresentable & Equatable>(_ type: Value.Type, _ text: String) -> String? {
        _ = try? Value(stated: text)
        guard let value = try? Value(text: text) else { return nil }
        if let span = value as? Span { use(span) }
        if let again = try? Value(text: value.text), again == value { return nil }
        return "\(type) takes '\(text.showable)', and not '\(value.text.showable)', which it makes of it"
    }

    private func day(_ text: String) -> String? {
        guard let day = try? CivilDate(text: text) else { return nil }
        return day.description == text ? nil : "CivilDate makes '\(day)' of '\(text.showable)'"
    }

    private func use(_ span: Span) {
        for instant in instants {
            for way in [span, -span, span * 60] { _ = LocalDateTime(asIfUTC: zone.adding(way, to: instant)).text }
        }
        _ = (span.plain, span.text, span.longest)
    }

    private func use(_ quiet: QuietHours) {
        for instant in instants { _ = quiet.interval(around: instant, in: zone) }
    }
}

extension Zone {
    /// A compiled zone file, as a damaged disk or a hostile package may have it.
    static func damaged(_ sound: [UInt8], _ scraps: inout Scraps) -> [UInt8] {
        var bytes = sound
        for _ in 0...scraps.number(0...5) where !bytes.isEmpty {
            let place = scraps.number(0...bytes.count - 1)
            switch scraps.number(0...3) {
            case 0: bytes[place] = UInt8(scraps.number(0...255))
            case 1: bytes[place] = scraps.pick([0, 0x7F, 0x80, 0xFF])
            case 2: bytes = Array(bytes[..<place])
            default:
                let end = min(bytes.count, place + 8)
                for index in place..<end { bytes[index] = index == place ? scraps.pick([0x7F, 0x80]) : scraps.pick([0, 0xFF]) }
            }
        }
        return bytes
    }
}
