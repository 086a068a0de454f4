import Aftercare
import AftercareAPI
import AftercareConfig
import AftercareSimulation
import Foundation
import Testing

@testable import aftercarectl

private let clinicFile = """
    patients:
      P-0003: { zone: Europe/Berlin, quiet-hours: "21:00-08:00" }
      P-0009: { zone: Asia/Kathmandu }
    plans:
      PL-0001: { patient: P-0003, protocol: knee, compress: cold }
      PL-0002: { patient: P-0009, protocol: knee, compress: warm }
    treatments:
      T-0001: { patient: P-0003, route: intra-articular, start: 2026-03-02 10:00 }
      T-0002: { patient: P-0009, route: intra-articular, start: 2026-03-02 10:00 }
    """

/// A directory with a clinic's file and the knee's protocol; gone afterwards.
private struct Place {
    let folder = FileManager.default.temporaryDirectory.appending(path: "simulate-\(UUID().uuidString)")
    var clinic: String { folder.appending(path: "clinic.yaml").path }
    var protocols: String { folder.appending(path: "protocols").path }
    var settings: String { folder.appending(path: "aftercared.yaml").path }

    init(clinic text: String = clinicFile, settings: String = "clinic: { zone: Europe/Berlin, contact: 030 1234 }\n") throws {
        try FileManager.default.createDirectory(atPath: protocols, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: clinic))
        try Data(settings.utf8).write(to: URL(filePath: self.settings))
        try Data(kneeFile.utf8).write(to: URL(filePath: "\(protocols)/knee.yaml"))
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    func simulated(
        lasting: String = "7d", outages: [String] = [], journalOutages: [String] = []
    ) async throws -> SimulationBody {
        let setting = try SimulateSetting(protocols: [protocols], settings: settings)
        let course = try SimulationCourse(
            from: "2026-03-02", lasting: lasting, outages: outages, journalOutages: journalOutages, zone: setting.zone, now: now)
        let simulation = try await Simulation(
            from: course.from, clinic: setting.clinic, careProtocols: setting.protocols, zone: setting.zoneNamed)
        try await ClinicFile(clinic).simulated(by: simulation)
        await course.run(simulation)
        return SimulationBody(
            try await simulation.report(), zone: setting.zone, emissions: simulation.emissions, took: .seconds(1))
    }
}

@Suite struct `A simulated clinic` {
    private func sheet(_ body: SimulationBody, lists: Bool = false) -> [String] {
        var body = body
        if !lists { body.emissions = nil }
        return SimulationSheet(body: body, zones: .ofThisMachine(), tellsTime: false).lines(on: .plain)
    }

    @Test func `is told patient by patient, with reasons`() async throws {
        let place = try Place()
        defer { place.remove() }
        try Golden.expect(sheet(try await place.simulated()), "simulate")
    }

    @Test func `is told reminder by reminder, each on its patient's clock`() async throws {
        let place = try Place()
        defer { place.remove() }
        try Golden.expect(sheet(try await place.simulated(lasting: "2d"), lists: true), "simulate-list")
    }

    ///     P-0003  08:00  10:00  10:45  13:45  16:45  19:45         | 08:00  10:45                | two days of two
    ///     P-0009  04:45  10:00  10:45  13:45  16:45  19:45  22:45  | 01:45  04:45  07:45  10:45  | two days of two
    @Test func `is told how many messages its reminders make, on each patient's clock`() async throws {
        let place = try Place()
        defer { place.remove() }
        let body = try await place.simulated()
        #expect(body.patients.map(\.tally.emitted) == [13, 17])
        #expect(body.patients.map(\.load.messages) == [12, 15] && body.patients.map(\.load.parts) == [12, 15])
        #expect(body.emissions?.count == 27)
        #expect(body.patients.map(\.load.fullestMoment?.messages) == [1, 1])
        #expect(body.patients.map(\.load.fullestDay?.date.text) == ["2026-03-02", "2026-03-02"])
        #expect(body.patients.map(\.load.fullestDay?.messages) == [6, 7])
        #expect(body.patients.map(\.load.warnings.count) == [1, 1])
    }

    @Test func `holds them against the limits of its settings`() async throws {
        let place = try Place(settings: "clinic: { zone: Europe/Berlin, contact: 030 1234, messages: { day: 6 } }\n")
        defer { place.remove() }
        let body = try await place.simulated()
        let warning =
            "7 messages on one day, 2026-03-02; the clinic's limit is 6: remind less often, or raise 'clinic.messages.day' in "
            + "aftercared.yaml"
        #expect(body.patients.map(\.load.warnings) == [[], [warning]])
        #expect(sheet(body).suffix(2) == ["ABOVE THE LIMITS", "  P-0009  \(warning)"])
    }

