import Aftercare
import Testing

/// Time lines are drawn as `instruction@hours after the treatment's end`. The sample treatment is on
/// Monday 2 March 2026, 08:00 to 09:00 UTC.
@Suite struct `The timeline` {
    @Test func `speaks at the start, at an offset and at the end of a window`() {
        let record = record(careProtocol(instruction("no-alcohol")), treatment())
        #expect(record.drawn() == ["no-alcohol@+0h", "no-alcohol@+12h", "no-alcohol@+24h"])
    }

    @Test func `places a window before the treatment`() {
        let rule = WindowRule(opens: Anchor(edge: .beforeStart, offset: span("24h")), closes: .lasting(span("24h")))
        let record = record(careProtocol(instruction("fast", window: rule, .moments([.start, .end]))), treatment())
        #expect(record.drawn() == ["fast@-25h", "fast@-1h"])
    }

    @Test func `spans the treatment from an anchor before it to one after it`() {
        let rule = WindowRule(
            opens: Anchor(edge: .beforeStart, offset: span("24h")),
            closes: .at(Anchor(edge: .afterEnd, offset: span("24h"))))
        let record = record(careProtocol(instruction("dry", window: rule, .moments([.start, .end]))), treatment())
        #expect(record.drawn() == ["dry@-25h", "dry@+24h"])
    }

    @Test func `anchors before the end and after the start`() {
        let early = WindowRule(opens: Anchor(edge: .beforeEnd, offset: span("30min")), closes: .lasting(span("1h")))
        let late = WindowRule(opens: Anchor(edge: .afterStart, offset: span("15min")), closes: .lasting(span("1h")))
        let record = record(
            careProtocol(
                instruction("early", window: early, .moments([.start])), instruction("late", window: late, .moments([.start]))),
            treatment())
        #expect(record.drawn() == ["late@-0h45", "early@-0h30"])
    }

