import Aftercare
import AftercareAPI
import Testing

@testable import aftercarectl

/// Where a status tells one thing from another.
@Suite struct `The bounds of a status` {
    private func drawn(_ status: ServiceStatus, width: Int? = nil) -> [String] {
        StatusSheet(status: status, clocks: clocks).lines(on: Canvas(width: width, isColored: false))
    }

    @Test(arguments: [(nil, 20), (100, 20), (99, 10), (72, 10), (71, 0)] as [(Int?, Int)])
    func `have a bar as long as the terminal has room for`(width: Int?, cells: Int) throws {
        let row = try #require(drawn(status(), width: width).first { $0.hasPrefix("  P-0003     no alcohol") })
        #expect(row.count { "█░".contains($0) } == cells, "\(row)")
    }

    @Test(
        arguments: [
            (-1, "next reminder now", "next reminder now"), (0, "next reminder now", "next reminder now"),
            (1, "next reminder 14:18 (in 1 min)", "next reminder 14:18"), (nil, "no reminder planned", "no reminder planned"),
        ] as [(Int64?, String, String)])
    func `call a reminder due until it lies ahead`(later: Int64?, words: String, check: String) {
        var status = status()
        status.nextDue = later.map { now + $0 }
        #expect(drawn(status)[0] == "running since Fri 08:00 · journal ok · \(words) · 2 patients in a window")
        let line = StatusCheck(status, clock: StaffTimeFormat(zone: berlin, now: now)).line
        #expect(line.hasPrefix("AFTERCARE OK - journal ok, \(check), 2 patients in a window | "), "\(line)")
    }

