import Aftercare
import Testing

/// Rule 8: what still holds when a silence ends. The sample treatment ends at 0h, on 2 March 2026 at 09:00.
@Suite struct `What still holds after a silence` {
    private static let again: [Cadence.Moment] = [.start, .after(.hours(12), at: nil)]

    private func drawing(_ kind: Instruction.Kind, _ moments: [Cadence.Moment]) -> Drawing {
        Drawing(record(careProtocol(instruction("dry", kind: kind, .moments(moments))), treatment()))
    }

    @Test(
        arguments: [
            (.abstain, true), (.restrict, true), (.limit, true), (.monitor, true), (.advise, false), (.compress, false), (.followUp, false),
        ] as [(Instruction.Kind, Bool)])
    func `is said at once if it forbids or warns, and else only where no reminder of it follows`(kind: Instruction.Kind, isSaid: Bool) {
        for isPatient in [true, false] {
            func emitted(_ moments: [Cadence.Moment]) -> [String] {
                var drawing = drawing(kind, moments)
                drawing.pass(until: "-1h")
                if isPatient { drawing.set(patient: .inactive, at: "-1h") } else { drawing.set(plan: .onHold, at: "-1h") }
                drawing.pass(until: "5h")
                if isPatient { drawing.set(patient: .active, at: "5h") } else { drawing.set(plan: .active, at: "5h") }
                return drawing.emitted
            }
            #expect(emitted(Self.again) == (isSaid ? ["dry standing@+5h"] : []))
            #expect(emitted([.start]) == ["dry standing@+5h"])
            #expect(emitted([.start, .end]) == ["dry standing@+5h"])
            // Nothing fell due meanwhile.
            #expect(emitted([.after(.hours(12), at: nil)]) == [])
        }
    }

    @Test(
        arguments: [
            (.abstain, true), (.restrict, true), (.limit, true), (.monitor, false), (.advise, false), (.compress, false),
            (.followUp, false),
        ] as [(Instruction.Kind, Bool)])
    func `is said once more if it forbids, though it was said before`(kind: Instruction.Kind, isSaid: Bool) {
        var drawing = drawing(kind, Self.again)
        drawing.pass(until: "1h")
        drawing.set(patient: .inactive, at: "1h")
        drawing.pass(until: "13h")
        drawing.set(patient: .active, at: "13h")
        #expect(drawing.emitted == (isSaid ? ["dry@+0h", "dry standing@+13h"] : ["dry@+0h"]))
    }

    @Test(arguments: [("2026-03-03T08:45:00Z", 2), ("2026-03-03T08:45:01Z", 1)])
    func `has a quarter of an hour to go`(now: String, count: Int) {
        var drawing = drawing(.abstain, Self.again)
        drawing.pass(until: "1h")
        drawing.set(patient: .inactive, at: "1h")
        drawing.pass(until: "23h")
        drawing.set(patient: .active, at: now)
        #expect(drawing.emitted.count == count)
    }

    @Test(
        arguments: [
            ("2026-03-02T08:00:00Z", []), ("2026-03-02T08:14:59Z", []), ("2026-03-02T08:15:00Z", ["dry standing@2 22:00 said 3 08:00"]),
        ] as [(String, [String])])
    func `waits for the morning, if a quarter of an hour of it remains by then`(end: String, emitted: [String]) {
        let session = treatment(start: "2026-03-02T07:30:00Z", end: end)
        let dry = instruction("dry", .moments([.start]))
        var drawing = Drawing(record(careProtocol(dry), session, quietHours: hours("21:00-08:00")), month: "2026-03")
        drawing.pass(until: "2 07:40")
        drawing.set(patient: .inactive, at: "2 07:45")
        drawing.pass(until: "2 21:30")
        drawing.set(patient: .active, at: "2 22:00")
        #expect(drawing.emitted == [])
        drawing.pass(until: "4 12:00")
        #expect(drawing.emitted == emitted)
    }

    @Test(
        arguments: [
            ("11h 44min", ["dry standing@+11h44", "dry@+12h"]), ("11h 45min", ["dry standing@+11h45"]),
        ] as [(String, [String])])
    func `is not repeated by a reminder that is due within a quarter of an hour`(end: String, emitted: [String]) {
        var drawing = drawing(.abstain, Self.again)
        drawing.pass(until: "-1h")
        drawing.set(patient: .inactive, at: "-1h")
        drawing.pass(until: end)
        drawing.set(patient: .active, at: end)
        drawing.pass(until: "13h")
        #expect(drawing.emitted == emitted)
    }

    @Test func `is said after each silence`() {
        var drawing = Drawing(record(careProtocol(instruction("dry", .every(.hours(4), count: nil))), treatment()))
        drawing.pass(until: "1h")
        drawing.set(patient: .inactive, at: "1h")
        drawing.pass(until: "5h")
        drawing.set(patient: .active, at: "5h")
        drawing.pass(until: "6h")
        drawing.set(patient: .inactive, at: "6h")
        drawing.pass(until: "9h")
        drawing.set(patient: .active, at: "9h")
        drawing.pass(until: "12h")
        #expect(drawing.emitted == ["dry@+0h", "dry standing@+5h", "dry standing@+9h", "dry@+12h"])
    }
}
