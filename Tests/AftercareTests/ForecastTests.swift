import Aftercare
import Testing

@Suite struct `A forecast` {
    private let sample = record(
        careProtocol(
            noAlcohol, compress(), instruction("pill", kind: .advise, .moments([.start]), nag: Nag(every: .hours(1), times: 2))),
        treatment(), quietHours: hours("21:00-08:00")
    ).with(treatments: [treatment(), treatment("T-2", start: "2026-03-03T04:00:00Z", end: "2026-03-03T05:00:00Z")])

    @Test func `is what looks made one by one come to`() {
        let from = at("2026-03-02T06:00:00Z")
        let through = at("2026-03-06T06:00:00Z")
        var decided = DecisionHistory()
        var looks: [Instant] = []
        var decisions: [Decision] = []
        var messages: [Payload?] = []
        var next: Instant? = from
        while let now = next, now <= through {
            let result = sample.evaluate(at: now, decided: decided)
            for decision in result.decisions {
                looks.append(now)
                decisions.append(decision)
                if case .emit = decision.verdict {
                    messages.append(decision.payload)
                } else {
                    messages.append(nil)
                }
                decided.add(decision, at: now)
            }
            next = result.next
        }
        let entries = Schedule(sample).forecast(from: from, through: through).entries
        #expect(entries.map(\.at) == looks)
        #expect(entries.map(\.decision) == decisions)
        #expect(entries.map(\.payload) == messages)
        #expect(entries.count > 20)
    }

    @Test func `tells what is said, and what is not`() {
        let entries = Schedule(sample).forecast(from: at("2026-03-02T06:00:00Z"), through: at("2026-03-03T00:00:00Z")).entries
        let drawn = entries.map { entry in
            "\(entry.decision.occurrence.window.instruction) \(sample.zone.local(entry.at).time): \(entry.payload?.text ?? "-")"
        }
        #expect(drawn.first == "no-alcohol 09:00: No alcohol until Tuesday 09:00.")
        #expect(drawn.last == "ice 00:00: -")
    }

    @Test func `repeats nothing that was decided before`() {
        let now = at("2026-03-02T09:00:00Z")
        var decided = DecisionHistory()
        for decision in sample.evaluate(at: now, decided: decided).decisions { decided.add(decision, at: now) }
        let entries = Schedule(sample).forecast(from: now + 1, through: at("2026-03-02T09:59:59Z"), decided: decided).entries
        #expect(entries == [])
    }

    @Test(arguments: [1, 3]) func `ends after so many entries`(most: Int) {
        let forecast = Schedule(sample).forecast(from: at("2026-03-02T10:00:00Z"), through: at("2026-03-20T06:00:00Z"), most: most)
        // All that one look decides belongs together.
        #expect(forecast.entries.count >= most && Set(forecast.entries.map(\.at)).count == 1)
    }

    @Test func `of the past of which nothing was said says the newest at its start`() {
        let entries = Schedule(sample).forecast(from: at("2026-03-02T13:00:00Z"), through: at("2026-03-02T13:00:00Z")).entries
        #expect(Set(entries.map(\.at)) == [at("2026-03-02T13:00:00Z")])
        let said = entries.filter { $0.payload != nil }.map(\.decision.occurrence.window.instruction)
        #expect(said == [id("no-alcohol"), id("pill"), id("ice")])
    }

    @Test func `shows the windows and the nights that it touches`() {
        let forecast = Schedule(sample).forecast(from: at("2026-03-02T22:00:00Z"), through: at("2026-03-03T21:00:00Z"))
        #expect(forecast.quiet == [at("2026-03-02T21:00:00Z")..<at("2026-03-03T08:00:00Z")])
        #expect(forecast.windows.count == 6)
        #expect(Schedule(sample).forecast(from: at("2026-03-02T00:00:00Z"), through: at("2026-03-02T01:00:00Z")).windows == [])
    }

    @Test func `of a patient without quiet hours shows no nights`() {
        let record = record(careProtocol(noAlcohol), treatment())
        #expect(Schedule(record).forecast(from: at("2026-03-02T22:00:00Z"), through: at("2026-03-03T21:00:00Z")).quiet == [])
    }
}
