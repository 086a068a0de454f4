import Aftercare
import AftercareStore

// Notes for the person who adds a patient or assigns a plan: this patient's reminders are not in their own language.

extension CommandHandler {
    /// Adds those of the touched patients who were added or whose language or plan changed.
    mutating func gatherLanguages() throws {
        guard !newLanguages.isEmpty || !newProtocols.isEmpty else { return }
        let carried = try tx.careProtocols()
        let patients = outcome.patients.map(\.value).filter { newLanguages.contains($0.id) }
        for patient in patients where !carried.isEmpty && !carried.contains(where: { $0.speaks(patient.language) }) {
            foreignLanguages.add(patient)
        }
        for plan in outcome.plans.map(\.value) where newProtocols.contains(plan.id) {
            guard let patient = try tx.patient(plan.patient), let careProtocol = try tx.careProtocol(plan.careProtocol) else { continue }
            foreignLanguages.add(patient, following: careProtocol)
        }
    }
}

/// The patients whose reminders are not in their own language.
struct ForeignLanguages {
    /// Of languages that no protocol speaks.
    private var untranslated: [Language: [PatientID]] = [:]
    private var named: Set<PatientID> = []
    /// By the protocol that does not speak their language.
    private var missing: [ProtocolReference: [Language: [PatientID]]] = [:]

    /// Adds a patient whose language no protocol speaks.
    mutating func add(_ patient: Patient) {
        untranslated[patient.language, default: []].append(patient.id)
        named.insert(patient.id)
    }

    /// Adds a patient whose plan follows this protocol, if it does not speak the patient's language.
    mutating func add(_ patient: Patient, following careProtocol: CareProtocol) {
        guard !careProtocol.speaks(patient.language), !named.contains(patient.id) else { return }
        missing[careProtocol.reference, default: [:]][patient.language, default: []].append(patient.id)
    }

    mutating func add(_ other: ForeignLanguages) {
        untranslated.merge(other.untranslated) { $0 + $1 }
        named.formUnion(other.named)
        missing.merge(other.missing) { $0.merging($1) { $0 + $1 } }
    }

    func notes(in tx: StoreTransaction) throws -> [String] {
        var notes: [String] = []
        for (language, ids) in untranslated.sorted(by: { $0.key < $1.key }) {
            notes.append(
                "no protocol has texts in '\(language)', the language of \(Self.words(ids)): they are told in each protocol's own "
                    + "language; 'aftercarectl patient change \(ids[0]) --language …' sets another")
        }
        for (reference, languages) in missing.sorted(by: { $0.key.text < $1.key.text }) {
            guard let own = try tx.careProtocol(reference)?.language else { continue }
            for (language, ids) in languages.sorted(by: { $0.key < $1.key }) {
                notes.append(
                    "protocol '\(reference)' has no texts in '\(language)', the language of \(Self.words(ids)), and speaks '\(own)' instead; "
                        + "add texts in '\(language)' to a new version of it, or set another language with 'aftercarectl patient change \(ids[0]) --language …'"
                )
            }
        }
        return notes
    }

    /// `'P-5', 'P-6', 'P-7' and 12 more`
    private static func words(_ ids: [PatientID]) -> String {
        let named = ids.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
        return ids.count > 3 ? "\(named) and \(ids.count - 3) more" : named
    }
}
