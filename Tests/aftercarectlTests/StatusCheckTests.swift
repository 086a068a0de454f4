import Aftercare
import AftercareAPI
import AftercareClient
import Testing

@testable import aftercarectl

/// What `status --check` answers a monitoring system.
@Suite struct `A check` {
    private func check(_ status: ServiceStatus) -> StatusCheck { StatusCheck(status, clock: StaffTimeFormat(zone: berlin, now: now)) }

    private static let well =
        "reactions=0;;0;0 zoneless=0;;0;0 unanswered=0;0;;0 declined=0;0;;0 unconfirmed=0;0;;0 to_mend=0;0;;0 waiting=0;;;0 in_window=2;;;0"

    @Test func `of a service that is well is OK, in one line with performance data`() {
        let check = check(status())
        #expect(check.level == .ok)
        #expect(check.line == "AFTERCARE OK - journal ok, next reminder 14:30, 2 patients in a window | \(Self.well)")
    }

    @Test(
        arguments: [
            (status(needsPerson: staffTasks.filter { $0.kind == .reaction }), .critical, "1 reaction not cleared", "reactions=1;;0;0"),
            (status(needsPerson: [staffTasks[1]]), .warning, "1 reminder without an answer", "unanswered=1;0;;0 declined=0;0;;0"),
            (status(needsPerson: [staffTasks[3]]), .warning, "1 reminder answered with no", "unanswered=0;0;;0 declined=1;0;;0"),
            (status(needsPerson: [staffTasks[0]]), .warning, "1 session not confirmed", "unconfirmed=1;0;;0"),
            (status(storeTrouble: "it is read-only"), .critical, "the store fails since 14:02: it is read-only", "waiting=0"),
            (
                status(journal: JournalHealth(state: .failing, reason: "it is full", since: now - 60), counts: [.sending: 3, .seen: 1]),
                .critical, "no reminder reaches the journal since 14:17: it is full", "waiting=4;;;0"
            ),
            (
                status(journal: JournalHealth(state: .none)), .critical, "there is no journal, so reminders reach a terminal only",
                "waiting=0"
            ),
            (status(storageLow: "1 MiB are free"), .warning, "1 MiB are free", "to_mend=0;0;;0"),
            (status(notReloaded: ["a", "b"]), .warning, "the configuration was refused (2 errors)", "to_mend=2;0;;0"),
            (status(complaints: ["set 'contact'"]), .warning, "set 'contact'", "to_mend=1;0;;0"),
        ] as [(ServiceStatus, CheckLevel, String, String)])
    func `has the level of what is wrong, and its figure`(status: ServiceStatus, level: CheckLevel, words: String, data: String) {
        let check = check(status)
        #expect(check.level == level)
        #expect(check.line.hasPrefix("AFTERCARE \(level.name) - \(words) | "), "\(check.line)")
        #expect(check.line.contains(data), "\(check.line)")
    }

    @Test func `is critical where the store's files are gone, and where a patient is told nothing`() {
        var lost = status()
        lost.storeLoss = "the store's files are gone"
        #expect(check(lost).line.hasPrefix("AFTERCARE CRITICAL - the store's files are gone | "))
        let zone = StaffTask(kind: .zone, patient: id("P-0011"), treatment: nil, since: now, zone: "Mars/Olympus")
        let timeless = check(status(needsPerson: [zone]))
        #expect(
            timeless.line.hasPrefix("AFTERCARE CRITICAL - 1 patient told nothing, since the time zone is unknown | "), "\(timeless.line)")
        #expect(timeless.line.contains("zoneless=1;;0;0"))
    }

    @Test func `tells what is due now from what comes`() {
        var due = status()
        due.nextDue = now
        #expect(check(due).line.contains("journal ok, next reminder now, "))
        due.nextDue = nil
        #expect(check(due).line.contains("journal ok, no reminder planned, "))
    }

    @Test func `begins with the worst, and is as bad as that`() {
        let check = check(status(needsPerson: staffTasks, complaints: ["a", "b"]))
        #expect(check.level == .critical)
        #expect(
            check.line.hasPrefix(
                "AFTERCARE CRITICAL - 1 reaction not cleared, 1 reminder without an answer, 1 reminder answered with no, "
                    + "1 session not confirmed, 2 things to mend: a | "))
    }

    @Test func `is one line with one bar, whatever a reason says, and names no patient`() {
        let check = check(status(needsPerson: staffTasks, complaints: ["\u{1B}[2J one | two\nthree"]))
        #expect(check.line.count { $0 == "|" } == 1 && !check.line.contains("\n") && !check.line.contains("\u{1B}"))
        #expect(!check.line.contains("P-0"))
    }

    @Test(
        arguments: [
            (ClientError.notRunning(socket: "/run/aftercare/control.sock"), .critical),
            (ClientError.noAnswer(socket: "s", detail: "d"), .critical),
            (ClientError.broken(socket: "s", detail: "d"), .critical), (ClientError.busy(socket: "s"), .critical),
            (ErrorBody(code: .storeUnusable, message: "the store is gone"), .critical),
            (ErrorBody(code: .internal, message: "it failed"), .critical),
            (ClientError.notPermitted(socket: "s"), .unknown), (ErrorBody(code: .notFound, message: "there is nothing"), .unknown),
        ] as [(any Error, CheckLevel)])
    func `of a service that does not answer is critical, and of one that may not be asked unknown`(error: any Error, level: CheckLevel) {
        let check = StatusCheck(failed: error)
        #expect(check.level == level)
        #expect(check.line.hasPrefix("AFTERCARE \(level.name) - ") && !check.line.contains("error: "), "\(check.line)")
    }

    @Test(arguments: [([], 0), ([staffTasks[0]], 1), (staffTasks, 2)] as [([StaffTask], Int)])
    func `ends the program with its level`(needsPerson: [StaffTask], code: Int) async throws {
        let standIn = try StandIn { _ in StandIn.Answer(body: json(status(needsPerson: needsPerson))) }
        defer { standIn.stop() }
        let outcome = try await Program.run("status", "--check", socket: standIn.socket)
        #expect(outcome.status == code && outcome.talk.isEmpty, "\(outcome)")
        #expect(outcome.data.hasPrefix("AFTERCARE ") && outcome.data.count { $0 == "\n" } == 1, "\(outcome)")
    }

    @Test func `names the commands for the service that was asked`() async throws {
        let standIn = try StandIn { _ in StandIn.Answer(body: json(status(complaints: ["see 'aftercarectl doctor'"]))) }
        defer { standIn.stop() }
        let outcome = try await Program.run("status", "--check", "--socket", standIn.socket)
        #expect(outcome.data.contains("see 'aftercarectl --socket \(standIn.socket) doctor'"), "\(outcome)")
    }

    @Test func `of a service that is down ends with 2, and names what starts it for its clinic`() async throws {
        let outcome = try await Program.run("status", "--check", "--clinic", "nowhere")
        #expect(outcome.status == 2 && outcome.talk.isEmpty, "\(outcome)")
        #expect(outcome.data.hasPrefix("AFTERCARE CRITICAL - aftercared is not running"), "\(outcome)")
        #expect(outcome.data.contains("'systemctl start aftercared@nowhere'") && outcome.data.count { $0 == "\n" } == 1)
    }

    @Test(arguments: [["P-0001"], ["--format", "json"]]) func `is about everybody, and is one line`(others: [String]) async throws {
        let outcome = try await Program.run(["status", "--check"] + others)
        #expect(outcome.status == 64 && outcome.data.isEmpty && outcome.talk.contains("'--check'"), "\(outcome)")
    }
}
