import Aftercare
import Testing

@Suite struct `A correction` {
    @Test func `is decided once for what it is about, and only after an edit`() {
        #expect(
            Cases.breaches { telling in
                var isEdited = false
                for scene in telling.scenes {
                    isEdited = isEdited || scene.edit != nil
                    let corrections = scene.look.decisions.map(\.occurrence).filter { $0.role == .correction }
                    let things = corrections.compactMap { scene.record.thing(of: $0.window) }
                    if let first = corrections.first, !isEdited || Set(things).count < things.count {
                        return ["at \(scene.at): \(first.drawn)"]
                    }
                }
                return []
            } == [])
    }

    @Test func `leaves the patient told the truth, as soon as the quiet hours are over`() {
        #expect(
            Cases.breaches(inScenes: { scene in
                guard scene.record.patient.status == .active, scene.record.quiet(around: scene.at) == nil else { return [] }
                return Beliefs(of: scene).wrong
            }) == [])
    }
}

/// What a patient believes after a look: what was told last of each thing.
private struct Beliefs {
    /// What is believed and not true, as far as it still matters.
    let wrong: [String]

    init(of scene: Telling.Scene) {
        let demands = scene.record.demands
        var last: [Demand.Thing: (said: Said, topic: Demand.Topic)] = [:]
        for said in scene.after.said where !said.key.role.isForStaff {
            guard let topic = scene.record.topic(of: said.window), let thing = scene.record.thing(of: said.window)
            else { continue }
            last[thing] = (said, topic)
        }
        wrong = last.values.filter { said, topic in
            guard let claimed = said.claim.until, !scene.record.isWaiting(said.window) else { return false }
            let own = demands.demand(of: said.window).flatMap { $0.isInForce && demands.end(of: $0) > scene.at ? $0 : nil }
            if let own {
                let truth = demands.end(of: own)
                return own.topic.modality != said.claim.modality || max(claimed, truth) > scene.at && abs(claimed - truth) > 900
            }
            // Nothing of it is left to come. What another treatment asks may be what is believed.
            let others = demands.filter { $0.isInForce && $0.topic == topic && $0.holds(at: scene.at) }
            return claimed > scene.at + 900 && !others.contains { abs(claimed - demands.end(of: $0)) <= 900 }
        }.map { "told \($0.said.key.drawn) until \($0.said.claim.until?.spoken ?? "-") at \($0.said.at)" }.sorted()
    }
}

extension CareRecord {
    fileprivate func topic(of window: Window) -> Demand.Topic? {
        guard let course = courses.first(where: { $0.plan.id == window.plan }),
            let instruction = course.careProtocol.instruction(window.instruction)
        else { return nil }
        return Demand.Topic(instruction, under: course.plan)
    }

    /// nil: the plan knows the instruction no more.
    fileprivate func thing(of window: Window) -> Demand.Thing? {
        topic(of: window).map { $0.merges ? .topic($0) : .strand(window.treatment, window.instruction) }
    }

    /// Whether nothing is said of `window` for now, so that nothing is corrected either; or its plan has ended as
    /// it was meant to, and what was told stands.
    fileprivate func isWaiting(_ window: Window) -> Bool {
        guard let course = courses.first(where: { $0.plan.id == window.plan }),
            let treatment = treatments.first(where: { $0.id == window.treatment })
        else { return true }
        let isReported = reactions.contains { $0.treatment == treatment.id && $0.isOpen }
        let isMuted = isReported && [.compress, .advise].contains(window.kind)
        let asks = course.careProtocol.confirms ?? clinic.confirmsTreatments
        return isMuted || [.draft, .onHold, .completed].contains(course.plan.status)
            || asks && treatment.actualEnd == nil && treatment.status.takesPlace
    }
}
