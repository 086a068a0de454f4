import Aftercare
import AftercareStore

// Taking in a large request piece by piece: between the pieces reminders go out and questions are answered.

extension Engine {
    /// A request with more statements is taken in piece by piece.
    static let maxAtOnce = 100

    /// Applies a large request, all of it or nothing. Each piece is one short transaction; what it adds does not count
    /// before the last one is written, and is deleted where something turns out to be wrong. After a crash the next start
    /// deletes it.
    ///
    /// - Parameter progress: called after each piece, on the engine's queue.
    /// - Throws: `RefusedRequest` with every problem; `EngineError`. In both cases nothing was applied.
    func takeIn(
        _ request: ClinicRequest, isTrial: Bool, isMeant: Bool, by requester: Requester,
        progress: @Sendable (ImportProgress) -> Void
    ) async throws -> Outcome {
        beginImport()
        defer { endImport() }
        var importing = ClinicImport(request, isMeant: isMeant, by: requester, now: environment.clock.now, in: environment)
        var number: ImportNumber?
        do {
            if !isTrial, importing.isFaultless {
                try await undoImport()
                number = try store.beginImport()
            }
            while !importing.isWeighed {
                try weighPiece(of: &importing, number)
                progress(importing.progress)
                // Whatever came meanwhile has its turn.
                await Task.yield()
            }
            if let refusal = importing.refusal { throw refusal }
            let outcome = try finish(&importing, number)
            progress(importing.progress)
            return outcome
        } catch {
            // Where that fails, the next import does it, or the next start, as where the service stops.
            if number != nil, !takesNoImports { try? await undoImport() }
            if let error = error as? StoreError { throw EngineError(error) }
            throw error
        }
    }

    private func weighPiece(of importing: inout ClinicImport, _ number: ImportNumber?) throws {
        try mayGoOn()
        if number != nil, let shortage = environment.storage.shortage() { throw EngineError(shortage) }
        let written = importing.isFaultless ? number : nil
        try importing.weighPiece(isWritten: written != nil, store: store.id) { body in
            if let written { try store.write(written, body) } else { try store.tryOut(body) }
        }
    }

    private func mayGoOn() throws { if takesNoImports { throw EngineError.stopping } }

    /// - Parameter number: nil: it is a trial.
    private func finish(_ importing: inout ClinicImport, _ number: ImportNumber?) throws -> Outcome {
        try mayGoOn()
        var outcome = Outcome()
        guard let number else {
            try store.tryOut { outcome = try importing.finish(in: $0, of: store.id) }
            return outcome
        }
        try store.write { tx in
            try tx.makeCount(number)
            outcome = try importing.finish(in: tx, of: store.id)
        }
        return outcome
    }

    /// Deletes what is left of an import that did not come to its end, piece by piece.
    private func undoImport() async throws {
        while try !store.undoImport() { await Task.yield() }
    }
}
