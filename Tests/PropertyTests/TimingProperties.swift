import Aftercare
import Testing

@Suite struct `Whatever is said` {
    @Test func `is due by then, and nothing comes before its own instant unless quiet hours brought it forward`() {
        #expect(
            Cases.breaches(inScenes: { scene in
                let demands = scene.record.demands
                return scene.emitted.map(\.occurrence).filter { occurrence in
                    if scene.at < occurrence.due { return true }
                    guard occurrence.role == .reminder, let demand = demands.demand(of: occurrence.window),
                        let saying = demand.sayings.first(where: { $0.place == occurrence.place })
                    else { return occurrence.role == .reminder }
                    guard scene.at < saying.instant else { return false }
                    return scene.record.quiet(around: saying.instant).map { scene.at >= $0.lowerBound } ?? true
                }.map(\.drawn)
            }) == [])
    }

    @Test func `is said within its window and while it is of use, and a last word never before its window has closed`() {
        #expect(
            Cases.breaches(inScenes: { scene in
                let demands = scene.record.demands
                return scene.wrong { occurrence in
                    guard occurrence.role != .correction else { return false }
                    guard let demand = demands.demand(of: occurrence.window) else { return true }
                    let isLast = occurrence.phase == .end
                    // What comes before a treatment may be said the evening before.
                    let isEarly = scene.at < demand.opens && demand.opens >= demand.treatment.start
                    if isEarly || isLast != (scene.at >= demand.closes) { return true }
                    guard occurrence.role == .reminder else { return occurrence.role != .standing && !isOfUse(occurrence, in: scene) }
                    let saying = demand.sayings.first { $0.place == occurrence.place }
                    return saying.map { scene.at >= $0.deadline || isLast != ($0.instant == demand.closes) } ?? true
                }
            }) == [])
    }

    /// Whether a repetition comes while what it repeats is of use; that may have been said before an edit.
    private func isOfUse(_ occurrence: Occurrence, in scene: Telling.Scene) -> Bool {
        let repeated = scene.decided.emitted.last {
            [.reminder, .standing].contains($0.key.role) && $0.key.base == occurrence.key.base
        }
        return repeated.map { scene.at < $0.deadline && ($0.phase == .end) == (occurrence.phase == .end) } ?? false
    }

    @Test func `is not said in quiet hours, unless it is urgent, was due just before them, or corrects what would be too late`() {
        #expect(
            Cases.breaches(inScenes: { scene in
                let demands = scene.record.demands
                return scene.told.filter { decision in
                    let occurrence = decision.occurrence
                    guard let quiet = scene.record.quiet(around: scene.at) else { return false }
                    if occurrence.role == .correction { return !isUrgent(decision, demands, quiet, in: scene) }
                    guard let demand = demands.demand(of: occurrence.window) else { return true }
                    let isPunctual = !quiet.contains(occurrence.due) && scene.at - occurrence.due < 60
                    return demand.instruction.quiet != .override && !isPunctual
                }.map(\.occurrence.drawn)
            }) == [])
    }

    /// Whether a correction asks for more than the patient was told, and would not matter when the quiet hours are over.
    private func isUrgent(
        _ correction: Decision, _ demands: [Demand], _ quiet: Range<Instant>, in scene: Telling.Scene
    ) -> Bool {
        let subject = demands.demand(of: correction.occurrence.window)?.topic
        let instructions = demands.filter { $0.topic == subject }.map(\.instruction)
        if instructions.contains(where: { $0.quiet == .override }) { return true }
        guard let replaced = scene.decided.emitted.last(where: { $0.key == correction.occurrence.replaces }),
            let truth = correction.claim.until
                ?? demands.demand(of: correction.occurrence.window).map({ demands.end(of: $0, at: scene.at) })
        else { return false }
        return truth > replaced.claim.until ?? replaced.window.closes && truth <= quiet.upperBound
    }

    @Test func `comes at its instant, or where that is quiet after the quiet hours or before them, or is left out`() {
        #expect(
            Cases.breaches(
                of: Cases.undisturbed,
                inScenes: { scene in
                    let demands = scene.record.demands
                    return scene.result.decisions.filter { decision in
                        guard decision.occurrence.role == .reminder, let demand = demands.demand(of: decision.occurrence.window)
                        else { return false }
                        let due = demand.due(decision.occurrence.place, in: scene.record)
                        let isOutside = demand.outside.contains(decision.occurrence.place)
                        switch decision.verdict {
                        case .emit: return due != scene.at
                        case .suppress(.quietHours): return due != nil || isOutside || demand.instruction.quiet == .skip
                        case .suppress(.quietSkip): return due != nil || isOutside || demand.instruction.quiet != .skip
                        case .suppress(.outsideWindow): return !isOutside
                        default: return false
                        }
                    }.map { "\($0.occurrence.drawn) \($0.verdict)" }
                }) == [])
    }

    @Test func `of one instruction of a treatment comes a quarter of an hour apart, unless the instruction asks otherwise`() {
        #expect(
            Cases.breaches(of: Cases.undisturbed) { telling in
                var last: [[String]: Occurrence] = [:]
                return telling.scenes.flatMap(\.told).map(\.occurrence).filter { occurrence in
                    guard occurrence.role == .reminder else { return false }
                    let instructionKey = [occurrence.window.treatment.rawValue, occurrence.window.instruction.rawValue]
                    guard let before = last.updateValue(occurrence, forKey: instructionKey) else { return false }
                    return abs(occurrence.due - before.due) < 900 && abs(occurrence.instant - before.instant) >= 900
                }.map(\.drawn)
            } == [])
    }

    @Test func `has words`() {
        #expect(
            Cases.breaches(
                of: Array(Cases.told.prefix(25)),
                inScenes: { scene in
                    scene.emitted.filter { $0.payload?.text.isEmpty ?? true }.map(\.occurrence.drawn)
                }) == [])
    }
}

extension Demand {
    /// When the saying at `place` is to come; nil: in quiet hours, and neither later nor earlier would do.
    func due(_ place: Int, in record: CareRecord) -> Instant? {
        let all = sayings
        guard let index = all.firstIndex(where: { $0.place == place }) else { return nil }
        let saying = all[index]
        guard instruction.quiet != .override, let quiet = record.quiet(around: saying.instant) else { return saying.instant }
        // A quarter of an hour away from the next, and from the quiet hours where it comes before them.
        let isLateEnough = index + 1 == all.count || quiet.upperBound + 900 <= all[index + 1].instant
        let later = quiet.upperBound < saying.deadline && isLateEnough ? quiet.upperBound : nil
        // The one before it may wait for the end of its own quiet hours.
        let before = index == 0 ? nil : all[index - 1].instant
        let previous = before.map { record.quiet(around: $0)?.upperBound ?? $0 }
        let isAfterOpening = opens < treatment.start || quiet.lowerBound - 900 >= opens
        let isEarlyEnough =
            saying.instant < closes && isAfterOpening
            && previous.map { quiet.lowerBound - 900 >= $0 + 900 } ?? true
        let earlier = isEarlyEnough ? quiet.lowerBound - 900 : nil
        switch instruction.quiet {
        case .defer: return later ?? earlier
        case .advance: return earlier ?? later
        case .skip, .override: return nil
        }
    }
}
