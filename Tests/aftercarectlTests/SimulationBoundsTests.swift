import Aftercare
import AftercareAPI
import AftercareConfig
import AftercareSimulation
import Foundation
import Testing

@testable import aftercarectl

/// Midnight in Kathmandu.
private let midnight = at("2026-03-01T18:15:00Z")

@Suite struct `The bounds of a simulation` {
    private func course(
        from: String = "2026-03-02", lasting: String = "1d", outages: [String] = [], journal: [String] = []
    ) throws -> SimulationCourse {
        try SimulationCourse(from: from, lasting: lasting, outages: outages, journalOutages: journal, zone: kathmandu, now: now)
    }

    @Test(
        arguments: [
            ("2026-03-02 00:00..2026-03-02 00:01", 0, 60), ("2026-03-02 23:59..2026-03-05 00:00", 86_340, 86_400),
            ("2026-03-02 23:59..2026-03-03 00:00", 86_340, 86_400), ("now+1h..now+3h", 3600, 10_800),
            (" 2026-03-02 08:00  ..  2026-03-02 09:00 ", 28_800, 32_400),
        ] as [(String, Int64, Int64)])
    func `hold an outage of the service, and one of the journal`(text: String, begin: Int64, end: Int64) throws {
        let expected = [midnight + begin..<midnight + end]
        let service = try course(outages: [text])
        #expect(service.outages == expected && service.journalOutages == [])
        let journal = try course(journal: [text])
        #expect(journal.journalOutages == expected && journal.outages == [])
        #expect(journal.from == midnight && journal.until == midnight + 86_400)
    }

    @Test(
        arguments: [
            (
                "2026-03-01 23:59..2026-03-02 01:00",
                "does not begin within the simulation, which goes from 2026-03-02T00:00 to 2026-03-03T00:00"
            ),
            (
                "2026-03-03 00:00..2026-03-03 01:00",
                "does not begin within the simulation, which goes from 2026-03-02T00:00 to 2026-03-03T00:00"
            ),
            ("2026-03-02 08:00..2026-03-02 08:00", "would end before it begins; check both times"),
        ])
    func `leave out what begins outside, or takes no time`(text: String, complaint: String) {
        let failure = #expect(throws: Failure.self) { try course(journal: [text]) }
        #expect(failure?.message.hasPrefix("'--journal-outage': '\(text)' \(complaint)") == true, "\(failure?.message ?? "")")
    }

    @Test func `have outages in order, of which one may begin where another ends`() throws {
        let texts = ["2026-03-02 12:00..2026-03-02 13:00", "2026-03-02 11:00..2026-03-02 12:00"]
        #expect(
            try course(outages: texts).outages == [midnight + 39_600..<midnight + 43_200, midnight + 43_200..<midnight + 46_800])
    }

    @Test func `begin now where that is said`() throws {
        #expect(try course(from: "now").from == now)
        #expect(try course(from: "2026-03-02 07:30").from == midnight + 27_000)
        // As long as a day, and as made of digits.
        #expect(try course(from: "now+100min").from == now + 6000)
        let failure = #expect(throws: Failure.self) { try course(from: "2026-3-2") }
        #expect(failure?.message.hasPrefix("'--from': '2026-3-2' ") == true, "\(failure?.message ?? "")")
    }

    @Test func `are refused with everything that is wrong`() {
        let failure = #expect(throws: Failure.self) { try course(from: "someday", lasting: "0d", outages: ["x"], journal: ["y"]) }
        let lines = (failure?.message ?? "").components(separatedBy: "\nerror: ")
        #expect(lines.count == 4 && failure?.status == .usage, "\(lines)")
        #expect(
            zip(lines, ["'--from': 'someday'", "'--for': nothing", "'--outage': 'x' has no", "'--journal-outage': 'y' has no"])
                .allSatisfy { $0.hasPrefix($1) }, "\(lines)")
    }
}

@Suite struct `The tally of a simulation` {
    private func decided(_ state: ReminderState, late: Int64? = nil, reason: String? = nil) -> Reminder {
        let window = Window(
            treatment: id("T-0001"), timingRevision: 1, plan: id("PL-0001"), careProtocol: plan("PL-0001", of: "P-0003").careProtocol,
            instruction: id("no-alcohol"), kind: .abstain, opens: now - 3600, closes: now + 86_400)
        return Reminder(
            id: occurrence(1), patient: id("P-0003"),
            occurrence: Occurrence(window: window, place: 0, phase: .during, due: now, deadline: now + 7200), state: state, sequence: nil,
            attempt: 1, reason: reason, payload: nil, decidedAt: now, emittedAt: late.map { now + $0 }, cursor: nil)
    }

