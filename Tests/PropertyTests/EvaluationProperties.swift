import Aftercare
import Testing

@Suite struct `A look` {
    @Test func `says when to look next: always later, and never that nothing is planned while something is`() {
        #expect(
            Cases.breaches(inScenes: { scene in
                if let next = scene.result.next { return next > scene.at ? [] : ["again at \(next)"] }
                let decided = scene.after.keys
                return scene.record.demands.flatMap { demand in
                    demand.places.map { demand.key($0) }.filter { !decided.contains($0) }.map(\.drawn)
                }
            }) == [])
    }

    @Test func `before the next one decides nothing`() {
        #expect(
            Cases.breaches { telling in
                var dice = Dice(seed: telling.seed)
                for scene in telling.scenes where dice.chance(12) {
                    let next = scene.result.next ?? scene.at + 100 * 86_400
                    for at in [scene.at, next - 1, scene.at + dice.seconds(0...max(0, next - scene.at - 1))] {
                        let result = scene.record.evaluate(at: at, decided: scene.after)
                        if let decision = result.decisions.first {
                            return ["at \(at), between \(scene.at) and \(next): \(decision.occurrence.drawn) \(decision.verdict)"]
                        }
                        if result.next != scene.result.next {
                            let nexts = [result.next, scene.result.next].map { $0?.text ?? "none" }
                            return ["at \(at), after \(scene.at): next \(nexts[0]), not \(nexts[1])"]
                        }
                    }
                }
                return []
            } == [])
    }

    @Test func `leads to the same decisions, whatever the order of plans and treatments`() {
        #expect(
            Cases.breaches { telling in
                var dice = Dice(seed: telling.seed)
                for scene in telling.scenes where dice.chance(15) {
                    let record = CareRecord(
                        store: scene.record.store, patient: scene.record.patient, zone: scene.record.zone,
                        clinic: scene.record.clinic, assignedPlans: dice.shuffled(scene.record.assignedPlans),
                        treatments: dice.shuffled(scene.record.treatments), responses: scene.record.responses,
                        reactions: scene.record.reactions)
                    let result = record.evaluate(at: scene.at, decided: scene.decided)
                    if Set(result.decisions.map(Outcome.init)) != Set(scene.result.decisions.map(Outcome.init))
                        || result.next != scene.result.next
                    {
                        return ["at \(scene.at): \(result.drawn) instead of \(scene.result.drawn)"]
                    }
                }
                return []
            } == [])
    }

    @Test func `follows up what was said in the order in which it was said`() {
        #expect(
            Cases.breaches(inScenes: { scene in
                let said = scene.decided.emitted.filter { $0.key.role == .reminder || $0.key.role == .snoozed }
                let order = Dictionary(said.enumerated().map { ($0.element.key.base, $0.offset) }, uniquingKeysWith: max)
                let followUps = scene.result.decisions.map(\.occurrence).filter {
                    [.nag, .snoozed, .escalation].contains($0.role)
                }
                return zip(followUps, followUps.dropFirst()).filter { one, other in
                    one.due == other.due && order[one.key.base, default: 0] > order[other.key.base, default: 0]
                }.map { "\($0.0.drawn) before \($0.1.key.drawn)" }
            }) == [])
    }

    @Test func `at the same data is the same look`() {
        #expect(
            Cases.breaches(of: Cases.told.filter { Cases.seeds.count == 1 || $0.seed % 10 == 1 }) { telling in
                let again = Case(seed: telling.seed).told()
                return again.scenes.map(\.result) == telling.scenes.map(\.result) ? [] : ["the second time went otherwise"]
            } == [])
    }

    @Test func `is foreseen by the forecast, where nobody edits anything`() {
        #expect(
            Cases.breaches(of: Cases.undisturbed.filter { Cases.seeds.count == 1 || $0.seed % 4 == 0 }) { telling in
                guard let first = telling.scenes.first else { return ["there was no look"] }
                let forecast = Schedule(first.before.whole).forecast(
                    from: first.at, through: telling.endedAt + 86_400, most: 100_000)
                let lived = telling.scenes.flatMap { scene in scene.result.decisions.map { Outcome($0, at: scene.at) } }
                let foreseen = forecast.entries.map { Outcome($0.decision, at: $0.at) }
                guard let index = zip(foreseen, lived).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset else {
                    return foreseen.count == lived.count ? [] : ["\(foreseen.count) foreseen, \(lived.count) lived"]
                }
                return ["\(foreseen[index]) instead of \(lived[index])"]
            } == [])
    }
}

/// What was decided of an occurrence, to be compared.
struct Outcome: Hashable {
    let key: OccurrenceKey
    let verdict: String
    let at: Instant?

    init(_ decision: Decision) { self.init(decision, at: nil) }

    init(_ decision: Decision, at instant: Instant?) {
        key = decision.occurrence.key
        verdict = "\(decision.verdict) \(decision.claim)"
        at = instant
    }
}

extension EvaluationResult {
    fileprivate var drawn: String {
        decisions.map { "\($0.occurrence.key.drawn) \($0.verdict)" }.sorted().joined(separator: ", ")
    }
}

extension Telling.Scene {
    /// What was decided by its end.
    var after: DecisionHistory {
        var decided = decided
        for decision in result.decisions { decided.add(decision, at: at) }
        return decided
    }
}