    @Test func `does not count what the staff is told among its patients' messages`() async throws {
        let place = try Place(settings: "clinic: { zone: Europe/Berlin, contact: 030 1234, confirm-treatments: true }\n")
        defer { place.remove() }
        let body = try await place.simulated(lasting: "2d")
        // Nothing to eat, twice; then the staff is asked.
        #expect(body.emissions?.count { $0.patient == id("P-0003") } == 3)
        #expect(body.patients.map(\.load.messages) == [2, 2])
    }

    ///     Berlin    10:45 | 11:00      13:45 … 10:45 | 12:00 the next day
    ///     service   up    | down                     | up
    ///     P-0003    ice   | -          -   …   -     | what is still of use
    @Test func `of which the service was down has missed some, and said some late`() async throws {
        let place = try Place()
        defer { place.remove() }
        let sound = try await place.simulated()
        let body = try await place.simulated(outages: ["2026-03-02 11:00..2026-03-03 12:00"])
        // Two were due before the simulation began: one of them is said the evening before a session.
        #expect(sound.total.late == 2)
        #expect(sound.total.missed == 0)
        #expect(body.total.late > sound.total.late)
        #expect(body.total.missed > 0)
        #expect(body.total.emitted < sound.total.emitted)
        try Golden.expect(sheet(body), "simulate-outage")
    }

    @Test func `whose journal was silent has everything that was of use in it afterwards, late`() async throws {
        let place = try Place()
        defer { place.remove() }
        let body = try await place.simulated(journalOutages: ["2026-03-02 10:05..2026-03-02 15:00"])
        #expect(body.total.waiting == 0)
        #expect(body.total.late > 1)
        let during = at("2026-03-02T09:05:00Z")..<at("2026-03-02T14:00:00Z")
        #expect(body.emissions?.contains { during.contains($0.at) } == false)
        #expect(body.emissions?.contains { $0.at == during.upperBound } == true)
    }

    @Test func `whose journal falls silent while the service is down finds it so`() async throws {
        let place = try Place()
        defer { place.remove() }
        let body = try await place.simulated(
            outages: ["2026-03-02 09:05..2026-03-02 12:00"], journalOutages: ["2026-03-02 10:00..2026-03-02 16:00"])
        let both = at("2026-03-02T08:05:00Z")..<at("2026-03-02T15:00:00Z")
        #expect(body.emissions?.contains { both.contains($0.at) } == false)
        #expect(body.emissions?.contains { $0.at == both.upperBound } == true)
    }

    @Test func `whose journal is well again when the service comes up has missed nothing by it`() async throws {
        let place = try Place()
        defer { place.remove() }
        let outages = ["2026-03-02 09:05..2026-03-02 12:00"]
        let sound = try await place.simulated(outages: outages)
        let body = try await place.simulated(outages: outages, journalOutages: ["2026-03-02 10:00..2026-03-02 12:00"])
        #expect(sound.emissions?.contains { $0.at == at("2026-03-02T11:00:00Z") } == true)
        #expect(body.emissions?.map(\.at) == sound.emissions?.map(\.at))
    }

