import Aftercare
import Testing

@testable import aftercarectl

/// What is shown of patients whose zone the service does not know.
@Suite struct `An unknown zone` {
    private let staffTask = StaffTask(
        kind: .zone, patient: id("P-0011"), treatment: nil, since: at("2026-11-20T08:00:00Z"), zone: "Mars/Olympus")
    private let unknown = UnknownZone(name: "Mars/Olympus", since: at("2026-11-20T08:00:00Z"), reason: "its file is missing", patients: 1)

    private func everybody() -> ServiceStatus {
        var status = status(needsPerson: staffTasks + [staffTask], complaints: ["this machine does not know the time zone 'Mars/Olympus'"])
        status.unknownZones = [unknown]
        return status
    }

    private var one: PatientStatus {
        PatientStatus(
            patient: patient("P-0011", zone: "Mars/Olympus"), now: now, needsPerson: [staffTask], windows: [], upcoming: [],
            plans: [plan("PL-0001", of: "P-0011")],
            nextSession: NextSession(treatment: treatment("T-0012", of: "P-0011"), number: 1, count: 4))
    }

    @Test func `stands after reactions and before all else that needs a person`() throws {
        try Golden.expect(StatusSheet(status: everybody(), clocks: clocks).lines(on: .plain), "status-zone")
    }

    @Test func `is as bad as a reaction`() {
        let lines = StatusSheet(status: everybody(), clocks: clocks).lines(on: Canvas(width: nil, isColored: true))
        #expect(lines.contains { $0.contains("\u{1B}[1;31mnothing is said: the time zone 'Mars/Olympus'") }, "\(lines)")
    }

    @Test func `is why nothing is said to a patient, and times are in UTC`() throws {
        let sheet = PatientStatusSheet(status: one, clock: StaffTimeFormat(zone: zones["Mars/Olympus"], now: now))
        try Golden.expect(sheet.lines(on: .plain), "status-patient-zone")
    }

    @Test func `stands beside the patient's zone`() {
        let body = PatientDetails(patient: patient("P-0011", zone: "Mars/Olympus"), plans: [], treatments: [])
        let lines = PatientSheet(body: body, clocks: clocks).lines(on: .plain)
        #expect(lines.contains { $0.hasSuffix("Mars/Olympus (unknown on this machine: times are in UTC)") }, "\(lines)")
    }

    @Test func `ends a status with 3, of everybody and of the patient`() async throws {
        let (everybody, one) = (everybody(), one)
        let standIn = try StandIn { question in
            StandIn.Answer(body: question.target == "/v1/status" ? json(everybody) : json(one))
        }
        defer { standIn.stop() }
        #expect(try await Program.run("status", socket: standIn.socket).status == 3)
        #expect(try await Program.run("status", "P-0011", socket: standIn.socket).status == 3)
        var unwaited = status()
        unwaited.unknownZones = [UnknownZone(name: "Mars/Olympus", since: now, reason: "its file is missing", patients: 0, isClinics: true)]
        let other = try StandIn { [unwaited] _ in StandIn.Answer(body: json(unwaited)) }
        defer { other.stop() }
        #expect(try await Program.run("status", socket: other.socket).status == 0)
    }

    @Test func `goes over the socket under names that stay`() throws {
        let text = json(staffTask)
        #expect(text.contains(#""kind":"zone-unknown""#) && text.contains(#""zone":"Mars/Olympus""#) && !text.contains("treatment"))
    }
}
