/// A report of a reaction. The values are as typed; `admit` checks them.
package struct ReactionRequest: Hashable, Codable, Sendable {
    package var patient: String
    /// Nil for the patient's latest treatment that has begun.
    package var treatment: String?
    /// The signs that were noticed: `swelling`, `breathing`, …
    package var signs: [String]

    package init(patient: String, treatment: String? = nil, signs: [String]) {
        self.patient = patient
        self.treatment = treatment
        self.signs = signs
    }

    /// The reported reaction; nil if something is wrong, with every problem added to `problems`.
    ///
    /// - Parameters:
    ///   - patient: the patient it names, if known.
    ///   - treatments: all of that patient's.
    package func admit(
        patient: Patient?, treatments: [Treatment], freshID: ReactionID, now: Instant, problems: inout Problems
    ) -> Reaction? {
        var signs: [Reaction.Sign] = []
        for (index, text) in self.signs.enumerated() {
            guard let sign = problems.read(text, oneOf: Reaction.Sign.self, at: "signs.\(index)"), !signs.contains(sign)
            else { continue }
            signs.append(sign)
        }
        if self.signs.isEmpty {
            let known = Reaction.Sign.allCases.map(\.rawValue).joined(separator: ", ")
            problems.add(.missing, at: "signs", "say what was noticed, one or more of \(known)")
        }
        guard let patient else {
            problems.add(.unknownPatient, at: "patient", Problem.unknown(patient: self.patient))
            return nil
        }
        guard let treatment = treatment(of: patient, among: treatments, now: now, &problems), problems.list.isEmpty
        else { return nil }
        return Reaction(
            id: freshID, patient: patient.id, treatment: treatment.id, signs: signs, reportedAt: now, clearedAt: nil)
    }

    private func treatment(
        of patient: Patient, among treatments: [Treatment], now: Instant, _ problems: inout Problems
    ) -> Treatment? {
        guard let treatment else {
            let begun = treatments.filter { $0.status.takesPlace && $0.start <= now }.max { $0.start < $1.start }
            if begun == nil {
                problems.add(
                    .unknownTreatment, at: "treatment",
                    "no treatment of patient '\(patient.id)' has begun; say which one it is about")
            }
            return begun
        }
        let found = treatments.first { $0.id.rawValue == treatment }
        if found == nil {
            problems.add(
                .unknownTreatment, at: "treatment",
                "patient '\(patient.id)' has no treatment '\(treatment.quotable)'; "
                    + "run 'aftercarectl treatment list --patient \(patient.id)'")
        }
        return found
    }
}

extension Reaction {
    /// This reaction, cleared by a person; nil, with a problem added, if it already was.
    ///
    /// - Parameter zone: the patient's; nil if this machine does not know it.
    package func cleared(at now: Instant, zone: Zone?, problems: inout Problems) -> Reaction? {
        if let clearedAt {
            let at = zone.map { ", at \($0.written(clearedAt))" } ?? ""
            problems.add(.alreadyFinished, at: "", "reaction '\(id)' was cleared already\(at); report it anew if it came back")
            return nil
        }
        return cleared(at: now)
    }
}

extension Problem {
    package static func unknown(reaction: ReactionID) -> String {
        "unknown reaction '\(reaction)'; run 'aftercarectl reaction list'"
    }
}