    @Test func `counts each state, and as late what was said a minute after it was due`() {
        var reminders = [Int64(0), 59, 60].map { decided(.settled, late: $0) } + [decided(.printed, late: 7500)]
        for (state, count) in [(ReminderState.sending, 2), (.seen, 3), (.missed, 6), (.suppressed, 7), (.cancelled, 8)] {
            reminders += Array(repeating: decided(state, late: 7500), count: count)
        }
        #expect(
            SimulationBody.Tally(reminders)
                == SimulationBody.Tally(emitted: 4, late: 2, missed: 6, suppressed: 7, cancelled: 8, waiting: 5))
    }

    @Test func `has the reasons of each state, the most frequent first, then by name`() {
        let reminders =
            ["new-b", "new-z", "new-a", "new-z"].map { decided(.suppressed, reason: $0) }
            + [decided(.cancelled, reason: "new-z"), decided(.missed, reason: "superseded"), decided(.missed)]
        #expect(
            SimulationBody.Reason.counted(reminders) == [
                .init(state: .missed, reason: "superseded", words: "a newer reminder of the same instruction took its place", count: 1),
                .init(state: .suppressed, reason: "new-z", words: "new z", count: 2),
                .init(state: .suppressed, reason: "new-a", words: "new a", count: 1),
                .init(state: .suppressed, reason: "new-b", words: "new b", count: 1),
                .init(state: .cancelled, reason: "new-z", words: "new z", count: 1),
            ])
    }

    @Test func `tells from when until when it was, in which zone, and how long it really took`() async throws {
        let simulation = try await Simulation(
            from: midnight, clinic: DaemonSettings.byDefault(zone: berlin.name).clinic, careProtocols: [],
            zone: { $0 == berlin.name ? berlin : nil })
        await simulation.run(until: midnight + 7200)
        let body = SimulationBody(try await simulation.report(), zone: kathmandu, emissions: nil, took: .milliseconds(2250))
        #expect(body.from == midnight && body.through == midnight + 7200)
        #expect(body.zone == "Asia/Kathmandu" && body.tookSeconds == 2.25 && body.patients.isEmpty)
    }

    // MARK: The sheet

    private func drawn(width: Int? = nil, tellsTime: Bool = false, _ change: (inout SimulationBody) -> Void) throws -> [String] {
        let empty = """
            {"from": "2026-03-01T23:00:00Z", "through": "2026-03-08T23:00:00Z", "zone": "Europe/Berlin", "tookSeconds": 1, "patients": [],
             "total": {"emitted": 0, "late": 0, "missed": 0, "suppressed": 0, "cancelled": 0, "waiting": 0}}
            """
        var body = try Wire.decode(SimulationBody.self, from: Data(empty.utf8))
        change(&body)
        return SimulationSheet(body: body, zones: zones, tellsTime: tellsTime).lines(on: Canvas(width: width, isColored: false))
    }

    @Test(
        arguments: [(0.21, "0.21"), (1, "1.00"), (1.05, "1.05"), (0.094, "0.09"), (0.096, "0.10"), (12.3, "12.30"), (0, "0.00")]
            as [(Double, String)])
    func `tells the time that it took to the hundredth`(seconds: Double, words: String) throws {
        let header = "simulated Mon 2026-03-02 00:00 – Mon 2026-03-09 00:00 (Europe/Berlin)"
        #expect(
            try drawn(tellsTime: true) { $0.tookSeconds = seconds } == ["\(header), in \(words) s", "", "there are no patients"])
        #expect(try drawn { $0.tookSeconds = seconds }.first == header)
    }

    private func said(_ emissions: [SimulationBody.EmittedReminder], width: Int? = nil) throws -> [String] {
        let lines = try drawn(width: width) { body in
            body.patients = [.init(patient: id("P-0009"), zone: "Asia/Kathmandu", tally: .init(), load: .nothing, reasons: [])]
            body.emissions = emissions
        }
        return Array(lines.drop { $0 != "SAID" }.dropFirst())
    }

    private func emitted(to patient: String?, _ message: String) -> SimulationBody.EmittedReminder {
        .init(at: at("2026-03-02T09:00:00Z"), patient: patient.map { id($0) }, due: nil, instruction: nil, message: message)
    }

    @Test func `lists what was said on the patient's clock, and what was for nobody on the clinic's`() throws {
        #expect(
            try said([emitted(to: "P-0009", "Cool it."), emitted(to: nil, "Look."), emitted(to: "P-0003", "Rest.")]) == [
                "  Mon 2026-03-02 14:45  P-0009  Cool it.", "  Mon 2026-03-02 10:00          Look.",
                "  Mon 2026-03-02 10:00  P-0003  Rest.",
            ])
        #expect(try said([]) == ["  nothing"])
    }

    @Test func `lists a message of several lines below its first`() throws {
        #expect(
            try said([emitted(to: "P-0009", "No alcohol.\nCool it."), emitted(to: "P-0009", "Rest.")]) == [
                "  Mon 2026-03-02 14:45  P-0009  No alcohol.", "\(String(repeating: " ", count: 32))Cool it.",
                "  Mon 2026-03-02 14:45  P-0009  Rest.",
            ])
    }

    @Test func `breaks what was said where the terminal ends, below where it began`() throws {
        let (row, blanks) = ("  Mon 2026-03-02 14:45  P-0009  No food until Monday at noon", String(repeating: " ", count: 32))
        let said = try said([emitted(to: "P-0009", "No food until Monday at noon sharp")], width: row.count)
        #expect(said == [row, "\(blanks)sharp"])
        let narrower = try self.said([emitted(to: "P-0009", "No food until Monday at noon sharp")], width: row.count - 1)
        #expect(narrower == [String(row.dropLast(5)), "\(blanks)noon sharp"])
    }
}
