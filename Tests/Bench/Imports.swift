import Aftercare
import AftercareEngine
import AftercareSimulation
import AftercareStore
import Foundation
import Logging

/// What it costs to take in many patients at once, and what a reminder feels of it.
enum Imports {
    /// - Parameter patients: how many, each with a plan and a treatment.
    static func show(_ patients: Int) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "aftercare-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let store = try Store(directory: directory.path)
        let time = VirtualTime(Sample.start)
        let engine = Engine(
            store: store,
            environment: EngineEnvironment(
                clock: time, alarm: time, outlet: .terminal, zone: Sample.zone(named:), clinic: Sample.clinic, bootID: nil,
                logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }))
        _ = try await engine.load([try Sample.careProtocol()])
        await engine.start()
        let request = Sample.crowd(0..<patients, following: "eight")
        let taking = Task {
            let begin = ContinuousClock.now
            _ = try await engine.apply(.apply(request, isTrial: false), by: .service)
            return (ContinuousClock.now - begin) / .seconds(1)
        }
        var waits: [Double] = []
        let isOver = Task { _ = try await taking.value }
        let watching = Task {
            var waits: [Double] = []
            while !Task.isCancelled {
                let asked = ContinuousClock.now
                _ = await engine.underWay
                waits.append((ContinuousClock.now - asked) / .milliseconds(1))
                try? await Task.sleep(for: .milliseconds(1))
            }
            return waits
        }
        try await isOver.value
        watching.cancel()
        waits = await watching.value.sorted()
        let seconds = try await taking.value
        await engine.stop()
        try store.close()
        let table = Table(widths: (48, 14))
        print("\n\(patients) patients with plan and treatment taken in\n\n" + table.row("", "patients/s", "held up ms, p99", "most"))
        print(table.row("an import", .figure(Double(patients) / seconds), .figure(waits[waits.count * 99 / 100]), .figure(waits.last ?? 0)))
    }
}
