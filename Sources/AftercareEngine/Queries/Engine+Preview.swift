package import Aftercare
import AftercareStore

extension Engine {
    /// What would happen to a patient, with what is scheduled and with a treatment that is not yet. Nothing of
    /// it is kept.
    ///
    /// The looks into the future are made off the engine's queue: a preview of months makes no reminder late.
    ///
    /// - Throws: `RefusedRequest` with everything that is wrong with the request; `EngineError`.
    package nonisolated func preview(_ request: PreviewRequest) async throws -> Preview {
        try await previews.answer(request) {
            try await self.start(of: request)
        } work: { start in
            let schedule = Schedule(start.record)
            var problems = Problems()
            guard let span = request.admit(schedule, now: start.now, problems: &problems) else { throw RefusedRequest(problems.list) }
            let forecast = schedule.forecast(from: span.lowerBound, through: span.upperBound, decided: start.decided)
            return Preview(forecast, of: start.record)
        }
    }

    private struct Start: Sendable {
        let now: Instant
        let record: CareRecord
        let decided: DecisionHistory
    }

    /// Undoes the transaction that a preview is read from.
    private struct Undone: Error {
        let start: Start
    }

    private func start(of request: PreviewRequest) throws -> Start {
        let now = environment.clock.now
        func read(_ loader: CareRecordLoader) throws -> Start {
            let id = PatientID(request.patient)
            guard let record = try id.flatMap(loader.record) else {
                if let zone = try id.flatMap(loader.tx.patient)?.zone { throw RefusedRequest([Problem.zoneAway(zone)]) }
                throw RefusedRequest([Problem(.unknownPatient, at: "patient", Problem.unknown(patient: request.patient))])
            }
            return Start(now: now, record: record, decided: try loader.tx.decided(of: record.treatments.map(\.id)))
        }
        do {
            guard let treatment = request.treatment else {
                return try reading { try read(CareRecordLoader(tx: $0, store: store.id, environment: environment)) }
            }
            return try store.write { tx -> Start in
                let loader = CareRecordLoader(tx: tx, store: store.id, environment: environment)
                var handler = CommandHandler(loader: loader, now: now, requester: .service)
                // It is only looked at: nothing of it can be a mistake.
                var sample = treatment
                sample.force = true
                try handler.handle(.scheduleTreatment(sample))
                throw Undone(start: try read(loader))
            }
        } catch let undone as Undone {
            return undone.start
        } catch let error as StoreError {
            throw EngineError(error)
        }
    }
}
