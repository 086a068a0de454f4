package import Aftercare
import AftercareStore

/// What would happen, and to whom.
package struct Preview: Sendable {
    package let record: CareRecord
    package let forecast: Forecast
}

extension Engine {
    /// What would happen to a patient, with what is scheduled and with a treatment that is not yet. Nothing of
    /// it is kept.
    ///
    /// The looks into the future are made off the engine's queue: a preview of months makes no reminder late.
    ///
    /// - Throws: `Refusal` with everything that is wrong with the request; `EngineFailure`.
    package nonisolated func preview(_ request: PreviewRequest) async throws -> Preview {
        try await previews.answer(request) { try await self.start(of: request) } work: { start in
            let forecast = start.record.forecast(
                from: start.span.lowerBound, through: start.span.upperBound, decided: start.decided)
            return Preview(record: start.record, forecast: forecast)
        }
    }

    private struct Start: Sendable {
        let record: CareRecord
        let decided: Decided
        let span: ClosedRange<Instant>
    }

    /// Undoes the transaction that a preview is read from.
    private struct Undone: Error {
        let start: Start
    }

    private func start(of request: PreviewRequest) throws -> Start {
        let now = environment.clock.now
        func read(_ casebook: Casebook) throws -> Start {
            let id = PatientID(request.patient)
            guard let record = try id.flatMap(casebook.record) else {
                if let zone = try id.flatMap(casebook.tx.patient)?.zone { throw Refusal([Problem.zoneAway(zone)]) }
                throw Refusal([Problem(.unknownPatient, at: "patient", Problem.unknown(patient: request.patient))])
            }
            var findings = Findings()
            guard let span = request.admit(record, now: now, findings: &findings) else { throw Refusal(findings.problems) }
            return Start(record: record, decided: try casebook.tx.decided(of: record.treatments.map(\.id)), span: span)
        }
        do {
            guard let treatment = request.treatment else {
                return try reading { try read(Casebook(tx: $0, store: store.id, environment: environment)) }
            }
            return try store.write { tx -> Start in
                let casebook = Casebook(tx: tx, store: store.id, environment: environment)
                var change = ClinicChange(casebook: casebook, now: now, requester: Requester(uid: nil))
                // It is only looked at: nothing of it can be a mistake.
                var sample = treatment
                sample.force = true
                try change.carryOut(.scheduleTreatment(sample))
                throw Undone(start: try read(casebook))
            }
        } catch let undone as Undone {
            return undone.start
        } catch let error as StoreError {
            throw EngineFailure(error)
        }
    }
}
