import Aftercare
import Testing

/// The window of the sample opens on 2 March 2026 at 09:00 UTC and lasts 24 hours.
@Suite struct `A look at a patient` {
    let sample = record(careProtocol(instruction("no-alcohol")), treatment())

    private func drawn(_ look: Look) -> [String] {
        look.decisions.map { decision in
            switch decision.verdict {
            case .emit(let late): "\(decision.occurrence.place): emit, \(late) s late"
            case .miss(let reason): "\(decision.occurrence.place): \(reason.rawValue)"
            case .suppress(let reason): "\(decision.occurrence.place): \(reason.rawValue)"
            case .cancel(let reason): "\(decision.occurrence.place): \(reason.rawValue)"
            }
        }
    }

    @Test func `decides nothing before an instant, and says when to look again`() {
        let look = sample.look(at: at("2026-03-02T08:59:59Z"), decided: Decided())
        #expect(drawn(look) == [])
        #expect(look.next == at("2026-03-02T09:00:00Z"))
        #expect(look.inWindowUntil == nil)
    }

    @Test func `emits at the instant`() {
        let look = sample.look(at: at("2026-03-02T09:00:00Z"), decided: Decided())
        #expect(drawn(look) == ["0: emit, 0 s late"])
        #expect(look.next == at("2026-03-02T21:00:00Z"))
        #expect(look.inWindowUntil == at("2026-03-03T09:00:00Z"))
    }

    @Test func `decides nothing twice`() throws {
        let first = sample.look(at: at("2026-03-02T09:00:00Z"), decided: Decided())
        let decided = Decided(keys: Set(first.decisions.map(\.occurrence.key)))
        #expect(drawn(sample.look(at: at("2026-03-02T09:00:01Z"), decided: decided)) == [])
    }

    @Test func `emits late what is still useful`() {
        #expect(drawn(sample.look(at: at("2026-03-02T15:00:00Z"), decided: Decided())) == ["0: emit, 21600 s late"])
    }

    @Test func `after a long silence emits the newest of each instruction alone`() {
        let look = sample.look(at: at("2026-03-03T08:00:00Z"), decided: Decided())
        #expect(drawn(look) == ["0: deadline-passed", "1: emit, 39600 s late"])
    }

    @Test func `records as missed what has lost its use, the last word after its grace`() {
        let look = sample.look(at: at("2026-03-04T09:00:00Z"), decided: Decided())
        #expect(drawn(look) == ["0: deadline-passed", "1: deadline-passed", "2: deadline-passed"])
        #expect(look.next == nil)
    }

    @Test func `prefers the newest where an instruction asks for a longer use`() {
        let long = record(careProtocol(instruction("no-alcohol", usefulFor: span("20h"))), treatment())
        #expect(
            drawn(long.look(at: at("2026-03-02T22:00:00Z"), decided: Decided())) == ["0: superseded", "1: emit, 3600 s late"])
    }

    @Test func `comes back at the end of a window in which nothing more is said`() {
        let silent = record(careProtocol(instruction("no-alcohol", .moments([.start]))), treatment())
        let look = silent.look(at: at("2026-03-02T09:00:00Z"), decided: Decided())
        #expect(look.next == at("2026-03-03T09:00:00Z"))
        #expect(look.nextDue == nil)
    }

    @Test func `lets go of a treatment once nothing of it is still of use`() {
        #expect(sample.look(at: at("2026-03-04T08:00:00Z"), decided: Decided()).over == [])
        #expect(sample.look(at: at("2026-03-04T09:00:01Z"), decided: Decided()).over == [id("T-1")])
    }

    @Test func `finds a reminder that is half a year away`() {
        let rule = WindowRule(opens: Anchor(edge: .afterEnd, offset: span("6mo")), closes: .lasting(span("3w")))
        let far = record(careProtocol(instruction("check", window: rule, .moments([.start]))), treatment())
        #expect(far.look(at: at("2026-03-02T12:00:00Z"), decided: Decided()).next == at("2026-09-02T09:00:00Z"))
    }
}
