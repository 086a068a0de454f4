import Aftercare
import AftercareSimulation
import AftercareStore
import Foundation
import Synchronization
import Testing

@testable import AftercareEngine

/// It lives where its patients do: one zone is missed by both.
private let clinicInBerlin = usualClinic(in: "Europe/Berlin")

/// An upgrade of the machine takes a zone away, or damages its file: nobody is silenced unseen.
@Suite struct `A zone that is gone` {
    /// Two patients in Berlin and one in Kathmandu, each treated until 09:00 UTC; then Berlin goes, at 08:30.
    private func world(_ body: (World, () -> EngineHealth?) async throws -> Void) async throws {
        let pulses = Mutex<EngineHealth?>(nil)
        let world = try World(at: "2026-03-02T08:30:00Z", clinic: clinicInBerlin, onHealth: { health in pulses.withLock { $0 = health } })
        await world.engine.start()
        try await world.arrange()
        try await world.apply(
            ClinicRequest(
                patients: [PatientRequest(id: "P-2", zone: "Europe/Berlin"), PatientRequest(id: "P-3", zone: "Asia/Kathmandu")],
                plans: [
                    PlanRequest(id: "PL-2", patient: "P-2", protocol: "sample"),
                    PlanRequest(id: "PL-3", patient: "P-3", protocol: "sample"),
                ],
                treatments: ["2", "3"].map {
                    TreatmentRequest(
                        id: "T-\($0)", patient: "P-\($0)", start: "2026-03-02T08:00:00Z", end: "2026-03-02T09:00:00Z")
                }))
        world.zones.remove("Europe/Berlin")
        await world.engine.zonesMayHaveChanged()
        await world.engine.idle()
        try await body(world) { pulses.withLock(\.self) }
    }

    private func putBack(_ world: World) async {
        world.zones.putBack("Europe/Berlin")
        await world.engine.zonesMayHaveChanged()
        await world.engine.idle()
    }

    private func told(_ world: World) -> [String] {
        world.journal.reminders.map { "\($0["AFTERCARE_PATIENT"] ?? "") \($0["AFTERCARE_LATE_SEC"] ?? "")" }
    }

    private func waiting(_ world: World) async throws -> [String] {
        try await world.engine.status().needsPerson.map { staffTask in
            guard staffTask.kind == .zone else { return "another" }
            return "\(staffTask.patient) \(staffTask.zone ?? "") \(staffTask.since)"
        }
    }

    // MARK: It is seen

    @Test func `names whoever is told nothing, for everybody and for one`() async throws {
        try await world { world, health in
            let expected = ["P-1 Europe/Berlin 2026-03-02T08:30:00Z", "P-2 Europe/Berlin 2026-03-02T08:30:00Z"]
            #expect(try await waiting(world) == expected)
            let status = try await world.engine.status()
            #expect(
                status.unknownZones.map(\.complaint).first?.contains(
                    "(its file is missing): 2 patients are told nothing; it is the clinic's own") == true)
            #expect(status.complaints == status.unknownZones.map(\.complaint))
            #expect(health()?.needsPerson == 2)
            let line = StatusLine(try #require(health()), shortage: nil, refusedErrors: 0, zone: .utc, now: world.time.now).text
            #expect(line.hasPrefix("2 NEED A PERSON · ZONE UNKNOWN: 'Europe/Berlin' (2 patients are told nothing; "), "\(line)")

            let one = try await world.engine.status(of: name("P-1"))
            #expect(one.needsPerson.map(\.kind) == [.zone] && one.needsPerson.map(\.zone) == ["Europe/Berlin"])
            #expect(one.windows.isEmpty && one.upcoming.isEmpty && one.nextSession?.treatment.id == name("T-1"))
            #expect(try await world.engine.status(of: name("P-3")).needsPerson.isEmpty)
        }
    }

    @Test func `does not hold the others up, nor say of its own when anything comes`() async throws {
        try await world { world, health in
            await world.pass(until: "2026-03-02T09:00:00Z")
            #expect(told(world) == ["P-3 0"])
            let windows = try await world.engine.status(of: name("P-1")).windows
            #expect(windows.isEmpty)
            // The next is the one of Kathmandu, 12 hours after.
            #expect(health()?.nextDue == instant("2026-03-02T21:00:00Z") && health()?.patientsInWindow == 1)
        }
    }

