package import Aftercare
import AftercareStore

extension Engine {
    /// Applies a command in one transaction: the data, an audit row for each change, and each patient's next
    /// evaluation. Then starts a new pass.
    ///
    /// - Throws: `RefusedRequest` with every problem in the request, or `EngineError`. In both cases nothing was
    ///   applied.
    ///
    /// - Parameter progress: called now and then while a large request is taken in.
    package func apply(
        _ command: Command, by requester: Requester, progress: @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> Outcome {
        // One change after the other: an import was weighed against what is there.
        await importIsOver()
        if command.isNewWork, let shortage = environment.storage.shortage() { throw EngineError(shortage) }
        let outcome: Outcome
        if case .apply(let request, let isTrial, let isMeant) = command, request.count > Self.maxAtOnce {
            outcome = try await takeIn(request, isTrial: isTrial, isMeant: isMeant, by: requester, progress: progress)
        } else {
            outcome = try applyAtOnce(command, by: requester)
        }
        if command.isTrial { return outcome }
        needsPerson = nil
        ring()
        return outcome
    }

    private func applyAtOnce(_ command: Command, by requester: Requester) throws -> Outcome {
        let now = environment.clock.now
        let name = try nameToErase(by: command)
        var outcome = Outcome()
        do {
            try transaction(isTrial: command.isTrial) { tx in
                let loader = CareRecordLoader(tx: tx, store: store.id, environment: environment)
                var handler = CommandHandler(loader: loader, now: now, requester: requester)
                try handler.handle(command)
                outcome = handler.outcome
            }
        } catch let error as StoreError {
            throw EngineError(error)
        }
        finishErasure(by: command, of: name, &outcome)
        return outcome
    }

    /// - Parameter isTrial: whether it is rolled back.
    private func transaction(isTrial: Bool, _ body: (StoreTransaction) throws -> Void) throws {
        if isTrial { try store.tryOut(body) } else { try store.write(body) }
    }
}
