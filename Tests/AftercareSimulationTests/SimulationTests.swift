import Aftercare
import AftercareEngine
import AftercareSimulation
import Testing

/// The sample's compress is due every 3 hours from 09:00 UTC on 2 March 2026 for two days, 16 times; its check
/// on 2 September at 10:00 in Berlin.
///
/// The time limit is for a simulation that never ends: among hundreds of other tests a successful one takes minutes.
@Suite(.timeLimit(.minutes(15))) struct `A simulation` {
    @Test func `of half a year says everything once, at its instant`() async throws {
        let simulation = try await simulation(of: request)
        await simulation.run(until: instant("2026-10-01T00:00:00Z"))
        #expect(simulation.emissions.count == 17)
        #expect(simulation.emissions.allSatisfy { $0.at.text == $0["AFTERCARE_DUE"] })
        #expect(simulation.emissions.map(\.message).prefix(2) == ["Cold compress: 15 minutes.", "Cold compress: 15 minutes."])
        #expect(simulation.emissions.last?.at == instant("2026-09-02T08:00:00Z"))
        #expect(simulation.emissions.last?.values(of: "AFTERCARE_INSTRUCTION") == ["check"])
        #expect(simulation.emissions.last?.values(of: "AFTERCARE_REPLACES") == [])
        #expect(simulation.now == instant("2026-10-01T00:00:00Z"))
    }

    ///     clock     09:00                                   12:00
    ///     emitted   signs; no-alcohol, no-smoking and ice   ice
    @Test func `says what falls together in one message, and what wants to be apart in one of its own`() async throws {
        let simulation = try await simulation(of: sample(by: "shoulder"), by: shoulder)
        await simulation.run(until: instant("2026-03-02T20:00:00Z"))
        let emissions = simulation.emissions
        #expect(
            emissions.map { $0.values(of: "AFTERCARE_INSTRUCTION") } == [["signs"], ["no-alcohol", "no-smoking", "ice"], ["ice"]])
        #expect(emissions.map { $0["AFTERCARE_SEQ"] } == ["1", "2", "3"])
        #expect(
            emissions.map(\.message).dropFirst() == [
                "Until Tuesday 10:00: no alcohol, no smoking.\nCold compress: 15 minutes.", "Cold compress: 15 minutes.",
            ])
        let lists = try emissions.map { try $0[MessageItem.field].map(MessageItem.list)?.map(\.instruction.rawValue) }
        #expect(lists == [nil, ["no-alcohol", "no-smoking", "ice"], nil])
        let ledger = try await simulation.ledger()
        let together = ledger.filter { $0.sequence == 2 }
        #expect(Set(together.map(\.id.text)) == Set(emissions[1].values(of: "AFTERCARE_REMINDER_ID")))
        #expect(together.count == 3 && Set(together.map(\.cursor)).count == 1 && together.allSatisfy { $0.state == .settled })
        #expect(try await simulation.report().total.emitted == 5)
    }

    ///     clock     08:30    09:00    09:05
    ///     journal   dropping          taking
    ///     emitted            -        signs; no-alcohol, no-smoking and ice
    @Test func `sends a message that was dropped again as a whole`() async throws {
        let simulation = try await simulation(of: sample(by: "shoulder"), by: shoulder)
        await simulation.run(until: instant("2026-03-02T08:30:00Z"))
        simulation.journalFault(.dropping, isOn: true)
        await simulation.run(until: instant("2026-03-02T09:05:00Z"))
        #expect(simulation.emissions == [])
        simulation.journalFault(.dropping, isOn: false)
        await simulation.run(until: instant("2026-03-02T09:10:00Z"))
        let emissions = simulation.emissions
        #expect(emissions.map { $0.values(of: "AFTERCARE_INSTRUCTION").count } == [1, 3])
        let items = try #require(try emissions.last?[MessageItem.field].map(MessageItem.list))
        #expect(Set(items.map(\.redelivery)) == [.proven] && Set(items.map(\.attempt)).count == 1)
        #expect(emissions.last?["AFTERCARE_REDELIVERY"] == "proven" && emissions.last?["AFTERCARE_ATTEMPT"] == "\(items[0].attempt)")
    }

    ///     clock     09  12  | 15  18  21  00  03  06  09 |   12
    ///     service   up      | down                       | 10:10
    ///     emitted   ice ice | -   -   -   -   -   -      | ice, ice
    @Test func `of an outage says the newest once, and records the rest as missed`() async throws {
        let simulation = try await simulation(of: request)
        await simulation.outage(from: instant("2026-03-02T12:30:00Z"), until: instant("2026-03-03T10:10:00Z"))
        #expect(
            simulation.emissions.map(\.at.text) == [
                "2026-03-02T09:00:00Z", "2026-03-02T12:00:00Z", "2026-03-03T10:10:00Z",
            ])
        #expect(simulation.emissions.last?["AFTERCARE_DUE"] == "2026-03-03T09:00:00Z")
        #expect(try await simulation.report().total.missed == 6)
        await simulation.run(until: instant("2026-03-03T12:00:00Z"))
        #expect(simulation.emissions.last?.at == instant("2026-03-03T12:00:00Z"))
        #expect(simulation.emissions.count == 4)
    }

    ///     clock     08:30    09   12  15  18   20:00
    ///     journal   silent                     awake
    ///     shown     -        -    -   -   -    ice of 09, ice of 18 within a minute
    @Test func `of a silent journal shows what was queued when it wakes, and then only what is still of use`() async throws {
        let simulation = try await simulation(of: request)
        await simulation.run(until: instant("2026-03-02T08:30:00Z"))
        simulation.journalFault(.silent, isOn: true)
        await simulation.run(until: instant("2026-03-02T20:00:00Z"))
        #expect(simulation.emissions == [])
        #expect(try await simulation.report().total.waiting == 1)
        simulation.journalFault(.silent, isOn: false)
        #expect(simulation.emissions.map(\.at.text) == ["2026-03-02T20:00:00Z"])
        await simulation.run(until: instant("2026-03-02T20:01:00Z"))
        #expect(simulation.emissions.map { $0["AFTERCARE_DUE"] } == ["2026-03-02T09:00:00Z", "2026-03-02T18:00:00Z"])
        let total = try await simulation.report().total
        #expect([total.emitted, total.waiting, total.missed] == [2, 0, 2])
    }

    @Test(arguments: JournalFault.allCases)
    func `of an hour with a faulty journal loses nothing and repeats nothing`(fault: JournalFault) async throws {
        let simulation = try await simulation(of: request)
        await simulation.run(until: instant("2026-03-02T08:30:00Z"))
        simulation.journalFault(fault, isOn: true)
        await simulation.run(until: instant("2026-03-02T09:30:00Z"))
        let during = try await simulation.report().total
        // The rate limit is not nearly reached, and a damaged old file is no reason to wait.
        let isHarmless = fault == .limiting || fault == .damaged
        #expect([during.emitted, during.waiting] == (isHarmless ? [1, 0] : [0, 1]))
        simulation.journalFault(fault, isOn: false)
        await simulation.run(until: instant("2026-03-05T00:00:00Z"))
        #expect(Set(simulation.emissions.compactMap { $0["AFTERCARE_REMINDER_ID"] }).count == 16)
        #expect(simulation.emissions.count == 16)
        let after = try await simulation.report().total
        #expect([after.emitted, after.waiting, after.missed] == [16, 0, 0])
    }

    @Test func `of an hour with a full disk says so, and says what was due when there is room`() async throws {
        let simulation = try await simulation(of: request)
        await simulation.run(until: instant("2026-03-02T08:30:00Z"))
        simulation.storeFault(isOn: true)
        await simulation.run(until: instant("2026-03-02T09:30:00Z"))
        #expect(simulation.emissions == [])
        #expect(try await simulation.engine.status().storeTrouble?.contains("no space left") == true)
        simulation.storeFault(isOn: false)
        await simulation.run(until: instant("2026-03-02T09:31:00Z"))
        #expect(simulation.emissions.map { $0["AFTERCARE_DUE"] } == ["2026-03-02T09:00:00Z"])
        #expect(try await simulation.engine.status().storeTrouble == nil)
    }

    ///     Berlin  10  13  16  19  22 | 01  04 … 22 | 01  04  07
    @Test func `counts the messages to a patient, by the days of the patient's clock`() async throws {
        let bystander = ClinicRequest(patients: [PatientRequest(id: "P-0")])
        let simulation = try await simulation(of: request, bystander)
        await simulation.run(until: instant("2026-03-05T00:00:00Z"))
        let report = try await simulation.report()
        #expect(report.patients.map(\.load.messages) == [0, 16] && report.patients.map(\.load.parts) == [0, 16])
        let load = try #require(report.patients.last).load
        #expect(load.fullestMoment?.at == instant("2026-03-02T09:00:00Z") && load.fullestMoment?.messages == 1)
        #expect(load.fullestDay?.date.text == "2026-03-03" && load.fullestDay?.messages == 8)
        #expect(load.warnings.count == 1)
    }

    @Test func `run twice comes to the same records in the same order, and the same ledger`() async throws {
        var runs: [(emissions: [Emission], report: Simulation.Report)] = []
        for _ in 0..<2 {
            let simulation = try await simulation(of: request, .crowd)
            await simulation.outage(from: instant("2026-03-02T16:00:00Z"), until: instant("2026-03-02T23:00:00Z"))
            simulation.journalFault(.dropping, isOn: true)
            await simulation.run(until: instant("2026-03-03T05:00:00Z"))
            simulation.journalFault(.dropping, isOn: false)
            await simulation.run(until: instant("2026-03-05T00:00:00Z"))
            runs.append((simulation.emissions, try await simulation.report()))
        }
        #expect(runs[0].emissions.count > 200)
        #expect(runs[0].emissions == runs[1].emissions)
        #expect(runs[0].report == runs[1].report)
    }

    @Test func `reports of every patient, and of nobody twice`() async throws {
        let bystander = ClinicRequest(patients: [PatientRequest(id: "P-0")])
        let simulation = try await simulation(of: request, bystander, .crowd)
        await simulation.outage(from: instant("2026-03-02T11:00:00Z"), until: instant("2026-03-02T16:00:00Z"))
        let report = try await simulation.report()
        #expect([report.from, report.until] == [instant("2026-03-02T07:00:00Z"), simulation.now])
        #expect(report.patients.count == 22)
        #expect(report.patients.prefix(2).map(\.patient.id.rawValue) == ["C-0", "C-1"])
        let found = try #require(report.patients.first { $0.patient.id.rawValue == "P-1" })
        #expect(
            found.reminders.map { "\($0.occurrence.due) \($0.state.rawValue)" } == [
                "2026-03-02T09:00:00Z settled", "2026-03-02T12:00:00Z missed", "2026-03-02T15:00:00Z settled",
            ])
        #expect(report.patients.first { $0.patient.id.rawValue == "P-0" }?.reminders == [])
        #expect([report.total.emitted, report.total.missed] == [42, 21])
    }
}

extension ClinicRequest {
    /// Adds twenty patients, all with the sample's treatment.
    fileprivate static let crowd = ClinicRequest(
        patients: (0..<20).map { PatientRequest(id: "C-\($0)") },
        plans: (0..<20).map { PlanRequest(id: "PL-C-\($0)", patient: "C-\($0)", protocol: "knee") },
        treatments: (0..<20).map {
            TreatmentRequest(id: "T-C-\($0)", patient: "C-\($0)", start: "2026-03-02T08:00:00Z")
        })
}