    @Test func `is noticed without a watch, when somebody is due`() async throws {
        let world = try World(at: "2026-03-02T08:30:00Z", clinic: clinicInBerlin)
        await world.engine.start()
        try await world.arrange()
        world.zones.remove("Europe/Berlin")
        await world.pass(until: "2026-03-02T09:00:00Z")
        #expect(try await waiting(world).count == 1)
        // Looked for again every quarter of an hour.
        await world.pass(until: "2026-03-02T09:20:00Z")
        world.zones.putBack("Europe/Berlin")
        await world.pass(until: "2026-03-02T09:35:00Z")
        #expect(told(world) == ["P-1 1800"])
        #expect(try await waiting(world).isEmpty)
    }

    @Test func `has nothing due, and nobody in a window`() async throws {
        try await world { world, health in
            world.zones.remove("Asia/Kathmandu")
            await world.engine.zonesMayHaveChanged()
            await world.engine.idle()
            #expect(health()?.nextDue == nil && health()?.patientsInWindow == 0)
            // Since it went, however often it is looked at.
            await world.pass(until: "2026-03-02T08:40:00Z")
            await world.engine.zonesMayHaveChanged()
            let since = try await world.engine.status().unknownZones.map(\.since)
            #expect(since == [instant("2026-03-02T08:30:00Z"), instant("2026-03-02T08:30:00Z")])
        }
    }

    @Test func `is of no concern where nobody waits for it`() async throws {
        try await world { world, _ in
            try await world.ask(.addPatient(PatientRequest(id: "P-4", zone: "America/New_York")))
            world.zones.remove("America/New_York")
            await world.engine.zonesMayHaveChanged()
            #expect(try await world.engine.status().unknownZones.map(\.name) == ["Europe/Berlin"])
            try await world.ask(.changePatient(PatientRequest(id: "P-4", name: "A")))
            #expect(try await world.engine.status().unknownZones.map(\.name) == ["Europe/Berlin"])
        }
    }

