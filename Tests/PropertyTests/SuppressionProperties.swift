import Aftercare
import Testing

@Suite struct `Nothing is said` {
    @Test func `to a patient who is away, has opted out or has died, nor of a plan that is a draft or on hold`() {
        #expect(
            Cases.breaches(inScenes: { scene in
                scene.wrong { occurrence in
                    let plan = scene.record.assignedPlans.first { $0.plan.id == occurrence.window.plan }?.plan
                    return scene.record.patient.status != .active || plan?.status == .draft || plan?.status == .onHold
                }
            }) == [])
    }

    @Test func `of what was planned for a treatment that does not take place, or a plan that is over`() {
        #expect(
            Cases.breaches(inScenes: { scene in
                let demands = scene.record.demands
                return scene.wrong { occurrence in
                    occurrence.role != .correction && demands.demand(of: occurrence.window).map { !$0.isInForce } ?? true
                }
            }) == [])
    }

    @Test func `of compresses and advice while a reaction is open`() {
        #expect(
            Cases.breaches(inScenes: { scene in
                scene.wrong { occurrence in
                    // That one no longer holds does no harm.
                    let isWithdrawal = occurrence.role == .correction && occurrence.phase == .end
                    guard [.compress, .advise].contains(occurrence.window.kind), !isWithdrawal else { return false }
                    return scene.record.reactions.contains { $0.treatment == occurrence.window.treatment && $0.isOpen }
                }
            }) == [])
    }

    @Test func `of an end while another treatment still asks for the same`() {
        #expect(
            Cases.breaches(inScenes: { scene in
                let demands = scene.record.demands
                return scene.wrong { occurrence in
                    guard occurrence.phase == .end, let demand = demands.demand(of: occurrence.window)
                    else { return false }
                    return demands.contains { other in
                        let isOther = other.treatment.id != demand.treatment.id || other.instruction.id != demand.instruction.id
                        return isOther && other.isInForce && other.topic == demand.topic && other.holds(at: scene.at)
                    }
                }
            }) == [])
    }

    @Test func `that follows a treatment which must be confirmed and is not`() {
        #expect(
            Cases.breaches(inScenes: { scene in
                let demands = scene.record.demands
                return scene.wrong { occurrence in
                    guard let demand = demands.demand(of: occurrence.window), demand.isInForce, demand.treatment.actualEnd == nil,
                        let assigned = scene.record.assignedPlans.first(where: { $0.plan.id == demand.plan.id }),
                        assigned.careProtocol.confirms ?? scene.record.clinic.confirmsTreatments
                    else { return false }
                    switch demand.instruction.window.opens.edge {
                    case .beforeStart: return false
                    case .afterStart: return demand.treatment.actualStart == nil
                    case .beforeEnd, .afterEnd: return true
                    }
                }
            }) == [])
    }

    @Test func `twice of one instruction of a treatment at one look, however late it comes`() {
        #expect(
            Cases.breaches(inScenes: { scene in
                var seen: Set<[String]> = []
                return scene.wrong { occurrence in
                    guard occurrence.role != .correction else { return false }
                    let instructionKey = [occurrence.window.treatment.rawValue, occurrence.window.instruction.rawValue]
                    return !seen.insert(instructionKey).inserted
                }
            }) == [])
    }

    @Test func `of what is older than something that is still of use`() {
        #expect(
            Cases.breaches(inScenes: { scene in
                scene.wrong { occurrence in
                    occurrence.role == .reminder
                        && scene.result.decisions.contains { other in
                            other.verdict == .miss(.superseded) && other.occurrence.window == occurrence.window
                                && other.occurrence.instant > occurrence.instant
                        }
                }
            }) == [])
    }

    @Test func `afterwards of what was due while the patient was away, the plan on hold or a reaction open`() {
        #expect(
            Cases.breaches(inScenes: { scene in
                scene.wrong { occurrence in
                    guard occurrence.role != .correction else { return false }
                    let plan = scene.record.assignedPlans.first { $0.plan.id == occurrence.window.plan }?.plan
                    let isMuted = scene.record.reactions.contains { reaction in
                        reaction.treatment == occurrence.window.treatment && reaction.mutes(at: occurrence.due)
                    }
                    return scene.record.patient.history.status(at: occurrence.due) != .active
                        || [.draft, .onHold].contains(plan?.history.status(at: occurrence.due))
                        || [.compress, .advise].contains(occurrence.window.kind) && isMuted
                }
            }) == [])
    }
}
