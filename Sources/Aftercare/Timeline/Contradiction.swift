extension CareRecord {
    /// What this patient's plans ask for that cannot both be done: warmth and cold on the same site at once.
    /// Where no site is stated nobody can tell, and nothing is said.
    package func contradictions() -> [Problem] {
        let compresses = Agenda(self).holdings.filter { holding in
            holding.isSpokenOf && (holding.topic.modality == .warm || holding.topic.modality == .cold)
        }
        var problems: [Problem] = []
        for (index, one) in compresses.enumerated() {
            for other in compresses[(index + 1)...] where other.topic.modality != one.topic.modality {
                guard let site = site(of: one), site.lowercased() == self.site(of: other)?.lowercased(),
                    max(one.window.opens, other.window.opens) < min(one.window.closes, other.window.closes)
                else { continue }
                problems.append(contradiction(one, other, site: site))
            }
        }
        return problems
    }

    private func site(of holding: Holding) -> String? { treatment(holding.window.treatment)?.site }

    private func contradiction(_ one: Holding, _ other: Holding, site: String) -> Problem {
        func words(_ holding: Holding) -> String {
            "plan '\(holding.window.plan)' asks for a \(holding.topic.modality?.rawValue ?? "") compress after '\(holding.window.treatment)'"
        }
        let from = zone.local(max(one.window.opens, other.window.opens))
        let until = zone.local(min(one.window.closes, other.window.closes))
        return Problem(
            .contradiction, at: "",
            "\(words(one)), and \(words(other)), on the same site '\(site)' from \(from.date) \(from.time) to "
                + "\(until.date) \(until.time); choose one modality with 'aftercarectl plan change', or move a treatment")
    }
}
