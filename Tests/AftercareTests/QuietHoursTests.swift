import Aftercare
import Foundation
import Testing

/// Rule 6. Times are drawn as day and time on the patient's clock. The sample treatment ends on 2 March at 09:00,
/// so that the reminder after 12 hours falls on 21:00.
@Suite struct `In quiet hours` {
    private func dry(
        _ policy: QuietPolicy, usefulFor: Span? = nil, hours text: String = "21:00-08:00"
    ) -> Drawing {
        let instruction = instruction("no-alcohol", usefulFor: usefulFor, quiet: policy)
        return Drawing(record(careProtocol(instruction), treatment(), quietHours: hours(text)), month: "2026-03")
    }

    @Test func `a reminder waits until they are over`() {
        var drawing = dry(.defer)
        drawing.pass(until: "5 09:00")
        #expect(drawing.line == ["no-alcohol@2 09:00", "no-alcohol@3 08:00", "no-alcohol@3 09:00"])
    }

    @Test func `a reminder may come before them instead`() {
        var drawing = dry(.advance)
        drawing.pass(until: "5 09:00")
        #expect(drawing.line == ["no-alcohol@2 09:00", "no-alcohol@2 20:45", "no-alcohol@3 09:00"])
    }

    @Test func `a reminder may be left out, and that is recorded`() {
        var drawing = dry(.skip)
        drawing.pass(until: "5 09:00")
        #expect(
            drawing.line == ["no-alcohol@2 09:00", "no-alcohol@2 21:00 suppressed quiet-skip", "no-alcohol@3 09:00"])
    }

    @Test func `an urgent reminder comes all the same`() {
        var drawing = dry(.override)
        drawing.pass(until: "5 09:00")
        #expect(drawing.line == ["no-alcohol@2 09:00", "no-alcohol@2 21:00", "no-alcohol@3 09:00"])
    }

    @Test func `a reminder that would be of no more use when they are over is brought forward`() {
        var drawing = dry(.defer, usefulFor: span("11h"))
        drawing.pass(until: "3 08:30")
        #expect(drawing.line == ["no-alcohol@2 09:00", "no-alcohol@2 20:45"])
    }

    @Test func `a reminder that cannot come before them waits`() {
        // 20:45 lies before the window opens.
        var drawing = Drawing(
            record(
                careProtocol(instruction("no-alcohol", .moments([.start]), quiet: .advance)),
                treatment(start: "2026-03-02T20:00:00Z", end: "2026-03-02T21:30:00Z"), quietHours: hours("21:00-08:00")),
            month: "2026-03")
        drawing.pass(until: "5 09:00")
        #expect(drawing.line == ["no-alcohol@3 08:00"])
    }

    @Test func `a reminder that fits neither later nor earlier is recorded as suppressed`() {
        var drawing = Drawing(
            record(careProtocol(compress()), treatment(), quietHours: hours("21:00-08:00")), month: "2026-03")
        drawing.pass(until: "5 09:00")
        #expect(
            drawing.line == [
                "ice@2 09:00", "ice@2 12:00", "ice@2 15:00", "ice@2 18:00", "ice@2 20:45",
                "ice@3 00:00 suppressed quiet-hours", "ice@3 03:00 suppressed quiet-hours", "ice@3 08:00",
            ])
    }

    @Test func `that are not the patient's own, the clinic's count`() {
        var drawing = Drawing(
            record(careProtocol(instruction("no-alcohol")), treatment(), clinic: clinic(quietHours: hours("20:00-07:00"))),
            month: "2026-03")
        drawing.pass(until: "3 08:00")
        #expect(drawing.line == ["no-alcohol@2 09:00", "no-alcohol@3 07:00"])
    }

    @Test func `of the patient, the clinic's do not count`() {
        var drawing = Drawing(
            record(
                careProtocol(instruction("no-alcohol")), treatment(), quietHours: hours("23:00-05:00"),
                clinic: clinic(quietHours: hours("20:00-07:00"))), month: "2026-03")
        drawing.pass(until: "3 08:00")
        #expect(drawing.line == ["no-alcohol@2 09:00", "no-alcohol@2 21:00"])
    }

    @Test func `at noon a reminder waits likewise`() {
        var drawing = Drawing(
            record(careProtocol(compress(for: "9h")), treatment(), quietHours: hours("12:00-13:30")), month: "2026-03")
        drawing.pass(until: "5 09:00")
        #expect(drawing.line == ["ice@2 09:00", "ice@2 13:30", "ice@2 15:00"])
    }

    @Test func `the first instant is quiet, and the last is not`() {
        #expect(hours("21:00-08:00").interval(around: at("2026-03-02T20:59:59Z"), in: .utc) == nil)
        let night = at("2026-03-02T21:00:00Z")..<at("2026-03-03T08:00:00Z")
        #expect(hours("21:00-08:00").interval(around: at("2026-03-02T21:00:00Z"), in: .utc) == night)
        #expect(hours("21:00-08:00").interval(around: at("2026-03-03T07:59:59Z"), in: .utc) == night)
        #expect(hours("21:00-08:00").interval(around: at("2026-03-03T08:00:00Z"), in: .utc) == nil)
    }

    // MARK: Nights in which the clocks change

    private func night(_ start: String, _ end: String, _ text: String, month: String) throws -> Drawing {
        Drawing(
            record(
                careProtocol(instruction("no-alcohol", .moments([.start, .after(span("14h"), at: nil)]))),
                treatment(start: start, end: end), zone: try zone("Europe/Berlin"), quietHours: hours(text)), month: month)
    }

    @Test func `of an hour less, a reminder waits until the clock on the wall says so`() throws {
        // The clocks go forward from 02:00 to 03:00 on 29 March 2026.
        var drawing = try night("2026-03-28T08:00:00Z", "2026-03-28T09:00:00Z", "21:00-08:00", month: "2026-03")
        drawing.pass(until: "30 12:00")
        #expect(drawing.line == ["no-alcohol@28 10:00", "no-alcohol@29 08:00"])
    }

    @Test func `of an hour more, a reminder waits until the clock on the wall says so`() throws {
        // The clocks go back from 03:00 to 02:00 on 25 October 2026.
        var drawing = try night("2026-10-24T08:00:00Z", "2026-10-24T09:00:00Z", "21:00-08:00", month: "2026-10")
        drawing.pass(until: "30 12:00")
        #expect(drawing.line == ["no-alcohol@24 11:00", "no-alcohol@25 08:00"])
    }

    @Test func `that end at a time which the clocks skip, it is over at the transition`() throws {
        let berlin = try zone("Europe/Berlin")
        #expect(
            hours("21:00-02:30").interval(around: at("2026-03-28T22:00:00Z"), in: berlin)
                == at("2026-03-28T20:00:00Z")..<at("2026-03-29T01:00:00Z"))
    }

    @Test func `that end at a time which happens twice, it is over at the first`() throws {
        let berlin = try zone("Europe/Berlin")
        #expect(
            hours("21:00-02:30").interval(around: at("2026-10-24T22:00:00Z"), in: berlin)
                == at("2026-10-24T19:00:00Z")..<at("2026-10-25T00:30:00Z"))
    }

    @Test func `all of which the clocks skip, nothing is quiet`() throws {
        let berlin = try zone("Europe/Berlin")
        #expect(hours("02:00-03:00").interval(around: at("2026-03-29T01:00:00Z"), in: berlin) == nil)
        #expect(hours("02:00-03:00").interval(around: at("2026-03-30T00:30:00Z"), in: berlin) != nil)
    }

    // MARK: What comes late

    @Test func `what comes late waits until they are over`() {
        var drawing = Drawing(
            record(
                careProtocol(instruction("no-alcohol", .moments([.start]), phrases: Phrases(start: "{left}"))),
                treatment(), quietHours: hours("21:00-08:00")), month: "2026-03")
        drawing.evaluate("2 22:00")
        #expect(drawing.line == [])
        drawing.pass(until: "5 09:00")
        #expect(drawing.line == ["no-alcohol@2 09:00 said 3 08:00"])
        #expect(drawing.words == ["1 hour"])
    }

    @Test func `what comes late and is of no use when they are over is suppressed`() {
        var drawing = Drawing(
            record(
                careProtocol(instruction("no-alcohol", .moments([.start]), usefulFor: span("13h"))), treatment(),
                quietHours: hours("21:00-08:00")), month: "2026-03")
        drawing.evaluate("2 21:30")
        #expect(drawing.line == ["no-alcohol@2 09:00 suppressed quiet-hours"])
    }

    @Test func `what comes late and asks to be left out at night is left out`() {
        var drawing = Drawing(
            record(
                careProtocol(instruction("no-alcohol", .moments([.start]), quiet: .skip)), treatment(),
                quietHours: hours("21:00-08:00")), month: "2026-03")
        drawing.evaluate("2 22:00")
        #expect(drawing.line == ["no-alcohol@2 09:00 suppressed quiet-skip"])
    }

    @Test func `what comes late and is urgent comes at once`() {
        var drawing = Drawing(
            record(
                careProtocol(instruction("no-alcohol", .moments([.start]), quiet: .override)), treatment(),
                quietHours: hours("21:00-08:00")), month: "2026-03")
        drawing.evaluate("2 22:00")
        #expect(drawing.line == ["no-alcohol@2 09:00 said 2 22:00"])
    }

    @Test func `what was due a moment before they began is punctual`() {
        let evening = record(
            careProtocol(instruction("no-alcohol", .moments([.start]))),
            treatment(start: "2026-03-02T20:00:00Z", end: "2026-03-02T20:59:30Z"), quietHours: hours("21:00-08:00"))
        var punctual = Drawing(evening, month: "2026-03")
        var late = punctual
        punctual.evaluate("2026-03-02T21:00:29Z")
        late.evaluate("2026-03-02T21:00:30Z")
        #expect(punctual.emitted.count == 1)
        #expect(late.line == [])
    }

    // MARK: Hours that are none

    @Test func `that last all day there would never be a word, so they are refused`() throws {
        let refusal = try #require(throws: MalformedText.self) { try QuietHours(text: "08:00-08:00") }
        #expect(
            "\(refusal)"
                == "'08:00-08:00' is not a part of the day: quiet hours of 24 hours would silence everything. "
                + "Let them end, like 21:00-08:00, or set the patient's status to inactive")
    }

    @Test(arguments: ["", "21:00", "21-", "21:00-08:00-09:00", "21:00-24:00", "21-24", "2 1-8", "night", "None"])
    func `that are none are refused`(text: String) {
        #expect(throws: MalformedText.self) { try QuietHours(text: text) }
    }

    @Test func `a dash or a hyphen stands between the times, and they are written back alike`() throws {
        #expect(try QuietHours(text: "21:00–08:00") == hours("21:00-08:00"))
        #expect(hours("21:00-8:00").text == "21:00-08:00")
    }

    @Test(arguments: ["21:00 - 08:00", "21-8", "21 – 08", "21:00 –8:00"])
    func `blanks around the times, and full hours without their minutes, are understood`(text: String) throws {
        #expect(try QuietHours(text: text) == hours("21:00-08:00"))
    }

    @Test func `none are none, whatever the clinic has, and are written so`() throws {
        let never = try QuietHours(text: "none")
        #expect(never.text == "none" && never == .never)
        let patient = Patient(
            id: id("P-1"), zone: "UTC", language: .english, quietHours: never, history: History(.active), name: nil)
        #expect(try JSONDecoder().decode(Patient.self, from: JSONEncoder().encode(patient)) == patient)
        let clinic = Clinic(
            name: "n", contact: "c", isContactMonitored: true, quietHours: hours("21:00-08:00"), zone: "UTC", language: .english)
        let own = record(careProtocol(instruction("ice")), treatment(), quietHours: never, clinic: clinic)
        #expect(own.quietHours == nil)
        #expect(record(careProtocol(instruction("ice")), treatment(), clinic: clinic).quietHours == hours("21:00-08:00"))
    }
}
