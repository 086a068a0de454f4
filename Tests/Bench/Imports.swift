import Aftercare
import AftercareEngine
import AftercareStore
import Foundation

/// What it costs to take in many patients at once, beside the bare writing of the same rows, and how long whatever
/// becomes due meanwhile is held up.
enum Imports {
    /// - Parameter patients: how many, each with a plan and a treatment.
    static func show(_ patients: Int) async throws {
        let request = Sample.crowd(0..<patients, following: "eight")
        let (outcome, rate, waits) = try await takeIn(request)
        let bare = try await write(outcome)
        let table = Table(widths: (48, 14))
        print(
            "\n\(patients) patients with plan and treatment taken in\n\n"
                + table.row("", "patients/s", "of the rows", "held up, ms", "at most"))
        print(table.row("the rows alone", .figure(bare), .figure(1), "", ""))
        print(
            table.row("one file", .figure(rate), .figure(rate / bare), .figure(waits[waits.count * 99 / 100]), .figure(waits.last ?? 0)))
    }

    /// - Returns: patients a second; milliseconds for which the engine's queue was busy whenever it was asked, in order.
    private static func takeIn(_ request: ClinicRequest) async throws -> (Outcome, rate: Double, waits: [Double]) {
        var result = (outcome: Outcome(), rate: 0.0, waits: [0.0])
        try await Sample.engine(to: .terminal, following: try Sample.careProtocol()) { engine, _ in
            let watching = Task {
                var waits: [Double] = []
                while !Task.isCancelled {
                    let asked = ContinuousClock.now
                    _ = await engine.underWay
                    waits.append((ContinuousClock.now - asked) / .milliseconds(1))
                    // A cancelled sleep is the end.
                    try? await Task.sleep(for: .milliseconds(1))
                }
                return waits
            }
            let begin = ContinuousClock.now
            result.outcome = try await engine.apply(.apply(request, isTrial: false), by: .service)
            result.rate = Double(request.patients.count) / ((ContinuousClock.now - begin) / .seconds(1))
            watching.cancel()
            result.waits = await watching.value.sorted()
        }
        return result
    }

    /// - Returns: patients a second, a thousand in a transaction.
    private static func write(_ outcome: Outcome) async throws -> Double {
        let careProtocol = try Sample.careProtocol()
        var rate = 0.0
        try await Sample.storeOnDisk { store in
            try store.write { _ = try $0.offer(careProtocol) }
            let begin = ContinuousClock.now
            for start in stride(from: 0, to: outcome.patients.count, by: 1000) {
                try store.write { tx in
                    for place in start..<min(start + 1000, outcome.patients.count) {
                        try tx.save(outcome.patients[place].value)
                        try tx.save(outcome.plans[place].value)
                        try tx.save(outcome.treatments[place].value)
                    }
                }
            }
            rate = Double(outcome.patients.count) / ((ContinuousClock.now - begin) / .seconds(1))
        }
        return rate
    }
}
