package import Aftercare
import AftercareStore

extension Engine {
    /// Applies a command in one transaction: the data, an audit row for each change, and each patient's next
    /// evaluation. Then starts a new pass.
    ///
    /// - Throws: `RefusedRequest` with every problem in the request, or `EngineError`. In both cases nothing was
    ///   applied.
    package func apply(_ command: Command, by requester: Requester) throws -> Outcome {
        if command.isNewWork, let shortage = environment.storage.shortage() { throw EngineError(shortage) }
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
        } catch let trial as Trial {
            return trial.outcome
        } catch let error as StoreError {
            throw EngineError(error)
        }
        finishErasure(by: command, of: name, &outcome)
        needsPerson = nil
        ring()
        return outcome
    }
}

/// Rolls back the transaction of a trial request.
struct Trial: Error {
    let outcome: Outcome
}
