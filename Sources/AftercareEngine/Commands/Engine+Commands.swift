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
            if isTrial { return outcome }
        } else {
            do { outcome = try applyAtOnce(command, by: requester) } catch let trial as Trial { return trial.outcome }
        }
        needsPerson = nil
        ring()
        return outcome
    }

    /// - Throws: `Trial` where the command only tries.
    private func applyAtOnce(_ command: Command, by requester: Requester) throws -> Outcome {
        let now = environment.clock.now
        let name = try nameToErase(by: command)
        var outcome: Outcome
        do {
            outcome = try store.write { tx in
                let loader = CareRecordLoader(tx: tx, store: store.id, environment: environment)
                var handler = CommandHandler(loader: loader, now: now, requester: requester)
                try handler.handle(command)
                return handler.outcome
            }
        } catch let error as StoreError {
            throw EngineError(error)
        }
        finishErasure(by: command, of: name, &outcome)
        return outcome
    }
}

/// Rolls back the transaction of a trial request.
struct Trial: Error {
    let outcome: Outcome
}
