import Aftercare
import Testing

/// The window of the sample opens on 2 March 2026 at 09:00 UTC and lasts 24 hours.
@Suite struct `A look at a patient` {
    let sample = record(careProtocol(instruction("no-alcohol")), treatment())

    private func drawn(_ result: EvaluationResult) -> [String] {
        result.decisions.map { decision in
            switch decision.verdict {
            case .emit(let late): "\(decision.occurrence.place): emit, \(late) s late"
            case .miss(let reason): "\(decision.occurrence.place): \(reason.rawValue)"
            case .suppress(let reason): "\(decision.occurrence.place): \(reason.rawValue)"
            case .cancel(let reason): "\(decision.occurrence.place): \(reason.rawValue)"
            }
        }
    }

    @Test func `decides nothing before an instant, and says when to look again`() {
        let result = sample.evaluate(at: at("2026-03-02T08:59:59Z"), decided: DecisionHistory())
        #expect(drawn(result) == [])
        #expect(result.next == at("2026-03-02T09:00:00Z"))
        #expect(result.inWindowUntil == nil)
    }

    @Test func `emits at the instant`() {
        let result = sample.evaluate(at: at("2026-03-02T09:00:00Z"), decided: DecisionHistory())
        #expect(drawn(result) == ["0: emit, 0 s late"])
        #expect(result.next == at("2026-03-02T21:00:00Z"))
        #expect(result.inWindowUntil == at("2026-03-03T09:00:00Z"))
    }

    @Test func `decides nothing twice`() throws {
        let first = sample.evaluate(at: at("2026-03-02T09:00:00Z"), decided: DecisionHistory())
        let decided = DecisionHistory(keys: Set(first.decisions.map(\.occurrence.key)))
        #expect(drawn(sample.evaluate(at: at("2026-03-02T09:00:01Z"), decided: decided)) == [])
    }

    @Test func `emits late what is still useful`() {
        #expect(drawn(sample.evaluate(at: at("2026-03-02T15:00:00Z"), decided: DecisionHistory())) == ["0: emit, 21600 s late"])
    }

    @Test func `after a long silence emits the newest of each instruction alone`() {
        let result = sample.evaluate(at: at("2026-03-03T08:00:00Z"), decided: DecisionHistory())
        #expect(drawn(result) == ["0: deadline-passed", "1: emit, 39600 s late"])
    }

    @Test func `records as missed what has lost its use, the last word after its grace`() {
        let result = sample.evaluate(at: at("2026-03-04T09:00:00Z"), decided: DecisionHistory())
        #expect(drawn(result) == ["0: deadline-passed", "1: deadline-passed", "2: deadline-passed"])
        #expect(result.next == nil)
    }

    @Test func `prefers the newest where an instruction asks for a longer use`() {
        let long = record(careProtocol(instruction("no-alcohol", usefulFor: span("20h"))), treatment())
        #expect(
            drawn(long.evaluate(at: at("2026-03-02T22:00:00Z"), decided: DecisionHistory())) == ["0: superseded", "1: emit, 3600 s late"])
    }

    @Test func `comes back at the end of a window in which nothing more is said`() {
        let silent = record(careProtocol(instruction("no-alcohol", .moments([.start]))), treatment())
        let result = silent.evaluate(at: at("2026-03-02T09:00:00Z"), decided: DecisionHistory())
        #expect(result.next == at("2026-03-03T09:00:00Z"))
        #expect(result.nextDue == nil)
    }

    @Test func `lets go of a treatment once nothing of it is still of use`() {
        #expect(sample.evaluate(at: at("2026-03-04T08:00:00Z"), decided: DecisionHistory()).over == [])
        #expect(sample.evaluate(at: at("2026-03-04T09:00:01Z"), decided: DecisionHistory()).over == [id("T-1")])
    }

    @Test func `finds a reminder that is half a year away`() {
        let rule = WindowRule(opens: Anchor(edge: .afterEnd, offset: span("6mo")), closes: .lasting(span("3w")))
        let far = record(careProtocol(instruction("check", window: rule, .moments([.start]))), treatment())
        #expect(far.evaluate(at: at("2026-03-02T12:00:00Z"), decided: DecisionHistory()).next == at("2026-09-02T09:00:00Z"))
    }
}
