import Testing

@testable import Aftercare

/// What a text says of the reminder that follows, and of sessions and lengths. The sample treatment ends on Monday,
/// 2 March, at 09:00.
@Suite struct `A text that speaks of the next reminder` {
    private func drawing(
        _ text: String, _ cadence: Cadence = .every(span("6h"), count: 2), language: Language = .english, end: String? = nil,
        treatments: [Treatment] = [treatment()], quiet: String? = nil
    ) -> Drawing {
        let base = instruction("ice", cadence)
        let labelled = Instruction(
            id: base.id, kind: base.kind, subject: base.subject, modality: nil, window: base.window, cadence: base.cadence,
            session: nil, usefulFor: nil, quiet: .defer,
            text: Translations([language: Wording(phrases: Phrases(start: text, during: text, end: end))]),
            label: Translations([.english: "cold compress", .german: "kühle Kompresse"]), citations: [])
        let record = record(
            careProtocol(labelled), treatment(), language: language, quietHours: quiet.map(hours)
        ).with(treatments: treatments)
        return Drawing(record, month: "2026-03")
    }

    @Test func `leaves that sentence out where none follows`() {
        var drawing = drawing("Cold, please. The next one is at {next}. Not too long!")
        drawing.pass(until: "4 09:00")
        #expect(
            drawing.words == [
                "Cold, please. The next one is at Monday 15:00. Not too long!", "Cold, please. Not too long!",
            ])
    }

    @Test(arguments: [
        ("Kühlen, z. B. mit Eis. Nächste um {next}.", "Kühlen, z. B. mit Eis."),
        ("Kühlen, z. B. um {next}. Ruhen.", "Ruhen."),
        ("Am 3. Tag. Nächste um {next}!", "Am 3. Tag."),
        ("Nächste ca. um {next}, bitte. Danke (sehr).", "Danke (sehr)."),
        ("Wann? Um {next}.", "Wann?"),
        ("Bitte kühlen.", "Bitte kühlen."),
        ("{next}", "Kühle Kompresse."),
        ("Nächste um {next}.", "Kühle Kompresse."),
    ])
    func `is cut where a sentence ends, and says the label where nothing is left`(text: String, expected: String) {
        var drawing = drawing(text, .moments([.start]), language: .german)
        drawing.evaluate("2 09:00")
        #expect(drawing.words == [expected])
    }

    @Test func `names the end where that is said`() {
        var said = drawing("Cold. Next {next}.", .moments([.start, .end]), end: "It is over.")
        said.evaluate("2 09:00")
        #expect(said.words == ["Cold. Next Tuesday 09:00."])
        var silent = drawing("Cold. Next {next}.", .moments([.start, .end]))
        silent.evaluate("2 09:00")
        #expect(silent.words == ["Cold."])
    }

    @Test func `does not name an end that another treatment hides`() {
        let second = treatment("T-2", start: "2026-03-02T08:30:00Z", end: "2026-03-02T11:00:00Z")
        var drawing = drawing(
            "Dry. Next {next}.", .moments([.start, .end]), end: "It is over.", treatments: [treatment(), second])
        drawing.evaluate("2 09:00")
        #expect(drawing.words == ["Dry. This counts for your sessions of Monday 08:00 and Monday 08:30."])
    }

    @Test func `that comes late names what follows on that`() {
        var drawing = drawing("Cold. Next {next}.", .every(span("6h"), count: nil))
        drawing.evaluate("2 16:00")
        #expect(drawing.words == ["Cold. Next Monday 21:00."])
    }

    @Test func `names where the quiet hours move it, and leaves out what they hide`() {
        var drawing = drawing("Cold. Next {next}.", .every(span("6h"), count: nil), quiet: "14:00-02:00")
        drawing.pass(until: "2 14:00")
        #expect(drawing.words == ["Cold. Next Monday 13:45.", "Cold. Next Tuesday 02:00."])
    }

    // MARK: Sessions

    private func sessions(_ others: (start: String, end: String)..., at now: String) -> [String] {
        let all = others.enumerated().map { treatment("T-\($0.offset + 1)", start: $0.element.start, end: $0.element.end) }
        let rule = WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span("14d")))
        let base = instruction("dry", window: rule, .daily([time("09:00")], count: nil), text: "Dry.")
        var drawing = Drawing(record(careProtocol(base), all[0]).with(treatments: all), month: "2026-03")
        drawing.evaluate(now)
        return drawing.words
    }

    @Test func `names the days of sessions of today`() {
        let words = sessions(
            ("2026-03-01T22:00:00Z", "2026-03-02T08:00:00Z"), ("2026-03-02T08:30:00Z", "2026-03-02T11:00:00Z"), at: "2 09:00")
        #expect(words == ["Dry. This counts for your sessions of Sunday, March 1, 2026 and Monday, March 2, 2026."])
        let today = sessions(
            ("2026-03-02T07:00:00Z", "2026-03-02T08:00:00Z"), ("2026-03-02T08:30:00Z", "2026-03-02T11:00:00Z"), at: "2 09:00")
        #expect(today == ["Dry. This counts for your sessions of Monday 07:00 and Monday 08:30."])
    }

    @Test func `names a list in one form`() throws {
        let clock = PatientTimeFormat(zone: .utc, language: .english)
        let monday = at("2026-03-02T07:00:00Z")
        #expect(clock.days([monday, monday + 6 * 86_400], seenFrom: monday) == "Monday and Sunday")
        #expect(clock.days([monday, monday + 7 * 86_400], seenFrom: monday) == "Monday, March 2, 2026 and Monday, March 9, 2026")
        #expect(
            clock.days([monday, monday + 2 * 86_400], seenFrom: monday + 86_400)
                == "Monday, March 2, 2026 and Wednesday, March 4, 2026")
    }

    @Test func `tells two on one past day apart by their times`() {
        let words = sessions(
            ("2026-03-02T05:00:00Z", "2026-03-02T05:30:00Z"), ("2026-03-02T07:00:00Z", "2026-03-02T08:00:00Z"), at: "3 09:00")
        #expect(
            words == ["Dry. This counts for your sessions of Monday, March 2, 2026, 05:00 and Monday, March 2, 2026, 07:00."])
    }

    // MARK: Lengths

    @Test(arguments: [
        ("15min", "15 minutes"), ("90min", "1 hour, 30 minutes"), ("59min 59s", "59 minutes"), ("1h 59min 59s", "1 hour, 59 minutes"),
        ("1d", "1 day"), ("23h 59min 59s", "23 hours, 59 minutes"), ("3d", "3 days"), ("2d 23h 59min", "2 days, 23 hours"),
        ("13d 15h", "13 days, 15 hours"), ("2w", "14 days"), ("1h", "1 hour"), ("30s", "0 minutes"),
    ])
    func `tells a length in its two largest units, and never more than there is`(length: String, words: String) {
        let base = instruction("ice")
        let session = Instruction(
            id: base.id, kind: base.kind, subject: base.subject, modality: nil, window: base.window, cadence: .moments([.start]),
            session: span(length), usefulFor: nil, quiet: .defer,
            text: Translations([.english: Wording(phrases: Phrases(start: "{session}"))]), label: base.label, citations: [])
        var drawing = Drawing(record(careProtocol(session), treatment()), month: "2026-03")
        drawing.evaluate("2 09:00")
        #expect(drawing.words == [words])
    }
}
