import Aftercare
import AftercareEngine
import AftercareSimulation
import AftercareStore
import Testing

/// A run of the service, and what the next one makes of its end.
@Suite struct `A run` {
    /// P-1 has its receipt at 09:00:00, and another patient when the power is about to go.
    @Test(arguments: [("2026-03-02T09:10:00Z", 2), ("2026-03-02T09:10:01Z", 1)])
    func `that ended with the power leaves the receipts of its last ten minutes in doubt`(last: String, receipts: Int) async throws {
        let world = try World(at: "2026-03-02T08:59:00Z")
        await world.engine.start()
        try await world.arrange()
        try await world.arrangeMany(1) { _ in last }
        await world.pass(until: "2026-03-02T10:00:00Z")
        try await world.crash(boot: "another")
        #expect(await world.engine.startup.rechecked == receipts)
        #expect(await world.engine.startup.past == .power)
        #expect(try world.store.read { try $0.uncheckedSince() } == nil)
        #expect(try world.store.read { try $0.lastOfEarlierBoot() } == 2)
    }

    @Test func `that was killed on a machine that kept running leaves nothing in doubt`() async throws {
        let world = try World(at: "2026-03-02T08:59:00Z")
        await world.engine.start()
        try await world.arrange()
        await world.pass(until: "2026-03-02T10:00:00Z")
        try await world.crash()
        #expect(await world.engine.startup.past == .crash)
        #expect(await world.engine.startup.rechecked == 0)
        #expect(try world.store.read { try $0.lastOfEarlierBoot() } == 0)
    }

    /// Nobody can tell then whether the machine was started anew.
    @Test(arguments: [("unknown", StartupReport.Past.power), (nil, .clean)] as [(String?, StartupReport.Past)])
    func `on a machine whose boot has no id may have ended with the power`(open: String?, past: StartupReport.Past) async throws {
        let world = try World(at: "2026-03-02T08:59:00Z")
        let engine = Engine(
            store: world.store,
            environment: EngineEnvironment(
                clock: world.time, alarm: world.time, outlet: .journal(world.journal), zone: world.zones.zone(named:), clinic: clinic,
                bootID: nil, logger: quietLogger(), patience: 0))
        try world.store.write { try $0.setOpenRun(open) }
        await engine.start()
        #expect(await engine.startup.past == past)
        #expect(try world.store.read { try $0.openRun() } == "unknown")
        await engine.stop()
        #expect(try world.store.read { try $0.openRun() } == nil)
    }

    @Test func `that never got to ask how the last one ended leaves that to the next`() async throws {
        let world = try World(at: "2026-03-02T08:59:00Z")
        try world.store.write { try $0.setOpenRun("boot") }
        await world.engine.stop()
        #expect(try world.store.read { try $0.openRun() } == "boot")
    }
}
