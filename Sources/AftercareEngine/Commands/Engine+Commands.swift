package import Aftercare
import AftercareStore

extension Engine {
    /// Carries out a command in one transaction: the data, an audit row for each change, and when each
    /// patient must next be looked at. Then the bell rings.
    ///
    /// - Throws: `RefusedRequest` with everything that is wrong with the request; `EngineError`. Nothing of it was applied.
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

/// Undoes the transaction of a request that was only to be weighed.
struct Trial: Error {
    let outcome: Outcome
}
