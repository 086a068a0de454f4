import Aftercare
import AftercareAPI
import Testing

@testable import aftercarectl

@Suite struct `A status of everybody` {
    private func drawn(_ status: ServiceStatus, on canvas: Canvas = .plain) -> [String] {
        StatusSheet(status: status, clocks: clocks).lines(on: canvas)
    }

    @Test func `tells what holds and what comes, on each patient's own clock`() throws {
        try Golden.expect(drawn(status()), "status")
    }

    @Test func `puts the trouble of the whole service first, above what needs a person, and into its first line`() throws {
        let many = (1...50).map { number in
            StaffTask(
                kind: .unanswered, patient: id("P-\(number)"), treatment: id("T-\(number)"), since: now - 60, reminder: occurrence(number),
                instruction: id("no-alcohol"), label: "no alcohol")
        }
        let lines = drawn(
            status(
                needsPerson: many, complaints: ["set 'contact'"], storeTrouble: "the disk is read-only",
                storageLow: "nothing new is taken in: 1 MiB are free", notReloaded: ["not reloaded: a.yaml:1:1: error: nonsense"]))
        #expect(lines[0] == "running since Fri 08:00 · store failing · disk nearly full · 2 patients in a window")
        #expect(
            lines[1...7] == [
                "", "TROUBLE",
                "  nothing can be said since 14:02, and is kept for later, since the store cannot be written: the disk is read-only; see 'aftercarectl doctor'",
                "  nothing new is taken in: 1 MiB are free", "  not reloaded: a.yaml:1:1: error: nonsense", "", "NEEDS A PERSON",
            ])
        #expect(lines.count { $0.contains("nothing new is taken in") || $0.contains("not reloaded") } == 2)
        #expect(lines.contains("  set 'contact'"))
    }

    @Test func `names the commands for its clinic, and its journald`() {
        let failing = JournalHealth(state: .failing, reason: "it is full", since: now - 60, retryAt: now)
        let lines = StatusSheet(
            status: status(
                journal: failing, inWindow: 30, needsPerson: staffTasks, complaints: ["mend it with 'aftercarectl plan upgrade'"]),
            clocks: clocks, commands: ServiceCommands(.clinic("de"))
        ).lines(on: .plain).joined(separator: "\n")
        for command in [
            "'systemctl status systemd-journald@aftercare-de'", "aftercarectl --clinic de reaction show R-0001",
            "aftercarectl --clinic de acknowledge 00000001", "'aftercarectl --clinic de status PATIENT'",
            "'aftercarectl --clinic de plan upgrade'",
        ] { #expect(lines.contains(command), "\(lines)") }
        #expect(lines.ranges(of: "aftercarectl").count == lines.ranges(of: "aftercarectl --clinic de").count)
    }

    @Test func `names them in what a program reads, too`() {
        var told = status(
            journal: JournalHealth(state: .failing, reason: "see 'systemctl status systemd-journald'"), complaints: ["'aftercarectl a'"],
            storeTrouble: "'aftercarectl b'", storageLow: "'aftercarectl c'", notReloaded: ["'aftercarectl d'"])
        told.storeLoss = "'aftercarectl e'"
        told = told.addressed(by: ServiceCommands(.clinic("de")))
        #expect(told.storeLoss == "'aftercarectl --clinic de e'")
        #expect(told.journal.reason == "see 'systemctl status systemd-journald@aftercare-de'")
        #expect(
            told.complaints == ["'aftercarectl --clinic de d'", "'aftercarectl --clinic de a'", "'aftercarectl --clinic de c'"])
        #expect(told.storeTrouble == "'aftercarectl --clinic de b'" && told.storageLow == "'aftercarectl --clinic de c'")
        #expect(told.notReloaded == ["'aftercarectl --clinic de d'"])
    }

    @Test func `tells that the store's files are gone, and of a journal that is tried again at once`() {
        var lost = status(journal: JournalHealth(state: .failing, reason: "it is full", since: now - 60, retryAt: now - 30))
        lost.storeLoss = "the store's files are gone: stop the service"
        #expect(
            drawn(lost)[1...4] == [
                "", "TROUBLE", "  the store's files are gone: stop the service",
                "  no reminder reaches the journal since 14:17 (it is full): trying again now; look at 'systemctl status systemd-journald@aftercare'",
            ])
    }

    @Test func `puts first what needs a person`() throws {
        let failing = JournalHealth(
            state: .failing, reason: "the journal is not reading", since: at("2026-11-20T09:42:00Z"),
            retryAt: at("2026-11-20T13:20:00Z"))
        try Golden.expect(
            drawn(status(journal: failing, counts: [.sending: 3, .seen: 1], complaints: ["protocol 'knee@2' was left out: it changed"])),
            "status-failing")
    }

    @Test func `puts reactions before what nobody answered, and that before what nobody confirmed`() throws {
        let failing = JournalHealth(state: .failing, reason: "it is full", since: now - 60, retryAt: now)
        let lines = drawn(status(journal: failing, needsPerson: staffTasks))
        try Golden.expect(lines, "status-concerns")
    }

    /// What a service of another release may leave out.
    @Test(
        arguments: [
            ("no alcohol", "no-alcohol", "no alcohol: no answer since"), (nil, "no-alcohol", "no-alcohol: no answer since"),
            (nil, nil, "a reminder: no answer since"),
        ] as [(String?, String?, String)])
    func `names what nobody answered as well as it can`(label: String?, instruction: String?, words: String) {
        let staffTask = StaffTask(
            kind: .unanswered, patient: id("P-0003"), treatment: nil, since: now, instruction: instruction.map { id($0) }, label: label)
        #expect(drawn(status(needsPerson: [staffTask])).contains { $0.hasPrefix("  P-0003  \(words)") })
    }

    @Test(
        arguments: [
            ("R-0001", "T-0001", [.swelling], "R-0001: swelling, reported"), (nil, "T-0001", [.swelling], "T-0001: swelling, reported"),
            (nil, nil, nil, "P-0003: a reaction, reported"),
        ] as [(String?, String?, [Reaction.Sign]?, String)])
    func `names a reaction as well as it can`(reaction: String?, treatment: String?, signs: [Reaction.Sign]?, words: String) {
        let staffTask = StaffTask(
            kind: .reaction, patient: id("P-0003"), treatment: treatment.map { id($0) }, since: now, reaction: reaction.map { id($0) },
            signs: signs)
        #expect(drawn(status(needsPerson: [staffTask])).contains { $0.hasPrefix("  P-0003  \(words)") })
    }

    @Test(arguments: [("T-0001", "T-0001: did it take place?"), (nil, "a treatment: did it take place?")] as [(String?, String)])
    func `names a treatment that nobody confirmed as well as it can`(treatment: String?, words: String) {
        let staffTask = StaffTask(kind: .unconfirmed, patient: id("P-0003"), treatment: treatment.map { id($0) }, since: now)
        #expect(drawn(status(needsPerson: [staffTask])).contains { $0.hasPrefix("  P-0003  \(words)") })
    }

    @Test func `never cuts what a person must see to, however narrow the terminal`() throws {
        let lines = drawn(status(needsPerson: staffTasks), on: Canvas(width: 60, isColored: false))
        try Golden.expect(lines, "status-concerns-60-columns")
        #expect(lines.contains("    aftercarectl reaction show R-0001"))
        #expect(
            !drawn(status(needsPerson: staffTasks), on: Canvas(width: 200, isColored: false)).contains(
                "    aftercarectl reaction show R-0001"))
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
        let lines = drawn(status(journal: JournalHealth(state: .none)))
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
        let quiet = ServiceStatus(now: now, since: at("2026-11-10T07:00:00Z"), journal: .ok)
        #expect(drawn(quiet) == ["running since Tue 10 Nov 08:00 · journal ok · no reminder planned · 0 patients in a window"])
    }

    @Test func `shows no characters that would steer the terminal`() {
        let lines = drawn(status(complaints: ["\u{1B}[2Jgone\nand below"]))
        #expect(lines.contains("  \\x1b[2Jgone and below"))
    }
}

