package import Aftercare
import AftercareStore

extension Engine {
    /// Carries out a command in one transaction: the data, an audit row for each change, and when each
    /// patient must next be looked at. Then the bell rings.
    ///
    /// - Throws: `Refusal` with everything that is wrong with the request; `EngineFailure`. Nothing of it was applied.
    package func apply(_ command: Command, by requester: Requester) throws -> Outcome {
        if command.isNewWork, let shortage = environment.storage.shortage() { throw EngineFailure(shortage) }
        let now = environment.clock.now
        let outcome: Outcome
        do {
            outcome = try store.write { tx in
                let casebook = Casebook(tx: tx, store: store.id, environment: environment)
                var change = ClinicChange(casebook: casebook, now: now, requester: requester)
                try change.carryOut(command)
                return change.outcome
            }
        } catch let trial as Trial {
            return trial.outcome
        } catch let error as StoreError {
            throw EngineFailure(error)
        }
        ring()
        return outcome
    }

    /// Takes in the protocols that were read from files: these and no others are offered to new plans. One that
    /// contradicts the plans pinned to it is left out, and told.
    ///
    /// - Returns: what was refused, in words.
    package func load(_ careProtocols: [CareProtocol]) throws -> [String] {
        try store.write { tx in
            var refused: [String] = []
            try tx.withdrawCareProtocols()
            for careProtocol in careProtocols where try !tx.offer(careProtocol) {
                let plans = try tx.pinnedPlans(to: careProtocol.reference)
                refused.append(
                    "protocol '\(careProtocol.reference)' has changed, but \(plans) plan\(plans == 1 ? " is" : "s are") "
                        + "pinned to that version; raise its 'version' in the file")
            }
            return refused
        }
    }
}

/// Undoes the transaction of a request that was only to be weighed.
struct Trial: Error {
    let outcome: Outcome
}