    @Test func `repeats every so often until just before the end of the window`() {
        let rule = WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span("9h")))
        let record = record(careProtocol(instruction("ice", window: rule, .every(span("3h"), count: nil))), treatment())
        #expect(record.drawn() == ["ice@+0h", "ice@+3h", "ice@+6h"])
    }

    @Test func `stops at the count`() {
        let rule = WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span("48h")))
        let record = record(careProtocol(instruction("ice", window: rule, .every(span("2h"), count: 3))), treatment())
        #expect(record.drawn() == ["ice@+0h", "ice@+2h", "ice@+4h"])
    }

    @Test func `repeats every month on the day and at the time of the first, or on the month's last day`() {
        let rule = WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span("4mo")))
        let record = record(
            careProtocol(instruction("photo", window: rule, .every(span("1mo"), count: nil))),
            treatment(start: "2026-01-31T08:00:00Z", end: "2026-01-31T09:00:00Z"))
        let dues = Schedule(record).timeline(over: at("2026-01-01T00:00:00Z")...at("2026-12-31T00:00:00Z")).occurrences.map(\.due)
        #expect(
            dues == [
                at("2026-01-31T09:00:00Z"), at("2026-02-28T09:00:00Z"), at("2026-03-31T09:00:00Z"), at("2026-04-30T09:00:00Z"),
            ])
    }

    @Test func `speaks at local times of day, on days of 23 hours too`() throws {
        // Berlin, the night of 28 to 29 March 2026 is an hour short: 09:00 comes 23 hours after 09:00.
        let rule = WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span("3d")))
        let record = record(
            careProtocol(instruction("rest", window: rule, .daily([time("09:00"), time("19:00")], count: 4))),
            treatment(start: "2026-03-27T18:00:00Z", end: "2026-03-27T19:00:00Z"), zone: try zone("Europe/Berlin"))
        #expect(record.drawn() == ["rest@+13h", "rest@+23h", "rest@+36h", "rest@+46h"])
    }

    /// In Nuuk the clocks go forward from 23:00 to midnight, at the end of 28 March 2026.
    @Test func `speaks as a day begins at a time that the one before does not have, wherever the span begins`() throws {
        let rule = WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span("60d")))
        let record = record(
            careProtocol(instruction("rest", window: rule, .daily([time("23:30")], count: nil))), treatment(),
            zone: try zone("America/Nuuk"))
        let midnight = at("2026-03-29T01:00:00Z")
        for from in [midnight - 3600, midnight] {
            #expect(Schedule(record).timeline(over: from...from + 7200).occurrences.map(\.due) == [midnight])
        }
    }

    @Test func `finds a day by the calendar and a time on it`() throws {
        let rule = WindowRule(
            opens: Anchor(edge: .afterEnd, offset: span("6mo"), at: time("09:00")), closes: .lasting(span("3w")))
        let record = record(
            careProtocol(instruction("check", kind: .followUp, window: rule, .moments([.start]))),
            treatment(start: "2026-08-31T08:00:00Z", end: "2026-08-31T09:00:00Z"), zone: try zone("America/New_York"))
        let occurrences = Schedule(record).timeline(over: at("2026-01-01T00:00:00Z")...at("2028-01-01T00:00:00Z")).occurrences
        #expect(occurrences.map(\.due) == [at("2027-02-28T14:00:00Z")])
        #expect(occurrences.first?.deadline == at("2027-03-21T13:00:00Z"))
    }

    @Test func `never puts a local time before the treatment it follows`() {
        let rule = WindowRule(opens: Anchor(edge: .afterEnd, at: time("08:00")), closes: .lasting(span("1h")))
        let record = record(careProtocol(instruction("wake", window: rule, .moments([.start]))), treatment())
        #expect(record.drawn() == ["wake@+23h"])
    }

    @Test func `says one first reminder where two moments fall together`() {
        let cadence = Cadence.moments([.start, .after(.zero, at: nil), .after(span("24h"), at: nil), .end])
        let record = record(careProtocol(instruction("no-alcohol", cadence)), treatment())
        #expect(record.drawn() == ["no-alcohol@+0h", "no-alcohol@+24h"])
    }

    @Test func `leaves the closing instant to the last word`() {
        let rule = WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span("24h")))
        let sample = careProtocol(
            instruction("a", window: rule, .daily([time("09:00")], count: nil)),
            instruction("b", window: rule, .moments([.after(span("1d"), at: nil)])),
            instruction("c", window: rule, .every(span("12h"), count: nil)))
        let record = record(sample, treatment())
        #expect(record.drawn() == ["a@+0h", "c@+0h", "c@+12h", "b@+24h"])
        let end = record.treatments[0].end
        let last = Schedule(record).timeline(over: end...end + 30 * 3600).occurrences.last
        #expect(last?.exclusion == .outsideWindow)
    }

    @Test func `follows the real end of a treatment`() {
        let late = treatment().changed(at: at("2026-03-02T10:00:00Z")) {
            $0.status = .completed
            $0.actualStart = at("2026-03-02T08:30:00Z")
            $0.actualEnd = at("2026-03-02T10:00:00Z")
        }
        let record = record(careProtocol(instruction("no-alcohol", .moments([.start]))), late)
        let due = Schedule(record).timeline(over: at("2026-03-01T00:00:00Z")...at("2026-03-05T00:00:00Z")).occurrences.map(\.due)
        #expect(due == [at("2026-03-02T10:00:00Z")])
    }

    @Test(arguments: Set(Treatment.Status.allCases).subtracting([.booked, .inProgress, .completed]))
    func `plans nothing for a treatment that does not take place`(status: Treatment.Status) {
        #expect(record(careProtocol(instruction("no-alcohol")), treatment(status: status)).drawn() == [])
    }

    @Test(arguments: Set(Patient.Status.allCases).subtracting([.active]))
    func `plans nothing for a patient who is not active`(status: Patient.Status) {
        #expect(record(careProtocol(instruction("no-alcohol")), treatment(), status: status).drawn() == [])
    }

    @Test(arguments: Set(Plan.Status.allCases).subtracting([.active]))
    func `plans nothing under a plan that is not active`(status: Plan.Status) {
        #expect(record(careProtocol(instruction("no-alcohol")), treatment(), plan: status).drawn() == [])
    }

    @Test func `leaves out what the plan switches off, and a compress that it wants none of`() {
        let protocolOfThree = careProtocol(
            instruction("a", .moments([.start])), instruction("b", .moments([.start])),
            instruction("ice", kind: .compress, modality: .planDecides, .moments([.start])))
        let record = record(
            protocolOfThree, treatment(), modalities: [id("ice"): .none], switchedOff: [id("b")])
        #expect(record.drawn() == ["a@+0h"])
    }

    @Test func `over a part of the time is the same part of the whole`() throws {
        let record = record(
            careProtocol(
                instruction("a"), instruction("b", .every(span("5h"), count: 4)),
                instruction("c", .daily([time("06:00"), time("18:00")], count: 3)),
                instruction("d", .every(span("1d"), count: nil))),
            treatment(), zone: try zone("Europe/Berlin"))
        let whole = Schedule(record).timeline(over: at("2026-03-01T00:00:00Z")...at("2026-03-05T00:00:00Z")).occurrences
        for hour in Int64(0)..<72 {
            let from = at("2026-03-01T12:00:00Z") + hour * 3600
            let part = Schedule(record).timeline(over: from...from + 20 * 3600).occurrences
            #expect(part == whole.filter { $0.due >= from && $0.due <= from + 20 * 3600 })
        }
    }

    @Test func `gives every occurrence an id that depends on its data alone`() {
        let record = record(careProtocol(instruction("no-alcohol")), treatment())
        let ids = { (record: CareRecord) -> [String] in
            Schedule(record).timeline(over: at("2026-03-01T00:00:00Z")...at("2026-03-05T00:00:00Z")).occurrences
                .map { OccurrenceID($0.key, store: record.store).text }
        }
        #expect(ids(record) == ids(record))
        #expect(Set(ids(record)).count == 3)
        #expect(Set(ids(record)).isDisjoint(with: ids(moved(by: 60))))
    }

    private func moved(by seconds: Int64) -> CareRecord {
        let old = treatment()
        return record(
            careProtocol(instruction("no-alcohol")),
            old.changed(at: old.plannedStart) {
                $0.plannedStart = old.plannedStart + seconds
                $0.plannedEnd = old.plannedEnd + seconds
            })
    }

    /// The clocks go forward on 29 March, so five days from 11:00 at summer's beginning are an hour less.
    @Test func `is over when the patient's own days say so`() throws {
        let check = instruction(
            "check", kind: .followUp, window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(.hours(1))), .moments([.start]),
            usefulFor: span("5d"), text: "Come back.")
        let berlin = record(
            careProtocol(check), treatment(start: "2026-03-26T08:00:00Z", end: "2026-03-26T09:00:00Z"), zone: try zone("Europe/Berlin"))
        #expect(Schedule(berlin).ends[id("T-1")] == at("2026-03-31T09:00:00Z"))
    }

    @Test func `leaves out what its protocol has no sentence for, and says why`() {
        var drawing = Drawing(
            record(careProtocol(instruction("no-alcohol", phrases: Phrases(start: "No alcohol until {until}."))), treatment()))
        drawing.pass(until: "48h")
        #expect(drawing.line == ["no-alcohol@+0h", "no-alcohol@+12h", "no-alcohol@+24h suppressed no-text"])
    }
}