    @Test func `is told of where it is only the clinic's`() async throws {
        let world = try World(at: "2026-03-02T08:30:00Z", clinic: clinicInBerlin)
        await world.engine.start()
        world.zones.remove("Europe/Berlin")
        await world.engine.zonesMayHaveChanged()
        #expect(
            try await world.engine.status().unknownZones.map(\.consequence) == [
                "it is the clinic's own, and new patients must state theirs"
            ])
        await putBack(world)
        #expect(try await world.engine.status().unknownZones.isEmpty)
    }

    // MARK: It is back

    @Test func `when back, what is of use is told late, and what was due is not told twice`() async throws {
        try await world { world, health in
            await world.pass(until: "2026-03-02T09:40:00Z")
            await putBack(world)
            #expect(told(world) == ["P-3 0", "P-1 2400", "P-2 2400"])
            let left = try await waiting(world)
            #expect(left.isEmpty)
            #expect(health()?.unknownZones == [] && health()?.needsPerson == 0)
            await world.pass(until: "2026-03-03T09:00:00Z")
            #expect(told(world).count == 9)
        }
    }

    /// Whatever keeps the watch from telling: it is looked for every quarter of an hour.
    @Test func `when back, is seen though nobody tells and nothing is due`() async throws {
        try await world { world, _ in
            world.zones.putBack("Europe/Berlin")
            await world.pass(until: "2026-03-02T08:50:00Z")
            let left = try await waiting(world)
            #expect(left.isEmpty)
        }
    }

    @Test func `when back after a restart, too`() async throws {
        try await world { world, _ in
            await world.pass(until: "2026-03-02T09:40:00Z")
            try await world.restart()
            #expect(try await waiting(world).first == "P-1 Europe/Berlin 2026-03-02T08:30:00Z")
            await putBack(world)
            #expect(told(world) == ["P-3 0", "P-1 2400", "P-2 2400"])
            try await world.restart()
            #expect(try await waiting(world).isEmpty)
        }
    }

    @Test func `when back by a reload, without a watch`() async throws {
        try await world { world, _ in
            await world.pass(until: "2026-03-02T09:40:00Z")
            world.zones.putBack("Europe/Berlin")
            await world.engine.adopt(clinic)
            await world.engine.idle()
            #expect(told(world) == ["P-3 0", "P-1 2400", "P-2 2400"])
        }
    }

    // MARK: What can be changed meanwhile

    @Test(arguments: ["opted-out", "deceased", "inactive"])
    func `keeps no patient from opting out`(status: String) async throws {
        try await world { world, health in
            try await world.ask(.changePatient(PatientRequest(id: "P-1", status: status)))
            #expect(try await waiting(world) == ["P-2 Europe/Berlin 2026-03-02T08:30:00Z"])
            #expect(try await world.engine.status(of: name("P-1")).needsPerson.isEmpty)
            #expect(health()?.needsPerson == 1)
            await world.pass(until: "2026-03-02T09:40:00Z")
            await putBack(world)
            #expect(told(world) == ["P-3 0", "P-2 2400"])
        }
    }

    @Test func `lets everything be changed that needs no clock`() async throws {
        try await world { world, _ in
            try await world.ask(.changePatient(PatientRequest(id: "P-1", language: "de", name: "A")))
            try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(status: "on-hold")))
            try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(status: "active")))
            try await world.ask(.cancelTreatment(name("T-2"), CancellationRequest()))
            try await world.ask(.reopenTreatment(name("T-2"), ReopeningRequest()))
            try await world.ask(.moveTreatment(name("T-2"), MoveRequest(start: "2026-03-02T08:15:00Z")))
            try await world.ask(.completeTreatment(name("T-1"), CompletionRequest(ended: "now")))
            try await world.ask(.enteredInError(.treatment(name("T-2"))))
            try await world.ask(.scheduleTreatment(TreatmentRequest(patient: "P-2", start: "now+3h", duration: "1h")))
            try await world.apply(ClinicRequest(patients: [PatientRequest(id: "P-2", zone: "Europe/Berlin", name: "B")]))
            try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(status: "revoked")))
            try await world.ask(.erasePatient(name("P-1")))
            #expect(try await waiting(world) == ["P-2 Europe/Berlin 2026-03-02T08:30:00Z"])
            try await world.ask(.changePatient(PatientRequest(id: "P-2", zone: "Asia/Kathmandu")))
            #expect(try await waiting(world).isEmpty)
        }
    }

    @Test func `refuses what counts by the patient's clock, with what to state instead`() async throws {
        try await world { world, _ in
            let refused: [Command] = [
                .moveTreatment(name("T-1"), MoveRequest(start: "2026-03-04 10:00")),
                .moveTreatment(name("T-1"), MoveRequest(start: "now+2d")),
                .scheduleTreatment(TreatmentRequest(patient: "P-1", start: "2026-03-04 10:00", duration: "1h")),
                .scheduleTreatment(TreatmentRequest(patient: "P-1", start: "2026-03-04T10:00:00Z", duration: "1d")),
                .scheduleTreatment(TreatmentRequest(patient: "P-1", start: "2026-03-04T10:00:00Z", duration: "1h", every: "1w", times: 2)),
            ]
            for command in refused { #expect(try await world.refused(command) == ["unknown-zone"], "\(command)") }
            let preview = await #expect(throws: RefusedRequest.self) { try await world.engine.preview(PreviewRequest(patient: "P-1")) }
            #expect(preview?.problems.map(\.code) == [.unknownZone])
            #expect(try await world.refused(.addPatient(PatientRequest(id: "P-9"))) == ["unknown-zone"])
            try await world.ask(.addPatient(PatientRequest(id: "P-9", zone: "Asia/Kathmandu")))
        }
    }

    @Test func `does not keep the staff from hearing of a reaction at once`() async throws {
        try await world { world, _ in
            try await world.ask(.reportReaction(ReactionRequest(patient: "P-1", treatment: "T-1", signs: ["breathing"])))
            #expect(told(world) == ["P-1 0"])
            try await world.ask(.clearReaction(name("R-0001")))
            await putBack(world)
            #expect(told(world) == ["P-1 0"])
        }
    }

    /// Once the report is accepted, the store fails the engine too, which tries again after 5 seconds.
    @Test func `does not keep the staff from hearing of a reaction whose report the store refused at first`() async throws {
        try await world { world, _ in
            try await world.insist(on: .reportReaction(ReactionRequest(patient: "P-1", treatment: "T-1", signs: ["breathing"])))
            await world.pass(until: "2026-03-02T08:30:05Z")
            #expect(told(world) == ["P-1 5"])
        }
    }

    private func resting(_ length: String, version: Int = 1) -> CareProtocol {
        CareProtocol(
            id: name("sample"), version: version, title: Translations([.english: "Sample"]), language: .english, routes: [.intramuscular],
            usualDuration: nil, signOff: nil, sources: [:], instructions: [instruction("rest", length, .moments([.start, .end]))])
    }

    /// A patient in Berlin who was treated until 10:00 UTC on the day before its clocks go back: a day has 25 hours there
    /// then, and 24 by UTC. The end of a rest is said for a day at most.
    private func autumn(_ length: String) async throws -> World {
        let world = try World(at: "2026-10-24T09:30:00Z", clinic: clinicInBerlin)
        await world.engine.start()
        _ = try await world.engine.load([resting(length)])
        try await world.apply(
            ClinicRequest(
                patients: [PatientRequest(id: "P-1")], plans: [PlanRequest(id: "PL-1", patient: "P-1", protocol: "sample")],
                treatments: [TreatmentRequest(id: "T-1", patient: "P-1", start: "2026-10-24T09:00:00Z", end: "2026-10-24T10:00:00Z")]))
        return world
    }

    @Test func `keeps open what may not be over yet on the patient's clock`() async throws {
        let world = try await autumn("1d")
        await world.pass(until: "2026-10-24T12:00:00Z")
        world.zones.remove("Europe/Berlin")
        // The end is said until 11:00 UTC.
        await world.pass(until: "2026-10-26T10:30:00Z")
        try await world.ask(.changePatient(PatientRequest(id: "P-1", name: "A")))
        await putBack(world)
        #expect(told(world) == ["P-1 0", "P-1 84600"])
    }

    @Test func `keeps open what a newer version makes last, by whatever clock`() async throws {
        let world = try await autumn("12h")
        await world.pass(until: "2026-10-26T10:30:00Z")
        // As the next pass for the patient does.
        try world.store.write { try $0.close([name("T-1")]) }
        world.zones.remove("Europe/Berlin")
        _ = try await world.engine.load([resting("1d", version: 2)])
        try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(version: "newest")))
        #expect(try world.store.read { try $0.openTreatments(of: name("P-1")).map(\.id) } == [name("T-1")])
        // On the 28th it is over by every clock.
        try world.store.write { try $0.close([name("T-1")]) }
        await world.pass(until: "2026-10-28T12:00:00Z")
        try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(status: "on-hold")))
        #expect(try world.store.read { try $0.openTreatments(of: name("P-1")) } == [])
    }

    // MARK: Files

    /// The files themselves: one is removed, one damaged, both are put back.
    @Test func `or whose file is damaged, is told apart, and is back with its file`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "zones-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let names = ["Europe/Berlin", "Asia/Kathmandu", "America/New_York"]
        func putBack() throws {
            for name in names {
                let file = folder.appending(path: name)
                try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(name)")).write(to: file)
            }
        }
        try putBack()
        let world = try World(at: "2026-03-02T08:30:00Z", zoneinfo: folder.path)
        await world.engine.start()
        _ = try await world.engine.load([sample])
        try await world.apply(
            ClinicRequest(
                patients: names.enumerated().map { PatientRequest(id: "P-\($0)", zone: $1) },
                plans: (0..<3).map { PlanRequest(id: "PL-\($0)", patient: "P-\($0)", protocol: "sample") },
                treatments: (0..<3).map {
                    TreatmentRequest(
                        id: "T-\($0)", patient: "P-\($0)", start: "2026-03-02T08:00:00Z", end: "2026-03-02T09:00:00Z")
                }))
        try FileManager.default.removeItem(at: folder.appending(path: "Asia/Kathmandu"))
        try Data("TZif2 and then nothing".utf8).write(to: folder.appending(path: "America/New_York"))
        await world.engine.zonesMayHaveChanged()
        await world.engine.idle()
        await world.pass(until: "2026-03-02T09:10:00Z")
        #expect(told(world) == ["P-0 0"])
        #expect(
            try await world.engine.status().unknownZones.map { "\($0.name): \($0.reason)" } == [
                "America/New_York: 'America/New_York' is not a readable zone file; reinstall the package tzdata",
                "Asia/Kathmandu: its file is missing",
            ])
        try putBack()
        await world.engine.zonesMayHaveChanged()
        await world.engine.idle()
        #expect(told(world) == ["P-0 0", "P-1 600", "P-2 600"])
        #expect(try await world.engine.status().unknownZones.isEmpty)
    }
}
