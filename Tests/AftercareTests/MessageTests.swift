import Aftercare
import Testing

@Suite struct `A message` {
    private func said(
        _ text: String, place: Int = 0, at now: String, zone: Zone = .utc, language: Language = .english
    ) throws -> String? {
        var base = instruction("no-alcohol")
        base = Instruction(
            id: base.id, kind: base.kind, subject: base.subject, modality: nil, window: base.window,
            cadence: base.cadence, session: span("15min"), usefulFor: nil, quiet: .defer,
            text: Translations([language: Wording(phrases: Phrases(start: text, during: "during: \(text)", end: text))]),
            label: Translations([:]), citations: [])
        let schedule = Schedule(record(careProtocol(base), treatment(), zone: zone))
        let timeline = schedule.timeline(over: at("2026-03-01T00:00:00Z")...at("2026-03-05T00:00:00Z"))
        return schedule.payload(for: timeline.occurrences[place], now: at(now))?.text
    }

    @Test func `tells the end of the window on the patient's clock`() throws {
        #expect(try said("until {until}", at: "2026-03-02T09:00:00Z", zone: zone("Asia/Kathmandu")) == "until Tuesday 14:45")
    }

    @Test func `names the date where a weekday would not do`() throws {
        #expect(try said("until {until}", at: "2026-02-01T09:00:00Z") == "until Tuesday, March 3, 2026, 09:00")
    }

    @Test func `speaks the language of its text`() throws {
        let german = try Language(text: "de")
        #expect(try said("bis {until}, noch {left}", at: "2026-03-02T09:00:00Z", language: german) == "bis Dienstag 09:00, noch 1 Tag")
    }

    @Test func `that comes late speaks of what remains`() throws {
        #expect(try said("{left} left", at: "2026-03-02T13:48:00Z") == "during: 19 hours, 12 minutes left")
    }

    @Test func `within the first minute is not late, and reads as it was foreseen`() throws {
        #expect(try said("{left} left", at: "2026-03-02T09:00:59Z") == "1 day left")
        #expect(try said("{left} left", at: "2026-03-02T09:01:00Z") == "during: 23 hours, 59 minutes left")
    }

    @Test func `names the next one of the same instruction, and how long one takes`() throws {
        #expect(try said("{session}, next {next}", at: "2026-03-02T09:00:00Z") == "15 minutes, next Monday 21:00")
    }

    @Test func `says that nobody watches the clinic's line where nobody does`() throws {
        #expect(
            try said("call {contact}", at: "2026-03-02T09:00:00Z")
                == "call 030 1234 (not monitored around the clock; in an emergency call the emergency services)")
    }
}
