import Aftercare
import AftercareAPI
import Testing

@testable import aftercarectl

@Suite struct `A status of everybody` {
    private func drawn(_ status: StatusBody, on canvas: Canvas = .plain) -> [String] {
        StatusSheet(status: status, clocks: clocks).lines(on: canvas)
    }

    @Test func `tells what holds and what comes, on each patient's own clock`() throws {
        try Golden.expect(drawn(status()), "status")
    }

    @Test func `puts first what needs a person`() throws {
        let failing = JournalBody(
            state: .failing, reason: "the journal is not reading", since: at("2026-11-20T09:42:00Z"),
            retryAt: at("2026-11-20T13:20:00Z"))
        try Golden.expect(
            drawn(status(journal: failing, counts: ["sending": 3, "seen": 1], complaints: ["protocol 'knee@2' was left out: it changed"])),
            "status-failing")
    }

    @Test func `puts reactions before what nobody answered, and that before what nobody confirmed`() throws {
        let failing = JournalBody(state: .failing, reason: "it is full", since: now - 60, retryAt: now)
        let lines = drawn(status(journal: failing, needsPerson: concerns))
        try Golden.expect(lines, "status-concerns")
    }

    @Test func `never cuts what a person must see to, however narrow the terminal`() throws {
        let lines = drawn(status(needsPerson: concerns), on: Canvas(width: 60, isColored: false))
        try Golden.expect(lines, "status-concerns-60-columns")
        #expect(lines.contains("    aftercarectl reaction show R-0001"))
        #expect(!drawn(status(needsPerson: concerns), on: Canvas(width: 200, isColored: false)).contains("    aftercarectl reaction show R-0001"))
    }

    @Test func `tells the end that several treatments make together, and what is muted`() throws {
        var status = status()
        status.inWindow[0].windows = [
            window(
                "no-alcohol", "no alcohol", "2026-11-19T18:30:00Z", "2026-11-20T18:30:00Z", until: "2026-11-22T18:30:00Z"),
            window("compress", "cold compress", "2026-11-19T18:30:00Z", "2026-11-21T18:30:00Z", isMuted: true),
        ]
        try Golden.expect(drawn(status), "status-merged")
    }

    @Test func `says plainly that there is no journal`() {
        let lines = drawn(status(journal: JournalBody(state: .none)))
        #expect(lines[1] == "no journal here: reminders are shown on the daemon's terminal only")
        #expect(lines[0].contains(" · no journal · "))
    }

    @Test func `names those that it does not show`() {
        #expect(drawn(status(inWindow: 30)).contains("  and 28 more patients; see one with 'aftercarectl status PATIENT'"))
        #expect(!drawn(status(inWindow: 2)).contains { $0.contains("more patient") })
    }

    @Test func `fits a narrow terminal`() throws {
        let lines = drawn(status(), on: Canvas(width: 80, isColored: false))
        #expect(lines.dropFirst().allSatisfy { $0.count <= 80 })
        try Golden.expect(lines, "status-80-columns")
        #expect(!drawn(status(), on: Canvas(width: 60, isColored: false)).contains { $0.contains("░") })
    }

    @Test func `is coloured where it is asked to be`() throws {
        try Golden.expect(drawn(status(), on: Canvas(width: nil, isColored: true)), "status-coloured")
    }

    @Test func `of nobody is one line`() {
        let quiet = StatusBody(
            version: "test", now: now, since: at("2026-11-10T07:00:00Z"), journal: JournalBody(state: .ok), nextDue: nil,
            patientsInWindow: 0, needsPerson: [], counts: [:], inWindow: [], upcoming: [], complaints: [])
        #expect(drawn(quiet) == ["running since Tue 10 Nov 08:00 · journal ok · no reminder planned · 0 patients in a window"])
    }

    @Test func `shows no characters that would steer the terminal`() {
        let lines = drawn(status(complaints: ["\u{1B}[2Jgone\nand below"]))
        #expect(lines.contains("  \\x1b[2Jgone and below"))
    }
}

@Suite struct `A status of one patient` {
    private func drawn(_ status: PatientStatusBody) -> [String] {
        PatientStatusSheet(status: status, clock: Clockface(zone: kathmandu, now: now)).lines(on: .plain)
    }

    @Test func `names the zone and tells everything on that clock`() throws {
        let status = PatientStatusBody(
            patient: patient("P-0009", zone: "Asia/Kathmandu"), now: now, needsPerson: concerns.filter { $0.kind == .unconfirmed },
            windows: status().inWindow[0].windows,
            upcoming: status().upcoming)
        try Golden.expect(drawn(status), "status-patient")
    }

    @Test func `says that nothing holds, and that nothing is sent to who is inactive`() throws {
        let status = PatientStatusBody(
            patient: patient("P-0009", status: .inactive), now: now, needsPerson: [], windows: [], upcoming: [])
        try Golden.expect(drawn(status), "status-patient-inactive")
    }

    private func plan(_ name: String, _ statuses: Plan.Status..., since: String = "2026-11-18T09:00:00Z") -> Plan {
        let stated = aftercarectlTests.plan(name, of: "P-0009")
        let history = statuses.reduce(History(Plan.Status.active)) { $0.changed(to: $1, at: at(since)) }
        return Plan(
            id: stated.id, patient: stated.patient, careProtocol: stated.careProtocol, history: history, modalities: [:], switchedOff: [])
    }

    private func situation(_ plans: [Plan], _ next: NextSessionBody?) -> [String] {
        let status = PatientStatusBody(
            patient: patient("P-0009", zone: "Asia/Kathmandu"), now: now, needsPerson: [], windows: [], upcoming: [], plans: plans,
            nextSession: next)
        return SituationList(status: status, clock: Clockface(zone: kathmandu, now: now)).lines(on: .plain)
    }

    private let next = NextSessionBody(treatment: treatment("T-0012", of: "P-0009"), number: 1, count: 4)

    @Test func `that is silent says why: a plan on hold, and when the next session is`() throws {
        let status = PatientStatusBody(
            patient: patient("P-0009", zone: "Asia/Kathmandu"), now: now, needsPerson: [], windows: [], upcoming: [],
            plans: [plan("PL-0001", .onHold)], nextSession: next)
        try Golden.expect(drawn(status), "status-patient-on-hold")
    }

    @Test func `names a plan that is over only where it keeps something silent`() {
        let session = "next session Fri 27 Nov 22:15 (T-0012, 1 of 4)"
        #expect(situation([plan("PL-0001")], next) == [session])
        #expect(
            situation([plan("PL-0001", .revoked)], next)
                == ["plan PL-0001 revoked since Wed 14:45", "\(session): booked, plan revoked"])
        #expect(situation([plan("PL-0001", .revoked)], nil) == ["plan PL-0001 revoked since Wed 14:45", "no session is booked"])
        #expect(situation([plan("PL-0002", .completed), plan("PL-0001")], next) == [session])
    }

    @Test func `names the command where there is no plan, and the session that is under way`() {
        let underWay = treatment("T-0012", of: "P-0009", status: .inProgress, from: "2026-11-20T13:00:00Z", to: "2026-11-20T14:00:00Z")
        #expect(
            situation([], NextSessionBody(treatment: underWay)) == [
                "no plan; assign one with 'aftercarectl plan assign P-0009'", "session under way since Fri 18:45 (T-0012)",
            ])
    }
}
