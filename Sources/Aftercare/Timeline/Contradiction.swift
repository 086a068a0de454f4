extension CareRecord {
    /// What this patient's plans ask for that cannot both be done: warmth and cold on the same site at once; of two plans
    /// the first time, and how many follow. Where no site is stated nobody can tell, and nothing is said.
    package func contradictions() -> [Problem] {
        let schedule = Schedule(self)
        let compresses = schedule.instructions.filter { scheduled in
            scheduled.isActive && (scheduled.topic.modality == .warm || scheduled.topic.modality == .cold)
        }
        let bySite = Dictionary(grouping: compresses) { schedule.treatment($0.window.treatment)?.site?.lowercased() }
        return bySite.sorted { $0.key ?? "" < $1.key ?? "" }.flatMap { site, compresses -> [Problem] in
            guard site != nil else { return [] }
            var clashes: [Set<PlanID>: Clash] = [:]
            // By their opening, each against those that are still open.
            var open: [ScheduledInstruction] = []
            for scheduled in compresses.sorted(by: { $0.window.opens < $1.window.opens }) {
                open.removeAll { $0.window.closes <= scheduled.window.opens }
                for other in open where other.topic.modality != scheduled.topic.modality {
                    let plans: Set = [other.window.plan, scheduled.window.plan]
                    clashes[plans, default: Clash(one: other, other: scheduled)].count += 1
                }
                open.append(scheduled)
            }
            return clashes.values.sorted { ($0.begins, $0.other.window.treatment) < ($1.begins, $1.other.window.treatment) }.map(contradiction)
        }
    }

    /// Where two plans ask for both, the first time.
    private struct Clash {
        let one: ScheduledInstruction
        let other: ScheduledInstruction
        var count = 0

        var begins: Instant { other.window.opens }
    }

    private func contradiction(_ clash: Clash) -> Problem {
        let (one, other) = (clash.one, clash.other)
        let site = treatment(one.window.treatment)?.site ?? ""
        let more = clash.count > 1 ? " (and \(clash.count - 1) more like it)" : ""
        func words(_ scheduled: ScheduledInstruction) -> String {
            "plan '\(scheduled.window.plan)' asks for a \(scheduled.topic.modality?.rawValue ?? "") compress after '\(scheduled.window.treatment)'"
        }
        let from = zone.written(max(one.window.opens, other.window.opens))
        let until = zone.written(min(one.window.closes, other.window.closes))
        return Problem(
            .contradiction, at: "",
            "\(words(one)), and \(words(other)), on the same site '\(site)' from \(from) to \(until)\(more); "
                + "choose one modality with 'aftercarectl plan change', or move a treatment")
    }
}
