import Aftercare
import Testing

@Suite struct `Two edits at one instant` {
    @Test func `that do not concern each other lead to the same plan in either order`() {
        var compared = 0
        let breaches = Cases.breaches { telling in
            var dice = Dice(seed: telling.seed)
            for scene in telling.scenes where dice.chance(15) {
                let first = Edit(at: scene.at, &dice)
                let second = Edit(at: scene.at, &dice)
                guard first.isIndependent(of: second, in: scene.before), let one = Self.done([first, second], scene),
                    let other = Self.done([second, first], scene)
                else { continue }
                compared += 1
                let span = scene.at...(scene.at + 40 * 86_400)
                if Schedule(one.whole).timeline(over: span) != Schedule(other.whole).timeline(over: span)
                    || one.evaluate(at: scene.at) != other.evaluate(at: scene.at)
                {
                    return ["at \(scene.at): \(first.kind) and \(second.kind)"]
                }
            }
            return []
        }
        #expect(breaches == [])
        #expect(compared > 0 || !Cases.areAll)
    }

    private static func done(_ edits: [Edit], _ scene: Telling.Scene) -> Story? {
        var story = scene.before
        // A plan's change leaves alone what is over; what is over is another edit's matter.
        story.closed = []
        return edits.allSatisfy { $0.apply(to: &story, now: scene.at) } ? story : nil
    }
}

extension Edit {
    fileprivate func isIndependent(of other: Edit, in story: Story) -> Bool {
        // A new treatment counts among those that the other edit chooses from.
        if kind.target == "book" || other.kind.target == "book" { return false }
        guard kind.target == other.kind.target else { return true }
        switch kind.target {
        case "treatment": return subject % story.treatments.count != other.subject % story.treatments.count
        case "plan": return subject % story.plans.count != other.subject % story.plans.count
        default: return false
        }
    }
}
