import Aftercare
import AftercareEngine
import AftercareSimulation
import AftercareStore
import Dispatch
import Foundation
import Synchronization
import Testing

/// A file so large that it is taken in piece by piece, with reminders and questions between the pieces.
@Suite struct `A large file` {
    private let world: World

    init() async throws {
        world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        _ = try await world.engine.load([sample])
    }

    /// Patients with a plan each, and a treatment that ends at nine.
    private static func crowd(_ numbers: Range<Int>, zone: String? = nil) -> ClinicRequest {
        let ids = numbers.map { "P-\(1000 + $0)" }
        return ClinicRequest(
            patients: ids.map { PatientRequest(id: $0, zone: zone) },
            plans: ids.map { PlanRequest(id: "PL-\($0)", patient: $0, protocol: "sample") },
            treatments: ids.map {
                TreatmentRequest(id: "T-\($0)", patient: $0, start: "2026-03-02T07:30:00Z", end: "2026-03-02T09:00:00Z")
            })
    }

    private func take(
        _ request: ClinicRequest, isTrial: Bool = false, progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> Outcome {
        try await world.engine.apply(.apply(request, isTrial: isTrial), by: .user(1000), progress: progress)
    }

    private func patients() async throws -> Int { try await world.engine.patients(PageRequest(limit: 500)).items.count }

    @Test func `changes what the same statements change one patient after the other`() async throws {
        var request = Self.crowd(0..<60)
        // In another order than by patient.
        request.treatments.shuffle()
        let outcome = try await take(request)
        #expect(outcome.patients.map(\.value.id.rawValue) == request.patients.map(\.id))
        #expect(outcome.plans.map(\.value.id.rawValue) == request.plans.map(\.id))
        #expect(outcome.treatments.map(\.value.id.rawValue) == request.treatments.map(\.id))
        #expect(outcome.patients.allSatisfy { $0.kind == .created })
        let other = try World(at: "2026-03-02T07:00:00Z")
        await other.engine.start()
        _ = try await other.engine.load([sample])
        for number in 0..<60 { try await other.apply(Self.crowd(number..<number + 1)) }
        for patient in request.patients {
            let id: PatientID = name(patient.id)
            #expect(try await world.engine.patient(id) == other.engine.patient(id))
        }
        for one in [world, other] { await one.pass(until: "2026-03-02T09:00:00Z") }
        #expect(try await world.ledger().count == 60)
        #expect(try await world.ledger() == other.ledger())
        let entries = try world.store.read { try $0.audit(limit: 500) }
        #expect(Set(entries.filter { $0.subject.contains("P-1") }.map(\.subject)).count == 180)
    }

    @Test func `counts not before all of it is there`() async throws {
        let seen = Mutex<[Int]>([])
        let progresses = Mutex<[ImportProgress]>([])
        let store = world.store
        _ = try await take(Self.crowd(0..<60)) { progress in
            progresses.withLock { $0.append(progress) }
            guard progress.written < progress.of else { return }
            let count = try? store.read { tx in
                try tx.patients(PageRequest(limit: 500)).count + tx.plans(of: nil, PageRequest(limit: 500)).count
                    + tx.treatments(of: nil, PageRequest(limit: 500)).count + (tx.nextEvaluation() == nil ? 0 : 1)
                    + (tx.nextDue() == nil ? 0 : 1) + tx.patientsNext(limit: 9).count
            }
            seen.withLock { $0.append(count ?? -1) }
        }
        let all = progresses.withLock(\.self)
        #expect(all.count > 3)
        #expect(all.first.map { $0.written > 0 && $0.written < 180 } == true)
        #expect(all.last == ImportProgress(of: 180, weighed: 180, written: 180))
        #expect(seen.withLock { Set($0) } == [0])
        #expect(try await patients() == 60)
    }

    @Test func `lets reminders out between its pieces`() async throws {
        try await world.apply(Self.crowd(900..<901))
        let (time, journal) = (world.time, world.journal)
        let sent = Mutex<[Int]>([])
        _ = try await take(Self.crowd(0..<200)) { progress in
            // The alarm rings on the engine's queue, where this is called.
            if progress.weighed == 12 { DispatchQueue.global().async { time.move(to: instant("2026-03-02T09:00:00Z")) } }
            usleep(5000)
            if progress.written < progress.of { sent.withLock { $0.append(journal.reminders.count) } }
        }
        #expect(sent.withLock(\.last) == 1)
        await world.engine.idle()
        #expect(world.journal.reminders.count == 201)
    }

    @Test func `that is wrong in several places is told of all of them in its order, and leaves nothing`() async throws {
        var request = Self.crowd(0..<60)
        request.patients[2].zone = "Mars/Base"
        request.treatments[1].end = "2026-03-02T07:00:00Z"
        request.plans[50].protocol = "none"
        let problems = await #expect(throws: RefusedRequest.self) { try await take(request) }?.problems ?? []
        let paths = problems.map { $0.path.split(separator: ".").prefix(2).joined(separator: ".") }
        #expect(paths.first == "patients.2" && paths.contains("plans.50") && paths.last?.hasPrefix("treatments.") == true)
        #expect(paths.firstIndex(of: "plans.50").map { $0 < (paths.firstIndex(of: "treatments.1") ?? 0) } == true)
        #expect(try await patients() == 0)
        #expect(try world.store.clinic().filter { $0.contains("P-1") } == [])
        _ = try await take(Self.crowd(0..<60))
        #expect(try await patients() == 60)
    }

    @Test func `on trial tells the same, and changes nothing`() async throws {
        let trial = try await take(Self.crowd(0..<60), isTrial: true)
        #expect(try world.store.clinic().filter { $0.contains("P-1") } == [])
        #expect(try await take(Self.crowd(0..<60)) == trial)
    }

    @Test func `applied again changes what it states otherwise, and nothing else`() async throws {
        _ = try await take(Self.crowd(0..<60))
        let entries = try world.store.read { try $0.audit(limit: 500).count }
        var request = Self.crowd(0..<60)
        request.patients[7].language = "de"
        request.patients += [PatientRequest(id: "P-9")]
        let outcome = try await take(request)
        #expect(outcome.patients.count { $0.kind == .unchanged } == 59)
        #expect(outcome.patients.filter { $0.kind != .unchanged }.map(\.value.id.rawValue) == ["P-1007", "P-9"])
        #expect(try world.store.read { try $0.audit(limit: 500).count } == entries + 2)
        #expect(try await world.engine.patient(name("P-1007"))?.patient.language.tag == "de")
        // A key that is taken out goes back to its default.
        #expect(try await take(Self.crowd(0..<60)).patients[7].kind == .changed)
        #expect(try await world.engine.patient(name("P-1007"))?.patient.language == .english)
    }

    @Test func `is waited for by other changes, which see it`() async throws {
        let engine = world.engine
        let other = Mutex<Task<[String], any Error>?>(nil)
        _ = try await take(Self.crowd(0..<60)) { _ in
            other.withLock { other in
                if other != nil { return }
                other = Task {
                    do {
                        _ = try await engine.apply(.addPatient(PatientRequest(id: "P-1059")), by: .user(1000))
                        return []
                    } catch let refusal as RefusedRequest {
                        return refusal.problems.map(\.code.rawValue)
                    }
                }
            }
        }
        #expect(try await other.withLock(\.self)?.value == ["duplicate-id"])
    }

    /// The server ends first, and has it end.
    @Test(arguments: [true, false])
    func `ends with the service, and the next start finds nothing of it`(isServerFirst: Bool) async throws {
        let engine = world.engine
        let error = await #expect(throws: EngineError.self) {
            try await take(Self.crowd(0..<60)) { _ in
                Task { if isServerFirst { await engine.stopImports() } else { await engine.stop() } }
            }
        }
        #expect(error?.kind == .busy)
        #expect(error?.description.contains("nothing was applied") == true)
        try await world.restart()
        #expect(try world.store.clinic().filter { $0.contains("P-1") } == [])
        _ = try await take(Self.crowd(0..<60))
        #expect(try await patients() == 60)
    }

    @Test func `notes languages as one file does`() async throws {
        var request = Self.crowd(0..<60)
        for number in 10..<15 { request.patients[number].language = "fr" }
        let notes = try await take(request).notes
        #expect(notes.count { $0.contains("'P-1010', 'P-1011', 'P-1012' and 2 more") } == 1)
    }
}
