import Aftercare
import Testing

/// A session on Monday, 2 March 2026, from 10:00 to 10:45.
@Suite struct `The load of a protocol` {
    private func load(_ careProtocol: CareProtocol, in clinic: Clinic = sampleClinic) throws -> MessageLoad {
        let loads = careProtocol.courseLoads(in: clinic)
        #expect(loads.map(\.language) == [.english])
        return try #require(loads.first).load
    }

    private func warnings(_ careProtocol: CareProtocol, moment: Int = 100, day: Int = 100) -> [String] {
        careProtocol.warnings(of: careProtocol.courseLoads(in: sampleClinic), above: MessageLimits(perMoment: moment, perDay: day))
            .map(\.line)
    }

    private func sentence(_ text: [Language: String]) -> Translations<Wording> {
        Translations(text.mapValues { Wording(phrases: Phrases(start: $0, during: $0, end: $0)) })
    }

    ///     clock       10:45  13:45  16:45  19:45  22:45 | 01:45  04:45  07:45  10:45
    ///     no alcohol  ●                           ●     |                      ●
    ///     ice         ●      ●      ●      ●      ●     | ●      ●      ●
    @Test func `is what one session brings, each moment once`() throws {
        let load = try load(careProtocol(noAlcohol, compress()))
        #expect(load.messages == 9 && load.parts == 9)
        #expect(load.fullestMoment?.messages == 1)
        #expect(load.fullestDay?.date.text == "2026-03-02" && load.fullestDay?.messages == 5)
    }

    @Test func `counts what is said apart`() throws {
        let load = try load(careProtocol(noAlcohol, compress().saidApart()))
        #expect(load.messages == 11)
        #expect(load.fullestMoment?.at == at("2026-03-02T10:45:00Z") && load.fullestMoment?.messages == 2)
        #expect(load.fullestDay?.messages == 7)
    }

    @Test func `takes an hour where nobody says how long it takes`() throws {
        let load = try load(soundProtocol([sound()]))
        #expect(load.fullestMoment?.at == at("2026-03-02T11:00:00Z"))
    }

    @Test func `counts a session that was confirmed`() throws {
        #expect(try load(careProtocol(noAlcohol, confirms: true)).messages == 3)
        #expect(try load(careProtocol(noAlcohol), in: clinic(confirms: true)).messages == 3)
    }

    @Test func `counts what is said before the session, too`() throws {
        let before = WindowRule(opens: Anchor(edge: .beforeStart, offset: span("2d")), closes: .lasting(span("2d")))
        let load = try load(careProtocol(instruction("fast", window: before, .moments([.start]), text: "Fast.")))
        #expect(load.messages == 1 && load.fullestMoment?.at == at("2026-02-28T10:00:00Z"))
    }

    @Test func `leaves out what is for the staff, and counts what is asked again`() throws {
        let asked = instruction("pill", kind: .advise, .moments([.start]), nag: Nag(every: .hours(1), times: 2), text: "Pill.")
        #expect(try load(careProtocol(asked)).messages == 3)
    }

    @Test func `keeps the quiet hours of the clinic, where it has some`() throws {
        let ice = compress(quiet: .skip)
        #expect(try load(careProtocol(ice)).messages == 8)
        #expect(try load(careProtocol(ice), in: clinic(quietHours: hours("21:00-08:00"))).messages == 4)
    }

    @Test func `is that of a cold compress where the plan decides`() throws {
        let cold = Phrases(start: "Cold ❄", during: "Cold ❄")
        let words = Wording(phrases: Phrases(), byModality: [.cold: cold, .warm: Phrases(start: "Warm", during: "Warm")])
        let ice = compress(modality: .planDecides).with(text: Translations([.english: words]))
        let load = try load(careProtocol(ice))
        #expect(load.messages == 8 && load.outsiders.map(\.character) == ["❄"])
    }

    @Test func `is told for each language, with what makes it UCS-2`() {
        let rest = instruction("rest", kind: .advise, .moments([.start]))
            .with(text: sentence([.english: "Rest.", .german: "Bitte schön ruhen.", language("ro"): "Să vă odihniți."]))
        let loads = careProtocol(rest).courseLoads(in: sampleClinic)
        #expect(loads.map(\.language.tag) == ["de", "en", "ro"])
        #expect(loads.map(\.load.messages) == [1, 1, 1])
        #expect(loads.map { $0.load.outsiders.map(\.code) } == [[], [], ["U+0103"]])
        #expect(loads.map(\.isCut) == [false, false, false])
    }

    // MARK: Warnings

    @Test func `above the limits is told once, whatever the languages`() {
        let ice = compress().saidApart()
        let spoken = ice.with(text: sentence([.english: "cold", .german: "kalt"])).saidApart()
        #expect(warnings(careProtocol(noAlcohol, ice), moment: 2, day: 7) == [])
        let told = [
            "instructions: out-of-range: 2 messages at one moment, 10:45 on the day of a session from 10:00 to 10:45; the limit is 1: let "
                + "fewer instructions be said 'apart'",
            "instructions: out-of-range: 7 messages on the day of a session from 10:00 to 10:45; the limit is 6: remind less often, or of "
                + "more things at one moment",
        ]
        #expect(warnings(careProtocol(noAlcohol, ice), moment: 1, day: 6) == told)
        #expect(warnings(careProtocol(noAlcohol, spoken), moment: 1, day: 6) == told)
    }

    @Test(arguments: [(.afterEnd, "day 2 after"), (.beforeStart, "day 2 before")] as [(Anchor.Edge, String)])
    func `above the limits says how far from the session`(edge: Anchor.Edge, day: String) {
        let window = WindowRule(opens: Anchor(edge: edge, offset: span("2d")), closes: .lasting(span("6h")))
        let times = Cadence.daily(["12:00", "13:00", "14:00"].map { time($0) }, count: nil)
        let rest = instruction("rest", kind: .advise, window: window, times, text: "Rest.")
        #expect(
            warnings(careProtocol(rest), day: 2) == [
                "instructions: out-of-range: 3 messages on \(day) a session from 10:00 to 10:45; the limit is 2: remind less often, or of "
                    + "more things at one moment"
            ])
        #expect(warnings(careProtocol(rest), day: 3) == [])
    }
}

extension Instruction {
    /// The same instruction in a message of its own.
    fileprivate func saidApart() -> Instruction {
        Instruction(
            id: id, kind: kind, subject: subject, modality: modality, window: window, cadence: cadence, session: session,
            usefulFor: usefulFor, quiet: quiet, apart: true, nag: nag, text: text, label: label, citations: citations)
    }
}
