import Aftercare
import AftercareAPI

extension ConfirmationOptions {
    /// Asks for confirmation, if somebody is at the terminal, before a patient stops getting urgent instructions: what
    /// to watch for, or what cannot wait for the morning.
    ///
    /// - Parameters:
    ///   - without: the instructions to be left out.
    ///   - known: fetches their protocol, the question, and the instructions that are left out already.
    func ask(
        onSilence without: [String],
        of known: () async throws -> (careProtocol: CareProtocol, asked: String, leftOut: Set<InstructionID>)
    ) async throws {
        guard !yes, Terminal.canAsk else { return }
        let (careProtocol, asked, leftOut): (CareProtocol, String, Set<InstructionID>)
        // The request itself reports this error, together with all others.
        do { (careProtocol, asked, leftOut) = try await known() } catch is ErrorBody { return }
        let urgent = careProtocol.instructions.filter {
            $0.isUrgent && without.contains($0.id.rawValue) && !leftOut.contains($0.id)
        }
        guard !urgent.isEmpty else { return }
        let consequences = urgent.map { instruction in
            let label = careProtocol.label(of: instruction, plan: nil, language: .english)
            let what = instruction.kind == .monitor ? "tells the patient what to watch for" : "is said at any hour, since it cannot wait"
            return "'\(instruction.id)' (\(label)) \(what)."
        }
        try Question(consequences: consequences + ["Left out, it is not said any more."], asked: asked).ask()
    }
}