    @Test(
        arguments: [
            (nil, 0, "trying again soon"), (60, 1, "1 kept, trying again in 1 min"), (1, 0, "trying again in 1 min"),
            (0, 0, "trying again now"),
        ] as [(Int64?, Int, String)])
    func `tell of a failing journal what is kept, and when it is tried again`(retry: Int64?, waiting: Int, words: String) {
        let journal = JournalHealth(state: .failing, retryAt: retry.map { now + $0 })
        let lines = drawn(status(journal: journal, counts: [.seen: waiting, .settled: 7]))
        #expect(
            lines[1...3] == [
                "", "TROUBLE", "  no reminder reaches the journal: \(words); look at 'systemctl status systemd-journald@aftercare'",
            ])
    }

    @Test func `put the trouble of the store first, then the journal's, then what is withheld, then the disk's`() {
        var status = status(
            journal: JournalHealth(state: .failing), storeTrouble: "it is read-only", storageLow: "1 MiB are free",
            notReloaded: ["a.yaml is wrong"])
        status.storeLoss = "the store's files are gone"
        status.storeTroubleSince = nil
        status.withheld = [
            Withheld(machine: "aaaa", epoch: 2, reminders: 3, text: "3 are held back: 'aftercarectl promote'"),
            Withheld(machine: "bbbb", epoch: 4, reminders: 5, text: "5 are held back"),
        ]
        #expect(
            drawn(status)[3...9] == [
                "  the store's files are gone",
                "  nothing can be said, and is kept for later, since the store cannot be written: it is read-only; "
                    + "see 'aftercarectl doctor'",
                "  no reminder reaches the journal: trying again soon; look at 'systemctl status systemd-journald@aftercare'",
                "  3 are held back: 'aftercarectl promote'", "  5 are held back", "  1 MiB are free", "  a.yaml is wrong",
            ])
        let check = StatusCheck(status, clock: StaffTimeFormat(zone: berlin, now: now))
        #expect(
            check.line.hasPrefix(
                "AFTERCARE CRITICAL - the store's files are gone, the store fails: it is read-only, 3 are held back: "
                    + "'aftercarectl promote', 5 are held back, no reminder reaches the journal: no reason is known, 1 MiB are free, "
                    + "the configuration was refused (1 error) | "), "\(check.line)")
        status.withheld.removeLast()
        let north = status.addressed(by: ServiceCommands(.clinic("north"))).withheld
        #expect(north.map(\.text) == ["3 are held back: 'aftercarectl --clinic north promote'"])
        #expect(north.map(\.machine) == ["aaaa"] && north.map(\.epoch) == [2] && north.map(\.reminders) == [3])
    }

    @Test func `are critical where reminders are withheld, and nothing else is wrong`() {
        var status = status()
        status.withheld = [Withheld(machine: "aaaa", epoch: 2, reminders: 3, text: "3 are held back")]
        #expect(StatusCheck(status, clock: StaffTimeFormat(zone: berlin, now: now)).level == .critical)
    }

    @Test func `name one patient that is not shown as one`() {
        #expect(drawn(status(inWindow: 3)).contains("  and 1 more patient; see one with 'aftercarectl status PATIENT'"))
    }

    // MARK: What needs a person

    private func tasks(showsPatients: Bool, width: Int) -> [String] {
        let task = StaffTask(
            kind: .unanswered, patient: id("P-0003"), treatment: nil, since: now, reminder: occurrence(1), label: "no alcohol")
        return StaffTaskList(
            staffTasks: [task], showsPatients: showsPatients, clock: StaffTimeFormat(zone: berlin, now: now),
            commands: ServiceCommands(.machine)
        ).lines(on: Canvas(width: width, isColored: false))
    }

    @Test(arguments: [true, false])
    func `break a task only where it does not fit, and put its command below before that`(showsPatients: Bool) {
        let start = showsPatients ? "  P-0003  " : "  "
        let (task, command) = ("no alcohol: no answer since 14:18", "aftercarectl acknowledge 00000001")
        let whole = "\(start)\(task)  \(command)"
        #expect(tasks(showsPatients: showsPatients, width: whole.count) == [whole])
        let fitting = "\(start)\(task)"
        for width in [whole.count - 1, fitting.count] {
            #expect(tasks(showsPatients: showsPatients, width: width) == [fitting, "    \(command)"])
        }
        #expect(
            tasks(showsPatients: showsPatients, width: fitting.count - 1)
                == ["\(start)no alcohol: no answer since", "    14:18", "    \(command)"])
    }

    // MARK: One patient

    private func situation(_ silences: Suppression..., plans: [Plan]? = [], next: NextSession? = nil) -> [String] {
        let status = PatientStatus(
            patient: patient("P-0009", zone: "Asia/Kathmandu"), now: now, needsPerson: [], plans: plans, nextSession: next,
            silences: silences)
        return SituationList(status: status, clock: StaffTimeFormat(zone: kathmandu, now: now)).lines(on: .plain)
    }

    @Test(
        arguments: [
            ("2026-11-20T13:17:59Z", "session under way since Fri 19:02"), ("2026-11-20T13:18:00Z", "session under way since Fri 19:03"),
            ("2026-11-20T13:18:01Z", "next session Fri 19:03"),
        ])
    func `call a session under way from its first second on`(start: String, words: String) {
        let session = treatment("T-0012", of: "P-0009", from: start, to: "2026-11-20T14:00:00Z")
        #expect(situation(next: NextSession(treatment: session, number: 2)) == ["\(words) (T-0012)"])
    }

    @Test func `say that a session is silent only where its own plan is`() {
        let next = NextSession(treatment: treatment("T-0012", of: "P-0009"), number: 2, count: 4)
        let other = Suppression(cause: .onHold, plan: id("PL-0002"))
        #expect(situation(other, next: next).last == "next session Fri 27 Nov 22:15 (T-0012, 2 of 4)")
        let own = Suppression(cause: .draft, plan: id("PL-0001"))
        #expect(
            situation(own, next: next).last
                == "next session Fri 27 Nov 22:15 (T-0012, 2 of 4): nothing will be said, its plan is silent")
    }

    @Test func `leave out sessions where plans are not told`() {
        #expect(situation(Suppression(cause: .noPlan), plans: nil).count == 1)
        #expect(situation(plans: nil) == [])
    }

    @Test func `name every way to be silent, since when if that is known`() {
        let since = at("2026-11-18T20:00:00Z")
        let two: [TreatmentID] = [id("T-0001"), id("T-0002")]
        let change = "'aftercarectl patient change P-0009 --status active' changes that"
        #expect(
            situation(
                Suppression(cause: .inactive), Suppression(cause: .optedOut), Suppression(cause: .patientInError, since: since),
                Suppression(cause: .draft, since: since, plan: id("PL-0003"), sessions: two),
                Suppression(cause: .completed, plan: id("PL-0002"), sessions: two)
            ).dropLast() == [
                "inactive: nothing is said; \(change)", "opted out: nothing is said; \(change)",
                "entered in error since Thu 01:45: nothing is said",
                "plan PL-0003 a draft since Thu 01:45: nothing of it is said, nor of its 2 booked sessions (T-0001, T-0002); "
                    + "'aftercarectl plan resume PL-0003' lets it speak",
                "plan PL-0002 completed: nothing of it is said, nor of its 2 booked sessions (T-0001, T-0002); "
                    + "'aftercarectl treatment change T-0001 --plan PLAN' gives a session another plan",
            ])
    }
}
