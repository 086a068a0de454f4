import Aftercare
import Testing

@Suite struct `Every occurrence` {
    @Test func `is decided once, and has an id of its own`() {
        #expect(
            Cases.breaches { telling in
                var keys: Set<OccurrenceKey> = []
                var ids: Set<OccurrenceID> = []
                return telling.decisions.map(\.occurrence.key).filter { key in
                    let isNew = keys.insert(key).inserted
                    return !isNew || !ids.insert(OccurrenceID(key, store: Story.store)).inserted
                }.map(\.drawn)
            } == [])
    }

    @Test func `that the plans ask for in the end is decided`() {
        #expect(
            Cases.breaches { telling in
                let decided = Set(telling.decisions.map(\.occurrence.key))
                return telling.end.whole.demands.flatMap { demand in
                    demand.places.map { demand.key($0) }.filter { !decided.contains($0) }.map(\.drawn)
                }
            } == [])
    }

    @Test func `of an undisturbed plan is one that it asks for, and every one of those is decided`() {
        #expect(
            Cases.breaches(of: Cases.undisturbed) { telling in
                let decided = Set(telling.decisions.map(\.occurrence.key).filter { $0.role == .reminder })
                let asked = Set(telling.end.whole.demands.flatMap { demand in demand.places.map { demand.key($0) } })
                return decided.symmetricDifference(asked).map(\.drawn).sorted()
            } == [])
    }

    @Test func `of a treatment that is over is decided, whenever it is looked at again`() {
        #expect(
            Cases.breaches { telling in
                if telling.isEndless { return ["there is always something more to look at"] }
                var story = telling.end
                story.closed = []
                let result = story.evaluate(at: telling.endedAt)
                return result.decisions.map(\.occurrence.drawn) + (result.next.map { ["something is to come at \($0)"] } ?? [])
            } == [])
    }

    @Test func `of a treatment is decided when that is found to be over`() {
        #expect(
            Cases.breaches(inScenes: { scene in
                guard !scene.result.over.isEmpty else { return [] }
                let decided = scene.decided.keys.union(scene.result.decisions.map(\.occurrence.key))
                return scene.record.demands.filter { scene.result.over.contains($0.treatment.id) }.flatMap { demand in
                    demand.places.map { demand.key($0) }.filter { !decided.contains($0) }.map(\.drawn)
                }
            }) == [])
    }
}
