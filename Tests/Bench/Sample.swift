import Aftercare
import AftercareConfig
import AftercareEngine
import AftercareSimulation
import AftercareStore
import Foundation
import Logging

/// The patient that everything is measured with.
enum Sample {
    /// Eight instructions, most of them for three days, and a check after half a year.
    private static let eight = """
        protocol: eight
        version: 1
        title: { en: Eight instructions }
        language: en
        routes: [intramuscular]
        duration: 1h
        sources: { sheet: "Published aftercare sheets" }
        instructions:
          no-alcohol:  { kind: abstain, from: alcohol, window: { after: end, for: 24h }, remind: [start, 12h, end], source: sheet, text: { en: "No alcohol until {until}." } }
          no-smoking:  { kind: abstain, from: smoking, window: { after: end, for: 24h }, remind: [start, 12h, end], source: sheet, text: { en: "No smoking until {until}." } }
          no-sport:    { kind: restrict, activity: sport, window: { after: end, for: 72h }, remind: [start, { after: 1d, at: "09:00" }, { after: 2d, at: "09:00" }, end], source: sheet, text: { en: "No sport until {until}." } }
          low-sugar:   { kind: limit, nutrient: sugar, window: { after: end, for: 72h }, remind: [start, { after: 1d, at: "12:00" }, { after: 2d, at: "12:00" }], source: sheet, text: { en: "Little sugar until {until}." } }
          low-sodium:  { kind: limit, nutrient: sodium, window: { after: end, for: 72h }, remind: [start, { after: 1d, at: "18:00" }, { after: 2d, at: "18:00" }], source: sheet, text: { en: "Little salt until {until}." } }
          ice:         { kind: compress, modality: cold, window: { after: end, for: 48h }, remind: { every: 3h }, session: 15min, source: sheet, text: { en: { cold: "Cold compress: {session}." } } }
          signs:       { kind: monitor, signs: redness, window: { after: end, for: 72h }, remind: { daily: ["10:00", "19:00"] }, source: sheet, text: { en: "Tell us of redness: {contact}." } }
          check:       { kind: followUp, window: { after: end, offset: 6mo, for: 3w }, remind: [start], source: sheet, text: { en: "Time for your check: {contact}." } }
        """

    static let clinic = Clinic(
        name: "the clinic", contact: "030 1234", isContactMonitored: true, quietHours: nil, zone: "Europe/Berlin",
        language: .english)
    static let start = Instant(seconds: 1_772_434_800)  // 2026-03-02T07:00:00Z

    static func careProtocol() throws -> CareProtocol { try careProtocol(eight) }

    static func careProtocol(_ text: String) throws -> CareProtocol {
        let parsed = CareProtocol.read(SourceText(name: "sample.yaml", text: text))
        guard let careProtocol = parsed.value else { throw Unusable(what: "\(parsed.diagnostics)") }
        return careProtocol
    }

    private static let zones = ZoneDatabase()

    @Sendable static func zone(named name: String) -> Zone? { (try? zones.zone(named: name)) ?? nil }

    /// So many instructions that speak at the end of a session, all at one instant.
    static func together(_ count: Int) throws -> CareProtocol {
        let head = """
            protocol: together
            version: 1
            title: { en: At one instant }
            language: en
            routes: [intramuscular]
            duration: 1h
            sources: { sheet: "Published aftercare sheets" }
            instructions:

            """
        let instructions = (1...count).map {
            "  advice-\($0): { kind: advise, window: { after: end, for: 24h }, remind: [start], source: sheet, "
                + "text: { en: \"Until {until}, please follow advice \($0).\" } }"
        }
        return try careProtocol(head + instructions.joined(separator: "\n") + "\n")
    }

    /// Many patients, each with a treatment that ends in an hour.
    static func crowd(_ numbers: Range<Int>, following careProtocol: String) -> ClinicRequest {
        let ids = numbers.map { "P-\($0)" }
        return ClinicRequest(
            patients: ids.map { PatientRequest(id: $0) },
            plans: ids.map { PlanRequest(id: "PL-\($0)", patient: $0, protocol: careProtocol) },
            treatments: ids.map { TreatmentRequest(id: "T-\($0)", patient: $0, plan: "PL-\($0)", start: start.text) })
    }

    /// Runs `body` with an engine over a store on disk, which go away with it.
    static func engine(
        to outlet: Outlet, following careProtocol: CareProtocol, _ body: (Engine, VirtualTime) async throws -> Void
    ) async throws {
        try await storeOnDisk { store in
            let time = VirtualTime(start)
            let engine = Engine(
                store: store,
                environment: EngineEnvironment(
                    clock: time, alarm: time, outlet: outlet, zone: zone(named:), clinic: clinic, bootID: nil,
                    logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }))
            _ = try await engine.load([careProtocol])
            await engine.start()
            try await body(engine, time)
            await engine.stop()
        }
    }

    static func storeOnDisk(_ body: (Store) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "aftercare-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let store = try Store(directory: directory.path)
        try await body(store)
        try store.close()
    }

    /// A service with that patient and treatments of an hour each, the first of them in an hour.
    static func simulation(treatments: Int, every seconds: Int64) async throws -> Simulation {
        let simulation = try await Simulation(
            from: start, clinic: clinic, careProtocols: [try careProtocol()], zone: zone(named:))
        try await simulation.apply(
            ClinicRequest(
                patients: [PatientRequest(id: "P-1")],
                plans: [PlanRequest(id: "PL-1", patient: "P-1", protocol: "eight")],
                treatments: (0..<treatments).map {
                    var request = TreatmentRequest(patient: "P-1", start: (start + 3600 + Int64($0) * seconds).text)
                    // They overlap, which is meant.
                    request.force = true
                    return request
                }))
        return simulation
    }

    /// What the timeline of that patient is computed from, with treatments ten minutes after one another.
    static func record(treatments: Int) async throws -> CareRecord {
        let engine = try await simulation(treatments: treatments, every: 600).engine
        guard let plan = try await engine.plans(of: nil, PageRequest()).items.first, let assigned = try await engine.assignedPlan(plan.id),
            let known = try await engine.patient(plan.patient),
            let zone = try ZoneDatabase().zone(named: known.patient.zone)
        else { throw Unusable(what: "the sample patient") }
        return CareRecord(
            store: UUID(), patient: known.patient, zone: zone, clinic: clinic, assignedPlans: [assigned],
            treatments: known.treatments)
    }

    struct Unusable: Error { let what: String }
}
