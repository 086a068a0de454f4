extension Schedule {
    /// What this patient's plans ask for that cannot both be done: warmth and cold on the same site at once; of two plans
    /// the first time, and how many follow. Where no site is stated nobody can tell, and nothing is said.
    package func contradictions() -> [Problem] {
        let compresses = instructions.filter { scheduled in
            scheduled.isActive && (scheduled.topic.modality == .warm || scheduled.topic.modality == .cold)
        }
        let bySite = Dictionary(grouping: compresses) { treatment($0.window.treatment)?.site?.lowercased() }
        return bySite.sorted { $0.key ?? "" < $1.key ?? "" }.flatMap { site, compresses -> [Problem] in
            guard site != nil else { return [] }
            var conflicts: [Set<PlanID>: Conflict] = [:]
            // In order of opening, each compared with those still open.
            var open: [ScheduledInstruction] = []
            for scheduled in compresses.sorted(by: { $0.window.opens < $1.window.opens }) {
                open.removeAll { $0.window.closes <= scheduled.window.opens }
                for other in open where other.topic.modality != scheduled.topic.modality {
                    let plans: Set = [other.window.plan, scheduled.window.plan]
                    conflicts[plans, default: Conflict(one: other, other: scheduled)].count += 1
                }
                open.append(scheduled)
            }
            return conflicts.values.sorted { ($0.begins, $0.other.window.treatment) < ($1.begins, $1.other.window.treatment) }
                .map(contradiction)
        }
    }

    /// The first conflict between two plans, and how many there are.
    private struct Conflict {
        let one: ScheduledInstruction
        let other: ScheduledInstruction
        var count = 0

        var begins: Instant { other.window.opens }
    }

    private func contradiction(_ conflict: Conflict) -> Problem {
        let (one, other) = (conflict.one, conflict.other)
        let site = treatment(one.window.treatment)?.site ?? ""
        let more = conflict.count > 1 ? " (and \(conflict.count - 1) more like it)" : ""
        func describe(_ scheduled: ScheduledInstruction) -> String {
            "plan '\(scheduled.window.plan)' asks for a \(scheduled.topic.modality?.rawValue ?? "") compress after '\(scheduled.window.treatment)'"
        }
        let from = zone.written(max(one.window.opens, other.window.opens))
        let until = zone.written(min(one.window.closes, other.window.closes))
        return Problem(
            .contradiction, at: "",
            "\(describe(one)), and \(describe(other)), on the same site '\(site)' from \(from) to \(until)\(more); "
                + "choose one modality with 'aftercarectl plan change', or move a treatment")
    }
}