    @Test func `without any protocol says where they would come from`() async throws {
        let place = try Place(clinic: "patients:\n  P-1: { zone: Europe/Berlin }\n")
        defer { place.remove() }
        try FileManager.default.removeItem(atPath: "\(place.protocols)/knee.yaml")
        let outcome = try await Program.run(
            "simulate", "-f", place.clinic, "--protocols", place.protocols, "--settings", place.settings, "--from", "2026-03-02", "--for",
            "1d")
        #expect(
            outcome.status == 0 && outcome.talk == "note: there are no protocols; name their directory with '--protocols'\n", "\(outcome)")
    }

    @Test func `has a twin for programs`() async throws {
        let place = try Place()
        defer { place.remove() }
        let outcome = try await Program.run(
            "simulate", "-f", place.clinic, "--protocols", place.protocols, "--settings", place.settings, "--from", "2026-03-02",
            "--for", "7d", "--list", "--format", "json")
        #expect(outcome.status == 0)
        let object = try JSONSerialization.jsonObject(with: Data(outcome.data.utf8)) as? [String: Any]
        #expect(
            object?.keys.sorted() == ["emissions", "from", "patients", "through", "tookSeconds", "total", "zone"])
        #expect(
            (object?["total"] as? [String: Any])?.keys.sorted() == ["cancelled", "emitted", "late", "missed", "suppressed", "waiting"])
        #expect(
            (object?["patients"] as? [[String: Any]])?.first?.keys.sorted() == ["load", "patient", "reasons", "tally", "zone"])
        #expect(
            (object?["emissions"] as? [[String: Any]])?.first?.keys.sorted() == ["at", "due", "instruction", "message", "patient"])
        let several = (object?["emissions"] as? [[String: Any]])?.first { $0["instructions"] != nil }
        #expect(several?["instruction"] as? String == "no-alcohol")
        #expect(several?["instructions"] as? [String] == ["no-alcohol", "compress"])
        #expect(several?["message"] as? String == "No alcohol until Tuesday 10:45.\nWarm compress: 15 minutes.")
    }

    @Test func `takes its answers from the whole program`() async throws {
        let place = try Place()
        defer { place.remove() }
        let outcome = try await Program.run(
            "simulate", "-f", place.clinic, "--protocols", place.protocols, "--settings", place.settings, "--from", "2026-03-02",
            "--for", "6mo", "--outage", "2026-03-02 11:00..2026-03-03 12:00")
        #expect(outcome.status == 0)
        #expect(outcome.data.hasPrefix("simulated Mon 2026-03-02 00:00 – Wed 2026-09-02 00:00 (Europe/Berlin), in "))
        #expect(outcome.talk == "")
    }

    @Test func `is refused as a whole where its file is wrong`() async throws {
        let place = try Place(clinic: clinicFile.replacing("protocol: knee, compress: warm", with: "protocol: knie"))
        defer { place.remove() }
        let outcome = try await Program.run(
            "simulate", "-f", place.clinic, "--protocols", place.protocols, "--settings", place.settings, "--from", "2026-03-02")
        #expect(outcome.status == 65)
        #expect(outcome.data == "")
        #expect(outcome.talk.contains("\(place.clinic):6:41: error: unknown protocol 'knie'; run 'aftercarectl protocol list'"))
    }

    @Test func `is refused where its settings are wrong`() async throws {
        let place = try Place(settings: "clinic: { zone: Mars/Olympus }\n")
        defer { place.remove() }
        let outcome = try await Program.run(
            "simulate", "-f", place.clinic, "--protocols", place.protocols, "--settings", place.settings, "--from", "2026-03-02")
        #expect(outcome.status == 65)
        #expect(outcome.talk.contains("error: unknown time zone 'Mars/Olympus'"))
        #expect(outcome.talk.hasSuffix("1 error; nothing was simulated\n"))
    }
}

@Suite struct `The course of a simulation` {
    private func assignedPlan(
        _ from: String = "2026-03-02", _ lasting: String = "6mo", outages: [String] = [], journal: [String] = []
    ) throws -> SimulationCourse {
        try SimulationCourse(from: from, lasting: lasting, outages: outages, journalOutages: journal, zone: berlin, now: now)
    }

    @Test func `begins at midnight of a day, on the clinic's clock, and goes by its calendar`() throws {
        let course = try assignedPlan(outages: ["2026-04-01 08:00 .. 2026-04-02 08:00"])
        #expect(course.from == at("2026-03-01T23:00:00Z"))
        #expect(course.until == at("2026-09-01T23:00:00Z"))
        #expect(course.outages == [at("2026-04-01T07:00:00Z")..<at("2026-04-02T07:00:00Z")])
    }

    @Test func `ends an outage with itself`() throws {
        #expect(try assignedPlan(outages: ["2026-09-01 08:00..2027-01-01 00:00"]).outages.first?.upperBound == at("2026-09-01T23:00:00Z"))
    }

    @Test(arguments: [
        ("2026-03-02", "0d", "", "'--for': nothing happens in no time"),
        ("2026-03-02", "soon", "", "'--for': 'soon' is not a length of time"),
        ("someday", "6mo", "", "'--from': 'someday' is not a time"),
        ("2026-03-02", "6mo", "2026-03-10 08:00", "'--outage': '2026-03-10 08:00' has no '..'"),
        ("2026-03-02", "6mo", "2026-03-10 08:00..2026-03-09 08:00", "would end before it begins"),
        ("2026-03-02", "6mo", "2027-03-10 08:00..2027-03-11 08:00", "does not begin within the simulation"),
    ])
    func `that makes no sense is refused`(from: String, lasting: String, outage: String, complaint: String) {
        let failure = #expect(throws: Failure.self) { try assignedPlan(from, lasting, outages: outage.isEmpty ? [] : [outage]) }
        #expect(failure?.message.contains(complaint) == true)
        #expect(failure?.status == .usage)
    }

    @Test func `does not stop twice at once`() {
        let failure = #expect(throws: Failure.self) {
            try assignedPlan(outages: ["2026-03-10 08:00..2026-03-11 08:00", "2026-03-11 07:00..2026-03-12 08:00"])
        }
        #expect(failure?.message.contains("overlaps another one") == true)
    }
}
