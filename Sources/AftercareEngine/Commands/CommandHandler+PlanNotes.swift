import Aftercare
import AftercareStore

// Notes on plans that were added or changed.

extension CommandHandler {
    mutating func note(_ plan: Plan, was existing: Plan?) throws {
        guard !plan.status.isFinal, let careProtocol = try tx.careProtocol(plan.careProtocol) else { return }
        if careProtocol.isDraft, existing?.careProtocol != plan.careProtocol, !outcome.drafts.contains(plan.careProtocol) {
            outcome.drafts.append(plan.careProtocol)
        }
        let silenced = plan.switchedOff.subtracting(existing?.switchedOff ?? []).sorted()
            .filter { careProtocol.instruction($0)?.isUrgent == true }
        guard !silenced.isEmpty else { return }
        let names = silenced.map { "'\($0)'" }.joined(separator: ", ")
        outcome.notes.append(
            "plan '\(plan.id)' leaves out \(names): \(plan.patient) is not told what to watch for, or what cannot wait for the morning; "
                + "if that is not meant, take it back with 'aftercarectl plan change \(plan.id) "
                + silenced.map { "--with \($0)" }.joined(separator: " ") + "'")
    }

    /// The note on a draft protocol, added once per protocol however many plans follow it.
    static func note(onDraft reference: ProtocolReference) -> String {
        "protocol '\(reference)' is a draft: no clinician has signed it off; one does by adding 'signed-off: { by: …, on: … }' "
            + "to its file, and a reload takes it in"
    }
}