@Suite struct `A status of one patient` {
    private func drawn(_ status: PatientStatus) -> [String] {
        PatientStatusSheet(status: status, clock: StaffTimeFormat(zone: kathmandu, now: now)).lines(on: .plain)
    }

    @Test func `names the zone and tells everything on that clock`() throws {
        let status = PatientStatus(
            patient: patient("P-0009", zone: "Asia/Kathmandu"), now: now, needsPerson: staffTasks.filter { $0.kind == .unconfirmed },
            windows: status().inWindow[0].windows,
            upcoming: status().upcoming)
        try Golden.expect(drawn(status), "status-patient")
    }

    @Test func `says that nothing holds, and that nothing is sent to who is inactive`() throws {
        let status = PatientStatus(
            patient: patient("P-0009", status: .inactive), now: now, needsPerson: [], windows: [], upcoming: [], plans: [],
            silences: [Suppression(cause: .inactive, since: at("2026-11-18T09:00:00Z")), Suppression(cause: .noPlan)])
        try Golden.expect(drawn(status), "status-patient-inactive")
    }

    private func situation(_ silences: Suppression..., next: NextSession? = nil, commands: ServiceCommands = .init(.machine)) -> [String] {
        let status = PatientStatus(
            patient: patient("P-0009", zone: "Asia/Kathmandu"), now: now, needsPerson: [], windows: [], upcoming: [], plans: [],
            nextSession: next, silences: silences)
        return SituationList(status: status, clock: StaffTimeFormat(zone: kathmandu, now: now), commands: commands).lines(on: .plain)
    }

