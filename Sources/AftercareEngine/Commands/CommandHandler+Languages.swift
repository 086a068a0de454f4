import Aftercare
import AftercareStore

// Notes for the person who adds a patient or assigns a plan: this patient's reminders are not in their own language.

extension CommandHandler {
    /// Adds language notes for patients who were added or whose language or plan changed.
    mutating func noteLanguages() throws {
        guard !newLanguages.isEmpty || !newProtocols.isEmpty else { return }
        var untranslated: [Language: [PatientID]] = [:]
        let carried = try tx.careProtocols()
        for patient in outcome.patients.map(\.value)
        where newLanguages.contains(patient.id) && !carried.isEmpty && !carried.contains(where: { $0.speaks(patient.language) }) {
            untranslated[patient.language, default: []].append(patient.id)
        }
        for (language, ids) in untranslated.sorted(by: { $0.key < $1.key }) {
            outcome.notes.append(
                "no protocol has texts in '\(language)', the language of \(Self.words(ids)): they are told in each protocol's own "
                    + "language; 'aftercarectl patient change \(ids[0]) --language …' sets another")
        }
        var missing: [ProtocolReference: [Language: [PatientID]]] = [:]
        for plan in outcome.plans.map(\.value) where newProtocols.contains(plan.id) {
            guard let patient = try tx.patient(plan.patient), untranslated[patient.language]?.contains(patient.id) != true,
                let careProtocol = try tx.careProtocol(plan.careProtocol), !careProtocol.speaks(patient.language)
            else { continue }
            missing[careProtocol.reference, default: [:]][patient.language, default: []].append(patient.id)
        }
        for (reference, languages) in missing.sorted(by: { $0.key.text < $1.key.text }) {
            guard let own = try tx.careProtocol(reference)?.language else { continue }
            for (language, ids) in languages.sorted(by: { $0.key < $1.key }) {
                outcome.notes.append(
                    "protocol '\(reference)' has no texts in '\(language)', the language of \(Self.words(ids)), and speaks '\(own)' instead; "
                        + "add texts in '\(language)' to a new version of it, or set another language with 'aftercarectl patient change \(ids[0]) --language …'"
                )
            }
        }
    }

    /// `'P-5', 'P-6', 'P-7' and 12 more`
    private static func words(_ ids: [PatientID]) -> String {
        let named = ids.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
        return ids.count > 3 ? "\(named) and \(ids.count - 3) more" : named
    }
}
