import Aftercare
import Testing

@Suite struct `A correction` {
    @Test func `is decided once for what it is about, and only after an edit`() {
        #expect(
            Cases.breaches { telling in
                var isEdited = false
                for scene in telling.scenes {
                    // A treatment that became known late is as good as an edit, also before: on a clock that is wrong its
                    // windows may open by then.
                    let isNews = scene.record.treatments.contains { $0.timesKnownAt > $0.start - 3600 * 24 }
                    isEdited = isEdited || scene.edit != nil || isNews
                    let corrections = scene.result.decisions.map(\.occurrence).filter { $0.role == .correction }
                    let things = corrections.compactMap { scene.record.topic(of: $0.window) }
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

/// What a patient believes after a look: what was told last of each topic.
private struct Beliefs {
    /// What is believed and not true, as far as it still matters.
    let wrong: [String]

    init(of scene: Telling.Scene) {
        let demands = scene.record.demands.filter { $0.isInForce }
        var last: [Demand.Topic: EmittedReminder] = [:]
        for said in scene.after.emitted where !said.key.role.isForStaff {
            if let topic = scene.record.topic(of: said.window) { last[topic] = said }
        }
        wrong = last.filter { topic, said in
            guard said.phase != .end, !scene.record.isWaiting(said.window) else { return false }
            let claimed = said.claim.until ?? said.window.closes
            let own = demands.demand(of: said.window)
            let holders = demands.filter { $0.topic == topic && $0.holds(at: scene.at) && !scene.record.isWaiting($0) }
            // Of what holds nothing is said for now, so nothing is corrected.
            if holders.isEmpty, demands.contains(where: { $0.topic == topic && $0.holds(at: scene.at) }) { return false }
            guard let holder = holders.first(where: { $0.key(0) == own?.key(0) }) ?? holders.first else {
                if topic.kind == .monitor || claimed <= scene.at + 900 { return false }
                // It will hold, and the patient knows when; or it begins in a moment.
                guard let own, own.opens > scene.at else { return demands.allSatisfy { $0.topic != topic || !$0.holds(at: scene.at) } }
                return abs(own.opens - said.window.opens) > 900 && own.opens > scene.at + 900
            }
            guard said.claim.until != nil else { return false }
            // It was told before it begins, and will be so.
            if let own, own.isInForce, own.opens > scene.at, abs(own.opens - said.window.opens) <= 900,
                abs(claimed - demands.end(of: own, at: scene.at)) <= 900
            {
                return false
            }
            let truth = demands.end(of: holder, at: scene.at)
            if said.claim.modality != topic.modality { return true }
            guard abs(claimed - truth) > 900, max(claimed, truth) > scene.at + 900 else { return false }
            // Another session that prolongs it speaks of itself.
            let isOwn = own.map { $0.opens <= min(said.at, scene.at) && $0.closes > claimed + 900 && $0.closes + 900 >= truth } ?? false
            return truth < claimed || isOwn
        }.map { "told \($0.value.key.drawn) \($0.value.window.opens) until \($0.value.claim.until?.text ?? "-") at \($0.value.at)" }
            .sorted()
    }
}

extension CareRecord {
    fileprivate func topic(of window: Window) -> Demand.Topic? {
        guard let assigned = assignedPlans.first(where: { $0.plan.id == window.plan }),
            let instruction = assigned.careProtocol.instruction(window.instruction)
        else { return nil }
        return Demand.Topic(instruction, under: assigned.plan)
    }

    fileprivate func isWaiting(_ demand: Demand) -> Bool {
        isWaiting(
            Window(
                treatment: demand.treatment.id, timingRevision: demand.treatment.timingRevision, plan: demand.plan.id,
                careProtocol: demand.plan.careProtocol, instruction: demand.instruction.id, kind: demand.instruction.kind,
                opens: demand.opens, closes: demand.closes))
    }

    /// Whether nothing is said of `window` for now, so that nothing is corrected either; or its plan has ended as
    /// it was meant to, and what was told stands.
    fileprivate func isWaiting(_ window: Window) -> Bool {
        guard let assigned = assignedPlans.first(where: { $0.plan.id == window.plan }),
            let treatment = treatments.first(where: { $0.id == window.treatment })
        else { return true }
        let isReported = reactions.contains { $0.treatment == treatment.id && $0.isOpen }
        let isMuted = isReported && [.compress, .advise].contains(window.kind)
        let asks = assigned.careProtocol.confirms ?? clinic.confirmsTreatments
        return isMuted || [.draft, .onHold, .completed].contains(assigned.plan.status)
            || asks && treatment.actualEnd == nil && treatment.status.takesPlace
    }
}