    private let next = NextSession(treatment: treatment("T-0012", of: "P-0009"), number: 1, count: 4)
    private let since = at("2026-11-18T09:00:00Z")
    private let four: [TreatmentID] = [id("T-0012"), id("T-0013"), id("T-0014"), id("T-0015")]

    @Test func `that is silent says why: a plan on hold, and when the next session is`() throws {
        let status = PatientStatus(
            patient: patient("P-0009", zone: "Asia/Kathmandu"), now: now, needsPerson: [], windows: [], upcoming: [], plans: [],
            nextSession: next, silences: [Suppression(cause: .onHold, since: since, plan: id("PL-0001"), sessions: four)])
        try Golden.expect(drawn(status), "status-patient-on-hold")
    }

    @Test func `names the plan that does not speak, its sessions, and what gives them another`() {
        #expect(
            situation(Suppression(cause: .revoked, since: since, plan: id("PL-0001"), sessions: four), next: next) == [
                "plan PL-0001 revoked since Wed 14:45: nothing of it is said, nor of its 4 booked sessions (T-0012 to T-0015); "
                    + "'aftercarectl treatment change T-0012 --plan PLAN' gives a session another plan",
                "next session Fri 27 Nov 22:15 (T-0012, 1 of 4): nothing will be said, its plan is silent",
            ])
        #expect(
            situation(Suppression(cause: .completed, since: since, plan: id("PL-0002")), Suppression(cause: .draft, plan: id("PL-0003")))
                == [
                    "plan PL-0002 completed since Wed 14:45: nothing of it is said",
                    "plan PL-0003 a draft: nothing of it is said; 'aftercarectl plan resume PL-0003' lets it speak", "no session is booked",
                ])
        #expect(situation(next: next) == ["next session Fri 27 Nov 22:15 (T-0012, 1 of 4)"])
        #expect(
            situation(Suppression(cause: .onHold, since: since, plan: id("PL-0001"), sessions: [id("T-0012")])).first
                == "plan PL-0001 on hold since Wed 14:45: nothing of it is said, nor of its booked session (T-0012); "
                + "'aftercarectl plan resume PL-0001' lets it speak")
        // A session that nobody has confirmed does not silence the next one.
        let unconfirmed = Suppression(cause: .unconfirmed, since: since, plan: id("PL-0001"), sessions: [id("T-0001")])
        #expect(situation(unconfirmed, next: next).last == "next session Fri 27 Nov 22:15 (T-0012, 1 of 4)")
    }

    @Test func `names what silences the patient, a reaction, and a session that nobody has confirmed`() {
        #expect(
            situation(
                Suppression(cause: .optedOut, since: since), Suppression(cause: .deceased, since: since),
                Suppression(cause: .reaction, since: since, reaction: id("R-0001"), sessions: [id("T-0001")]),
                Suppression(cause: .unconfirmed, since: since, plan: id("PL-0001"), sessions: [id("T-0001")])
            ).dropLast() == [
                "opted out since Wed 14:45: nothing is said; 'aftercarectl patient change P-0009 --status active' changes that",
                "deceased, entered Wed 14:45: nothing is said",
                "reaction R-0001 since Wed 14:45: compresses and advice of T-0001 are muted until 'aftercarectl reaction clear R-0001'",
                "T-0001 was over Wed 14:45, and is not confirmed: nothing that follows it is said until "
                    + "'aftercarectl treatment complete T-0001 --as-planned'",
            ])
    }

    @Test func `names the command for its clinic where there is no plan, and the session that is under way`() {
        let underWay = treatment("T-0012", of: "P-0009", status: .inProgress, from: "2026-11-20T13:00:00Z", to: "2026-11-20T14:00:00Z")
        #expect(
            situation(Suppression(cause: .noPlan), next: NextSession(treatment: underWay), commands: ServiceCommands(.clinic("de"))) == [
                "no plan; assign one with 'aftercarectl --clinic de plan assign P-0009'", "session under way since Fri 18:45 (T-0012)",
            ])
    }
}
